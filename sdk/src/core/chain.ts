import { getChainId } from "viem/actions";
import { WrongChainError } from "../errors/failures.ts";
import type { ReadClient } from "./client.ts";

/**
 * On another chain a community's addresses belong to nobody or to somebody else. The node is asked only by clients that do not
 * say which chain they are for; viem itself sees to it that the others' wallets are on theirs.
 */
export async function checkChain(client: ReadClient, expected: number | undefined): Promise<void> {
  if (expected === undefined) return;
  const actual = client.chain?.id ?? (await getChainId(client));
  if (actual !== expected) throw new WrongChainError(expected, actual);
}
