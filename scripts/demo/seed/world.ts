import { generateKeyPairSync } from "node:crypto";
import { type Address, type Hex, toHex } from "viem";
import { pollKeyOf } from "../../../oracle/src/reports/outcomes.ts";
import { type DiscourseServer, startDiscourse } from "../../../oracle/test/servers/discourse.ts";
import { OpenPaymentsServer } from "../../../oracle/test/servers/openpayments.ts";
import type { Deployment } from "../../lib/deploy.ts";
import type { DemoChain } from "../chain.ts";
import { StoryClock } from "./clock.ts";
import { type Actor, Commons, EPOCH, FEEDS, MOST_VALUE, POLICY } from "./commons.ts";
import { Operators } from "../../../oracle/test/oracles.ts";

const [ACCOUNT_FIELD, POINTER_FIELD] = ["1", "2"];
const HOOK = "a secret that both know";
const METAGOV = "metagov:commons";
/** Seconds between two rounds; whoever leads gives way after one, so that each has a turn. */
const ROUND = 30;
const MOST_ROUNDS = 60;
/** Accounts of the local chain that play no part elsewhere. */
const [FOUNDER, FIRST_OPERATOR, FIRST_MEMBER] = [30, 31, 34];
const COINS = 100n * 10n ** 18n;
const OPEN = 1_000_000;
const DAY = 86_400;
const HALF_LIFE = 365 * DAY;

/** In the forum, with an account on the chain each; Fay is a regular there. */
export const MEMBERS = ["ann", "ben", "cat", "dan", "eve", "fay"] as const;
export type MemberName = (typeof MEMBERS)[number];

interface Poll {
  post: number;
  name: string;
  status: string;
  options: { id: string; html: string; votes: number }[];
  voters: number;
}

/** A forum, a wallet, a community and its three operators, all of them over HTTP. */
export class SeedWorld {
  private constructor(
    readonly commons: Commons,
    readonly forum: DiscourseServer,
    readonly wallet: OpenPaymentsServer,
    readonly operators: Operators,
    readonly clock: StoryClock,
  ) {}

  /** @param ticking how time goes on by itself, milliseconds */
  static async start(chain: DemoChain, deployment: Deployment, ticking: () => number): Promise<SeedWorld> {
    const clock = new StoryClock(ticking);
    for (let i = FOUNDER; i < FIRST_MEMBER + MEMBERS.length; i++) {
      await chain.clock.setBalance({ address: chain.actor(i).account.address, value: COINS });
    }
    const keys = [0, 1, 2].map((i) => keyOf(chain.actor(FIRST_OPERATOR + i))).toSorted(byAddress);
    const addresses = keys.map(([address]) => address);
    const commons = await Commons.found(chain, deployment, chain.actor(FOUNDER), addresses);
    clock.moveTo((await commons.time()) + 3_600);
    const { privateKey } = generateKeyPairSync("ed25519");
    const forum = await startDiscourse({ clock, webhookSecret: HOOK, requestsPerMinute: OPEN });
    const wallet = new OpenPaymentsServer(privateKey, () => clock.now());
    await wallet.start();
    for (const [i, name] of MEMBERS.entries()) {
      const account = chain.actor(FIRST_MEMBER + i).account.address;
      forum.forum.createUser(name, { trustLevel: name === "fay" ? 3 : 1, fields: { [ACCOUNT_FIELD]: account } });
    }
    const genesisAt = await commons.genesisAt();
    const upkeep = deployment.contracts.Upkeep.address;
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const configOf = (i: number) => configure({ commons, forum, wallet, pem, genesisAt, upkeep, isFirst: i === 0 });
    const operators = await Operators.assemble({ clock, keys: keys.map(([, key]) => key), configOf });
    return new SeedWorld(commons, forum, wallet, operators, clock);
  }

  actor(name: MemberName): Actor {
    return this.commons.chain.actor(FIRST_MEMBER + MEMBERS.indexOf(name));
  }

