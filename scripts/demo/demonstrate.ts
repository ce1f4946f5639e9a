import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { HDAccount } from "viem";
import { type DemoChain, startChain } from "./chain.ts";
import { DemoCommunity, NAMES } from "./community.ts";
import { ConstitutionStory } from "./constitution.ts";
import { Cooperative, PEOPLE } from "./cooperative.ts";
import { CooperativeStory } from "./cooperativeStory.ts";
import { heading, paint, say, table } from "./print.ts";
import { printPlaces, SeedStory } from "./seed/story.ts";
import { SeedWorld } from "./seed/world.ts";
import { Story } from "./story.ts";

export interface DemoOptions {
  /** Stop after the story. */
  once: boolean;
  /** Do not wait for the reader. */
  fast: boolean;
  port: number | undefined;
}

/** Starts the chain, tells the story on it, and stays until Ctrl-C unless told otherwise. */
export async function demonstrate({ once: stop, fast, port }: DemoOptions): Promise<void> {
  const interrupted = new AbortController();
  process.once("SIGINT", () => interrupted.abort());
  process.once("SIGTERM", () => interrupted.abort());
  const chain = await startChain(port);
  const pause = async (milliseconds: number): Promise<void> => {
    interrupted.signal.throwIfAborted();
    if (!fast) await wait(milliseconds, undefined, { signal: interrupted.signal });
  };
  let world: SeedWorld | undefined;
  try {
    heading("Perdure: elections that never close");
    say(`A chain of your own runs at ${chain.url}. A community is founded on it …`);
    const lighthouse = await DemoCommunity.found(chain);
    await pause(0);
    await new Story(lighthouse, pause).tell();
    await new ConstitutionStory(lighthouse, pause).tell();
    const kettle = await Cooperative.found(chain, lighthouse.deployment);
    await new CooperativeStory(kettle, pause).tell();
    world = await SeedWorld.start(chain, lighthouse.deployment, () => Date.now());
    await pause(0);
    await new SeedStory(world, pause).tell();
    printAddresses(chain, lighthouse);
    printCooperative(kettle);
    printPlaces(world);
    printKeys([
      ...NAMES.map((name, i) => [name, chain.actor(i).account] as const),
      ...PEOPLE.map((name) => [name, kettle.actor(name).account] as const),
    ]);
    if (!stop) await stay(interrupted.signal);
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
  } finally {
    await world?.close();
    await chain.close();
  }
  if (interrupted.signal.aborted) console.log("\nStopped.");
}

async function stay(interrupted: AbortSignal): Promise<void> {
  say("The chain, the forum and the operators stay up until you press Ctrl-C.");
  if (!interrupted.aborted) await once(interrupted, "abort");
}

function printAddresses(chain: DemoChain, { community, deployment, gas, transactions }: DemoCommunity): void {
  heading("Look around");
  say(
    `The story of Lighthouse took ${transactions} transactions and ${Number(gas).toLocaleString("en-US")} gas. Point a wallet or the SDK
    at the chain; everybody's key is below.`,
  );
  table(
    ["Lighthouse", ""],
    [
      ["RPC", chain.url],
      ["chain id", String(chain.chainId)],
      ["kernel", community.kernel],
      ["weights", community.weights],
      ["elections", community.elections],
      ["constitution", community.constitution],
      ["offices", community.offices],
      ["forks", community.forks],
      ["purchase source", community.purchaseSource ?? "none"],
      ["person gate", community.gate ?? "none"],
      ["treasury", community.treasury],
      ["factory", deployment.factory],
      ["registry", deployment.registry],
    ],
  );
}

function printCooperative({ community, at }: Cooperative): void {
  table(
    ["Kettle", ""],
    [
      ["kernel", community.kernel],
      ["weights", community.weights],
      ["elections", community.elections],
      ["treasury", community.treasury],
      ["patrons", at.patrons.address],
      ["contributors", at.contributors.address],
      ["priorities", at.priorities.address],
      ["releases", at.releases.address],
      ["upkeep", at.upkeep.address],
    ],
  );
}

function printKeys(people: readonly (readonly [name: string, account: HDAccount])[]): void {
  say(paint("yellow", "These keys are known to everybody: never send anything of value to their accounts."));
  const rows = people.map(([name, account]) => [name, account.address, keyOf(account)]);
  table(["", "account", "private key"], rows);
}

function keyOf(account: HDAccount): string {
  const key = account.getHdKey().privateKey;
  return key === null ? "" : `0x${Buffer.from(key).toString("hex")}`;
}
