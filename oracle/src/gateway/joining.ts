import type { PollOutcome } from "../observation.ts";
import type { Revenue } from "../revenue/revenue.ts";
import { changeShares, encodeSetShares, isPointer, keyOf } from "../revenue/shares.ts";
import type { Database } from "../storage/Database.ts";
import type { PolicyConfig } from "./config.ts";
import { decidedShares, noteShares } from "./revshare.ts";

const POINTER = /\$\S+/;

/**
 * Adds to a vote that passed the call that lets the payment pointer in its title share in the revenue. What is voted on is what is
 * done: nobody else's word is needed, and every operator reads the same title in the backend, and the same shares on the chain.
 * @param about with a database, it builds on what was decided here and is not on the chain yet, and is built on itself. A peer has
 * none, and agrees once the chain has what came before.
 */
export async function joinShares(
  outcome: PollOutcome,
  policy: PolicyConfig | undefined,
  { revenue, database, now = 0 }: { revenue: Revenue | undefined; database?: Database; now?: number },
): Promise<PollOutcome> {
  const key = policy?.joins;
  const pointer = POINTER.exec(outcome.title)?.[0];
  const isMeant = outcome.status === "passed" && pointer !== undefined && isPointer(pointer);
  if (key === undefined || revenue === undefined || !isMeant) return outcome;
  const onChain = await revenue.sharesOf(keyOf(key));
  const before = database === undefined ? onChain : await decidedShares(database, key, onChain, now);
  const after = changeShares(before, { kind: "add", pointer, weight: 1n });
  if (database !== undefined) await noteShares(database, key, onChain, after, now);
  return { ...outcome, data: encodeSetShares(keyOf(key), after) };
}