  /** Where pages ask whom to pay. */
  get page(): string {
    return this.operators.members[0]?.url ?? "";
  }

  get forumName(): string {
    return `discourse:${new URL(this.forum.url).host}`;
  }

  /** Writes a pointer into the member's profile; the forum says so to the first operator. */
  async setPointer(name: MemberName, pointer: string): Promise<number> {
    const user = this.forum.forum.user(name);
    user.user_fields[POINTER_FIELD] = pointer;
    const to = `${this.page}/hooks/discourse/${new URL(this.forum.url).host}`;
    const { status } = await this.forum.deliver(to, "user_updated", { user: { id: user.id, username: name } });
    return status;
  }

  /** The poll about a pointer, if there is one. */
  poll(pointer: string): Poll | undefined {
    type Listed = { id: number; raw: string; polls?: Omit<Poll, "post">[] };
    const post = (this.forum.forum.latest(Infinity) as Listed[]).find(({ raw }) => raw.includes(`Add ${pointer} to`));
    const [poll] = post?.polls ?? [];
    return post === undefined || poll === undefined ? undefined : { ...poll, post: post.id };
  }

  vote(name: MemberName, pointer: string, answer: "Yes" | "No"): void {
    const poll = this.poll(pointer);
    const option = poll?.options.find(({ html }) => html === answer);
    if (poll === undefined || option === undefined) throw new Error(`there is no poll on ${pointer}`);
    this.forum.forum.vote(name, poll.post, poll.name, [option.id]);
  }

  pollKey(pointer: string): Hex {
    const poll = this.poll(pointer);
    if (poll === undefined) throw new Error(`there is no poll on ${pointer}`);
    return pollKeyOf(METAGOV, `${this.forumName}/${poll.post}/${poll.name}`);
  }

  /** What a report told of the poll on a pointer, if one has. */
  async reportOn(pointer: string): Promise<{ status: number; data: Hex } | undefined> {
    const pollKey = this.pollKey(pointer);
    return (await this.commons.reported()).findLast((one) => one.pollKey === pollKey);
  }

  async reported(pointer: string): Promise<{ status: number; data: Hex }> {
    const report = await this.reportOn(pointer);
    if (report === undefined) throw new Error(`nothing was reported on ${pointer}`);
    return report;
  }

  /** A day later anyone may carry out what was decided: the keeper does. */
  async carriedOut(pointer: string): Promise<void> {
    await this.pass(DAY);
    const isOver = async () => (await this.commons.direction(this.pollKey(pointer))).over;
    await this.until("what was decided is carried out", isOver);
  }

  /** Operators work until something is so. */
  async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      if (await isSo()) return;
      await this.pass(ROUND);
      await this.operators.round();
    }
    throw new Error(`${MOST_ROUNDS} rounds, and still not: ${what}`);
  }

  /** Lets time pass, outside as on the chain. */
  async pass(seconds: number): Promise<void> {
    const time = Math.max(this.clock.seconds + seconds, (await this.commons.time()) + 1);
    this.clock.moveTo(time);
    await this.commons.moveTo(time);
  }

  async moveTo(seconds: number): Promise<void> {
    await this.pass(Math.max(0, seconds - this.clock.seconds));
  }

  /** A reader streams a little money to the site's wallet. @param value 9 decimals */
  pay(name: MemberName, value: bigint): void {
    this.wallet.pay(value, { metadata: { payer: `${this.forumName}/${this.forum.forum.user(name).id}` } });
  }

  /** Whom the next page view of the forum would pay. */
  async view(topic?: number): Promise<string> {
    const query = topic === undefined ? "" : `?topic_id=${topic}`;
    const response = await fetch(`${this.page}/web-monetization/pointer.json${query}`);
    return ((await response.json()) as { pointer: string }).pointer;
  }

  async receipt(name: MemberName) {
    const response = await fetch(`${this.page}/receipts/${this.actor(name).account.address}`);
    if (!response.ok) return undefined;
    return (await response.json()) as { units: string; value: string; epoch: number; root: Hex; proof: Hex[] };
  }

  async claim(name: MemberName): Promise<void> {
    const receipt = await this.receipt(name);
    if (receipt === undefined) throw new Error(`there is no receipt for ${name}`);
    const by = this.actor(name);
    const { units, value, proof } = receipt;
    await this.commons.write(by, "receipts", "claim", [by.account.address, BigInt(units), BigInt(value), proof]);
  }

  async close(): Promise<void> {
    await this.operators.close();
    await Promise.all([this.forum.close(), this.wallet.stop()]);
  }
}

