import {
  AbiDecodingZeroDataError,
  type Address,
  BaseError,
  type PublicClient,
  keccak256,
  parseAbi,
  stringToHex,
  zeroAddress,
} from "viem";
import { z } from "zod";
import { readHead } from "./inbox.ts";

const abi = parseAbi(["function accountOf(bytes32 provider, bytes32 subject) view returns (address)"]);
/** How many a node is asked for at once. */
const AT_ONCE = 32;

/** Where IdentityRegistry is. */
export const Registry = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "an address is expected")
  .transform((text) => text.toLowerCase() as Address);

/** What builders need besides what was seen. */
export interface BuilderDependencies {
  client: PublicClient;
  /** Blocks below the latest one that may still be taken back. */
  depth: bigint;
}

/** Which accounts subjects of a source are linked to, in their order; undefined = none. */
type AccountsOf = (source: string, subjects: readonly string[]) => Promise<(Address | undefined)[]>;

/** Looks into IdentityRegistry, all of it in one block that stays: operators who look at about the same time see the same. */
export function accountsIn(registry: Address, { client, depth }: BuilderDependencies): AccountsOf {
  const read = async (source: string, subject: string, blockNumber: bigint): Promise<Address | undefined> => {
    const args = [keccak256(stringToHex(source)), keccak256(stringToHex(subject))] as const;
    try {
      const found = await client.readContract({ address: registry, abi, functionName: "accountOf", args, blockNumber });
      return found === zeroAddress ? undefined : found;
    } catch (error) {
      // No registry yet in that block.
      const isAbsent = error instanceof BaseError && error.walk((one) => one instanceof AbiDecodingZeroDataError);
      if (isAbsent === false || isAbsent === null) throw error;
      return undefined;
    }
  };
  return async (source, subjects) => {
    const { finalNumber } = await readHead(client, depth);
    const found: (Address | undefined)[] = [];
    for (let at = 0; at < subjects.length; at += AT_ONCE) {
      const asked = subjects.slice(at, at + AT_ONCE);
      found.push(...(await Promise.all(asked.map((subject) => read(source, subject, finalNumber)))));
    }
    return found;
  };
}
