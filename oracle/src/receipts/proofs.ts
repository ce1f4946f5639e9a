import type { Hono } from "hono";
import type { Database } from "../storage/Database.ts";
import { readProof } from "./tree.ts";

export interface Receipt {
  account: string;
  epoch: number;
  root: string;
  /** Cumulative, decimal digits. */
  units: string;
  value: string;
  proof: readonly string[];
}

/** What `ReceiptSource.claim` takes for an account, against the last root that is on the chain. */
export async function readReceipt(database: Database, account: string): Promise<Receipt | undefined> {
  const [row] = await database.query<{ epoch: number; root: string; node: number; units: string; value: string }>(
    `SELECT e.epoch, e.root, l.node, l.units::text AS units, l.value::text AS value
     FROM receipt_epochs e JOIN receipt_leaves l ON l.epoch = e.epoch AND l.account = $1
     WHERE e.published ORDER BY e.epoch DESC LIMIT 1`,
    [account.toLowerCase()],
  );
  if (row === undefined) return undefined;
  const { epoch, root, node, units, value } = row;
  return { account: account.toLowerCase(), epoch, root, units, value, proof: await readProof(database, epoch, node) };
}

/** Serves `GET /receipts/{account}`. Public: who holds what weight is on the chain anyhow. */
export function mountReceipts(app: Hono, database: Database): void {
  app.get("/receipts/:account", async (context) => {
    const account = context.req.param("account");
    if (!/^0x[0-9a-fA-F]{40}$/.test(account)) return context.json({ error: "That is not an account." }, 400);
    const receipt = await readReceipt(database, account);
    if (receipt === undefined) return context.json({ error: "There is no receipt for this account." }, 404);
    context.header("Cache-Control", "public, max-age=60");
    context.header("Access-Control-Allow-Origin", "*");
    return context.json(receipt);
  });
}
