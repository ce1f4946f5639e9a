import { Hono } from "hono";
import { pino } from "pino";
import type { Address, Hex } from "viem";
import type { Clock } from "../src/clock.ts";
import { Config } from "../src/config.ts";
import { type Oracle, composeOracle, openMemory } from "../src/index.ts";
import { type Listening, listen } from "../src/http/listen.ts";
import { localSigner } from "../src/reports/Signer.ts";

const HERE = "127.0.0.1";
/** What is configured in its place is given to it. */
const NOWHERE = { keystore: "none", password: "none" };

/** One operator of three, in this process, that the others reach over HTTP. */
export interface Member {
  address: Address;
  url: string;
  oracle: Oracle;
  /** Answers nobody, and does nothing. */
  down: boolean;
}

interface Assembly {
  clock: Clock;
  keys: readonly Hex[];
  /** The configuration of an operator, but for keys and peers. */
  configOf: (index: number) => Record<string, unknown>;
}

/** Operators that observe, agree and submit whenever they are told. */
export class Operators {
  private constructor(
    readonly members: readonly Member[],
    private readonly servers: readonly Listening[],
  ) {}

  static async assemble({ clock, keys, configOf }: Assembly): Promise<Operators> {
    const signers = keys.map(localSigner);
    const doors = signers.map(() => new Hono());
    const servers = await Promise.all(doors.map((door) => listen(door, { host: HERE, port: 0 })));
    const places = signers.map(({ address }, i) => ({ address, url: `http://${HERE}:${servers[i]?.port ?? 0}` }));
    const members: Member[] = [];
    for (const [index, place] of places.entries()) {
      const signer = signers[index];
      if (signer === undefined) throw new Error("every operator has a key");
      const config = Config.parse({
        storage: { folder: "none" },
        keys: { operator: NOWHERE },
        peers: places.filter((other) => other !== place),
        ...configOf(index),
      });
      const database = await openMemory();
      const oracle = await composeOracle(config, ".", { clock, database, signer, log: pino({ level: "silent" }) });
      const member: Member = { ...place, oracle, down: false };
      members.push(member);
      doors[index]?.all("*", (context) =>
        member.down ? context.json({}, 503) : oracle.app.fetch(context.req.raw, context.env),
      );
    }
    return new Operators(members, servers);
  }

  /** Everybody who is there does everything once. */
  async round(): Promise<void> {
    const { signal } = new AbortController();
    for (const { oracle } of this.members.filter(({ down }) => !down)) {
      for (const source of oracle.sources) await oracle.operator.look(source, signal);
      for (const feed of oracle.feeds) await oracle.operator.tell(feed);
      await oracle.operator.submit();
      for (const { work } of oracle.chores) await work(signal);
    }
  }

  /** What is served stays, but for this. */
  async close(): Promise<void> {
    await Promise.all(this.servers.map(({ close }) => close()));
    await Promise.all(this.members.map(({ oracle }) => oracle.close()));
  }
}