interface Setting {
  commons: Commons;
  forum: DiscourseServer;
  wallet: OpenPaymentsServer;
  pem: string;
  genesisAt: number;
  upkeep: Address;
  /** Serves pages, hears the forum, sends, and does what anyone may do; the others only see for themselves. */
  isFirst: boolean;
}

function configure(setting: Setting): Record<string, unknown> {
  const { commons, forum, upkeep, isFirst } = setting;
  const access = { url: forum.url, apiKey: forum.apiKey, username: "system" };
  const policy = { approve: "Yes", closesAfter: 86_400, votes: 5, trustLevel: 3, joins: "_DEFAULT" };
  const town = { callbackSecret: "nobody is called back by this one", policies: { [POLICY]: policy } };
  const receipts = "receipts:receipts";
  const outcomes = { kind: "outcomes", policy: POLICY };
  return {
    chain: { rpc: commons.chain.url, inbox: commons.addresses.inbox, depth: 0 },
    pace: { takeover: ROUND },
    sources: sourcesOf(setting),
    feeds: [
      { name: FEEDS.outcomes, sources: [METAGOV], report: outcomes },
      { name: FEEDS.receipts, sources: [receipts], report: { kind: "receipts" } },
    ],
    forum: {
      ...access,
      pointerField: POINTER_FIELD,
      ...(isFirst ? { pointers: { community: "commons", policy: POLICY } } : {}),
    },
    gateway: {
      kind: "metagov",
      name: METAGOV,
      communities: { commons: isFirst ? { ...town, messages: "forum" } : town },
    },
    revenue: { shares: commons.addresses.shares, limit: OPEN },
    governance: { kernel: commons.community.kernel, limit: OPEN },
    ...(isFirst
      ? {
          outbound: { targets: [{ kind: "discourse", name: "forum", forum: access }] },
          keeper: { upkeep, watch: { offices: commons.addresses.offices } },
        }
      : {}),
  };
}

function sourcesOf({ forum, wallet, pem, genesisAt }: Setting): Record<string, unknown>[] {
  const { url, apiKey } = forum;
  const members = { group: "everyone", accountField: ACCOUNT_FIELD, webhookSecret: HOOK };
  const payments = `openpayments:${wallet.wallet.replace("http://", "")}`;
  return [
    { kind: "discourse", url, apiKey, ...members, requestsPerMinute: OPEN },
    { kind: "openpayments", wallet: wallet.wallet, client: `${wallet.url}/oracle`, keyId: "key-1", privateKey: pem },
    {
      kind: "receipts",
      payments: [payments],
      links: [`discourse:${new URL(url).host}`],
      genesisAt,
      halfLife: HALF_LIFE,
      epochLength: EPOCH,
      mostValue: String(MOST_VALUE),
      // A dollar counts for a thousandth of an ether here.
      rates: [{ asset: "USD", from: 0, value: "0.001" }],
    },
  ];
}

type Keyed = readonly [address: Address, key: Hex];

function keyOf({ account }: Actor): Keyed {
  return [account.address, toHex(account.getHdKey().privateKey ?? new Uint8Array())];
}

const byAddress = ([a]: Keyed, [b]: Keyed): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
