import { getScaling } from "@perdure/sdk/actions";
import { getFundingPhase } from "@perdure/sdk/funding";
import { type PublicClient, createPublicClient, formatEther, http } from "viem";
import { type Config, type Loaded, loadConfig } from "../config.ts";
import { OracleError } from "../errors.ts";
import { HttpPeer } from "../http/peers.ts";
import { feedsOf, openStorage } from "../index.ts";
import type { Contracts } from "../keeper/watcher.ts";
import { KINDS } from "../keeper/watches.ts";
import { openKey } from "../keystore.ts";
import { assetsWithoutRate } from "../receipts/closing.ts";
import { Inbox } from "../reports/inbox.ts";
import type { Signer } from "../reports/Signer.ts";

interface Finding {
  what: string;
  problem?: string;
  advice?: string;
}

/** Seconds between this machine's time and the chain's that are nothing unusual. */
const MOST_SKEW = 120;

/** Looks at all that has to be right, and goes on where something is not. */
export async function examine(path: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const look = async <T>(what: string, work: () => Promise<T> | T): Promise<T | undefined> => {
    try {
      const found = await work();
      findings.push({ what });
      return found;
    } catch (error) {
      const problem = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
      findings.push({ what, problem, advice: error instanceof OracleError ? error.advice : "" });
      return undefined;
    }
  };
  const loaded = await look("configuration", () => loadConfig(path));
  if (loaded === undefined) return findings;
  const signer = await look("operator's key", () => openKey(loaded.folder, loaded.config.keys.operator));
  await examineStorage(loaded, look);
  if (signer === undefined) return findings;
  await examineChain(loaded, signer, look);
  for (const { address, url } of loaded.config.peers) {
    const peer = new HttpPeer({ address, url, signer, clock: () => Date.now() });
    await look(`peer ${address}`, () => peer.report(`0x${"0".repeat(64)}`));
  }
  return findings;
}

type Look = <T>(what: string, work: () => Promise<T> | T) => Promise<T | undefined>;

async function examineStorage({ config, folder }: Loaded, look: Look): Promise<void> {
  const database = await look("storage", () => openStorage(config, folder));
  if (database === undefined) return;
  try {
    for (const terms of config.sources) {
      if (terms.kind !== "receipts") continue;
      await look(`rates of ${terms.name}`, async () => {
        const assets = await assetsWithoutRate(database, terms);
        if (assets.length === 0) return;
        const problem = `there is none for ${assets.join(", ")}, so that the epoch cannot be closed`;
        throw new OracleError(problem, "Add it to rates, at every operator.");
      });
    }
  } finally {
    await database.close();
  }
}

async function examineChain({ config, folder }: Loaded, signer: Signer, look: Look): Promise<void> {
  const { rpc, inbox: address, depth } = config.chain;
  const client: PublicClient = createPublicClient({ transport: http(rpc) });
  const inbox = new Inbox({ client, address, depth: BigInt(depth) });
  const head = await look("chain", async () => {
    try {
      return await inbox.head();
    } catch (cause) {
      // Its address is not shown: with many providers it is a secret.
      throw new OracleError("the node does not answer", "Check chain.rpc, and that the node runs.", { cause });
    }
  });
  if (head === undefined) return;
  await look("clock", () => {
    const skew = Math.abs(Math.floor(Date.now() / 1000) - Number(head.timestamp));
    if (skew > MOST_SKEW)
      throw new OracleError(`${skew} s off the chain's`, "Check this machine's time, and the node.");
  });
  await look(`operator ${signer.address} in the inbox`, () => isSigner(inbox, signer, config));
  for (const feed of feedsOf(config, client)) {
    await look(`feed ${feed.name}`, async () => {
      if (await inbox.isFeed(feed.id)) return;
      throw new OracleError(`the inbox has no ${feed.id}`, "The community's treasury has to set it (setFeed).");
    });
  }
  await examineKeeper(config, client, look);
  await look("coins for gas", async () => {
    const payer = await openKey(folder, config.keys.submitter ?? config.keys.operator);
    const balance = await client.getBalance({ address: payer.address });
    if (balance === 0n) throw new OracleError(`${payer.address} has ${formatEther(balance)}`, "Send it some.");
  });
}

/** Whether there is something where it is to call, and what it settles rounds by answers as it should. */
async function examineKeeper({ keeper }: Config, client: PublicClient, look: Look): Promise<void> {
  if (keeper === undefined) return;
  const { upkeep, jobs, watch = {}, rounds } = keeper;
  const contracts: Contracts = watch;
  const watched = KINDS.flatMap((kind) =>
    (contracts[kind] ?? []).map((address) => [`watch.${kind}`, address] as const),
  );
  const called = jobs.map(({ target }) => ["jobs", target] as const);
  const named = [["upkeep", upkeep] as const, ...watched, ...called];
  for (const [field, address] of named) {
    await look(`keeper.${field} ${address}`, async () => {
      if ((await client.getCode({ address })) !== undefined) return;
      throw new OracleError("there is no contract", `Correct keeper.${field}, or chain.rpc.`);
    });
  }
  if (rounds === undefined) return;
  await look(`keeper.rounds.kernel ${rounds.kernel}`, () => getScaling(client, { community: rounds.kernel }));
  for (const pool of rounds.pools) await look(`keeper.rounds.pools ${pool}`, () => getFundingPhase(client, { pool }));
}

async function isSigner(inbox: Inbox, signer: Signer, { peers }: Config): Promise<void> {
  const everybody = [signer.address, ...peers.map(({ address }) => address)];
  const { signers, size } = await inbox.quorum(everybody);
  if (!signers.includes(signer.address)) {
    throw new OracleError("is not one of the signers", "The community's treasury has to name it (rotate).");
  }
  if (signers.length >= size) return;
  const known = `${signers.length} of the ${size} that make a quorum are among the peers`;
  throw new OracleError(known, "Name the other operators under peers.");
}
