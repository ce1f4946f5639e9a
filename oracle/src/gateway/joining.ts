import type { PollOutcome } from "../observation.ts";
import type { Revenue } from "../revenue/revenue.ts";
import { changeShares, encodeSetShares, hasShare, isFull, isPointer, keyOf } from "../revenue/shares.ts";
import type { Database } from "../storage/Database.ts";
import { walletAddress } from "../verification/paymentPointers.ts";
import type { PolicyConfig } from "./config.ts";
import { decidedShares, noteShares } from "./revshare.ts";

const POINTERS = /\$\S+/g;

/** The wallet that a title speaks of: of several, nobody can say which one the voters meant. */
function pointerIn(title: string): string | undefined {
  const [pointer, ...others] = title.match(POINTERS) ?? [];
  if (pointer === undefined || others.length > 0 || !isPointer(pointer)) return undefined;
  return walletAddress(pointer) === undefined ? undefined : pointer;
}

/**
 * Adds to a vote that passed the call that lets the payment pointer in its title share in the revenue. What is voted on is what is
 * done: nobody else's word is needed, and every operator reads the same title in the backend, and the same shares on the chain.
 * Whose wallet has a share already keeps it as it is, and where there is no more room nothing is added: then the vote is told
 * without a call.
 * @param about with a database, it builds on what was decided here and is not on the chain yet, and is built on itself. A peer has
 * none, and agrees once the chain has what came before.
 */
export async function joinShares(
  outcome: PollOutcome,
  policy: PolicyConfig | undefined,
  { revenue, database, now = 0 }: { revenue: Pick<Revenue, "sharesOf"> | undefined; database?: Database; now?: number },
): Promise<PollOutcome> {
  const key = policy?.joins;
  const pointer = pointerIn(outcome.title);
  if (key === undefined || revenue === undefined || outcome.status !== "passed" || pointer === undefined) {
    return outcome;
  }
  const onChain = await revenue.sharesOf(keyOf(key));
  const before = database === undefined ? onChain : await decidedShares(database, key, onChain, now);
  if (hasShare(before, pointer) || isFull(before)) return outcome;
  const after = changeShares(before, { kind: "add", pointer, weight: 1n });
  if (database !== undefined) await noteShares(database, key, onChain, after, now);
  return { ...outcome, data: encodeSetShares(keyOf(key), after) };
}
