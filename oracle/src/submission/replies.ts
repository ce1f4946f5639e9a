import { BaseError } from "viem";

/** `false`, as a call returns it. */
export const FALSE = `0x${"0".repeat(64)}`;

/** What a node says, without the request that viem puts around it. */
export function textOf(error: unknown): string {
  if (error instanceof BaseError) return error.details === "" ? error.shortMessage : error.details;
  return error instanceof Error ? error.message : String(error);
}

/** Nodes have no codes for these, only words. */
const saying =
  (words: RegExp) =>
  (error: unknown): boolean =>
    error instanceof Error && (words.test(error.message) || words.test(textOf(error)));

/** It has it already, or has mined it: the next look at the chain tells. */
export const ignorable = saying(/already known|already imported|known transaction|nonce too low/i);
/** Something under this nonce pays more, or the block asks for more. */
export const underpriced = saying(/underpriced|less than block base fee|fee too low|max fee per gas less/i);
