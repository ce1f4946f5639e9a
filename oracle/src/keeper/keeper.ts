import {
  type Address,
  BaseError,
  decodeAbiParameters,
  decodeFunctionResult,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  LimitExceededRpcError,
  parseAbi,
  parseAbiParameters,
  type PublicClient,
  RpcRequestError,
} from "viem";
import { z } from "zod";
import type { Outbox } from "../submission/outbox.ts";
import { Account, Accounts } from "./fields.ts";
import { RoundsConfig } from "./rounds.ts";
import { type Job, Watcher } from "./watcher.ts";
import { KINDS } from "./watches.ts";

const Bytes = z
  .string()
  .regex(/^0x([0-9a-fA-F]{2})*$/, "bytes are expected, in hex")
  .max(16_386)
  .transform((text) => text as Hex);

/** What anyone may do in a community, done by us when it is due. Of several operators one is enough; two pay twice at worst. */
export const KeeperConfig = z.strictObject({
  /** An Upkeep contract, which finds out what is due. */
  upkeep: Account,
  /** Seconds between two looks. */
  every: z.int().min(1).max(86_400).default(300),
  /** The least gas that it is done with: what all jobs together may need. */
  gas: z.int().min(100_000).max(30_000_000).default(3_000_000),
  jobs: z
    .array(
      z.strictObject({
        target: Account,
        call: Bytes,
        /** A view of the target: the job is due if the call changes what it answers. Without one, if the call succeeds. */
        probe: Bytes.default("0x"),
      }),
    )
    // As many as an Upkeep takes.
    .max(64)
    .default([]),
  /** Contracts of a community, and since when there are: what they tell gives occasion to jobs beside those. */
  watch: z
    .strictObject({
      startBlock: z.int().min(0).default(0),
      ...Object.fromEntries(KINDS.map((kind) => [kind, Accounts.optional()] as const)),
    })
    .optional(),
  rounds: RoundsConfig.optional(),
});
export type KeeperConfig = z.infer<typeof KeeperConfig>;

const abi = parseAbi([
  "function checkUpkeep(bytes checkData) returns (bool needed, bytes performData)",
  "function performUpkeep(bytes performData)",
]);
const JOBS = parseAbiParameters(["Job[] jobs", "struct Job { address target; bytes call; bytes probe; }"]);

const PREFIX = "upkeep:";

export interface KeeperDependencies {
  config: Omit<KeeperConfig, "rounds">;
  client: PublicClient;
  outbox: Outbox;
  /** Who would pay; what is called is called by the Upkeep contract. */
  account: Address;
}

/** As many jobs as an Upkeep takes at once, and how often it is asked in one look. */
const PAGE = 64;
const MOST_PAGES = 16;

/** @returns the work of one look: plans what is due, and takes back what is no longer */
export function createKeeper({ config, client, outbox, account }: KeeperDependencies): () => Promise<void> {
  const { upkeep, watch: { startBlock = 0, ...contracts } = {} } = config;
  const watcher = new Watcher({ client, contracts, startBlock: BigInt(startBlock) });
  // Where the next look begins, and where what is planned was found.
  let [from, planned] = [0, 0];
  return async () => {
    const [open] = await outbox.unsettled(PREFIX);
    // What has been signed may be mined: what is due is only known after it.
    if (open !== undefined && open.state !== "planned") return;
    const jobs = [...config.jobs, ...(await watcher.jobs())];
    const pages = Math.ceil(jobs.length / PAGE);
    const start = open === undefined ? from : planned;
    for (let i = 0; i < Math.min(pages, MOST_PAGES); i++) {
      const page = (start + i) % pages;
      const due = await findDue({ upkeep, client, account }, jobs.slice(page * PAGE, (page + 1) * PAGE));
      if (due.length === 0) continue;
      const key = open?.key ?? `${PREFIX}${await client.getBlockNumber({ cacheTime: 0 })}`;
      const args = [encodeAbiParameters(JOBS, [due])] as const;
      const data = encodeFunctionData({ abi, functionName: "performUpkeep", args });
      await outbox.plan({ key, target: upkeep, data, gas: BigInt(config.gas), idleIfFalse: false });
      // The others have their turn first.
      [from, planned] = [page + 1, page];
      return;
    }
    from = start + MOST_PAGES;
    // Somebody else was faster.
    if (open !== undefined) await outbox.withdraw(open.key);
  };
}

interface Asked {
  upkeep: Address;
  client: PublicClient;
  account: Address;
}

/** Those that are due. Where a node cannot try them all, because one burns what gas there is, it is asked for half of them at a time. */
async function findDue(asked: Asked, jobs: readonly Job[]): Promise<readonly Job[]> {
  try {
    return await tryOut(asked, jobs);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (jobs.length <= 1) return [];
    const half = Math.ceil(jobs.length / 2);
    return [...(await findDue(asked, jobs.slice(0, half))), ...(await findDue(asked, jobs.slice(half)))];
  }
}

async function tryOut({ upkeep, client, account }: Asked, jobs: readonly Job[]): Promise<readonly Job[]> {
  const data = encodeFunctionData({ abi, functionName: "checkUpkeep", args: [encodeAbiParameters(JOBS, [jobs])] });
  const answer = await client.call({ account, to: upkeep, data });
  const [, due] = decodeFunctionResult({ abi, functionName: "checkUpkeep", data: answer.data ?? "0x" });
  return decodeAbiParameters(JOBS, due)[0];
}

/** The node has answered, and not that it has had enough of us. */
function isRefusal(error: unknown): boolean {
  const answer = error instanceof BaseError ? error.walk((one) => one instanceof RpcRequestError) : undefined;
  return answer instanceof RpcRequestError && answer.code !== LimitExceededRpcError.code;
}
