import { createPublicClient, http } from "viem";
import { loadConfig } from "../config.ts";
import { OracleError } from "../errors.ts";
import { openStorage } from "../index.ts";
import { openKey } from "../keystore.ts";
import { Outbox } from "../submission/outbox.ts";
import type { Given } from "./main.ts";

const MOST_SHOWN = 100;

/** With a folder for storage, the oracle has to be stopped meanwhile; a server serves both. */
async function withOutbox(path: string, work: (outbox: Outbox) => Promise<void>): Promise<void> {
  const { config, folder } = loadConfig(path);
  const { address } = await openKey(folder, config.keys.submitter ?? config.keys.operator);
  const chainId = await createPublicClient({ transport: http(config.chain.rpc) }).getChainId();
  const database = await openStorage(config, folder);
  try {
    await work(new Outbox(database, `${chainId}:${address}`, () => Date.now()));
  } finally {
    await database.close();
  }
}

export function listTransactions({ config }: Given): Promise<void> {
  return withOutbox(config, async (outbox) => {
    for (const { id, state, nonce, attempts, key, error } of await outbox.list(MOST_SHOWN)) {
      console.log([id, state, `nonce ${nonce ?? "none"}`, `${attempts} attempts`, key, error ?? ""].join("\t"));
    }
  });
}

export function retryTransaction({ config, rest }: Given): Promise<void> {
  return withOutbox(config, async (outbox) => {
    const retried = await outbox.retry(idIn(rest));
    if (!retried) throw new OracleError("That one is not waiting, reverted or cancelled", "See outbox ls.");
  });
}

export function cancelTransaction({ config, rest }: Given): Promise<void> {
  return withOutbox(config, async (outbox) => {
    const cancelled = await outbox.cancel(idIn(rest));
    if (!cancelled) throw new OracleError("That one is not waiting any more", "What has been signed may be mined yet.");
  });
}

function idIn([id]: readonly string[]): bigint {
  if (id === undefined || !/^\d{1,18}$/.test(id)) throw new OracleError("A number is needed", "See outbox ls.");
  return BigInt(id);
}
