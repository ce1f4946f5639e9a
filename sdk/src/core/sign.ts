import { type Account, type Address, type TypedDataDefinition, bytesToBigInt } from "viem";
import { parseAccount } from "viem/accounts";
import { getChainId, signTypedData } from "viem/actions";
import { AccountMissingError } from "../errors/failures.ts";
import { orPerdureError } from "../errors/toPerdureError.ts";
import { type Signing, electionsDomain } from "../typedData/index.ts";
import { checkChain } from "./chain.ts";
import type { WriteClient } from "./client.ts";
import { type ContractAt, checkAddress, targetOf } from "./community.ts";
import type { Authorization } from "./elections.ts";

export interface SignOptions {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** Who signs; the client's account if nothing is said. */
  account?: Account | Address | undefined;
  /** A contract wallet that the account signs for; the account itself if nothing is said. */
  signer?: Address | undefined;
  /** Any number that the signer has not used yet; a random one if nothing is said. */
  nonce?: bigint | undefined;
  /** Seconds since 1970; the last second in which the signature is good. */
  deadline: bigint;
}

/** Has an account sign what `typedDataOf` makes of the circumstances. */
export async function sign(
  client: WriteClient,
  { community, account = client.account, signer, nonce = randomNonce(), deadline }: SignOptions,
  typedDataOf: (signing: Signing) => unknown,
): Promise<Authorization> {
  if (account === undefined) throw new AccountMissingError();
  const { address, chainId: expected } = targetOf(community, "elections");
  const by = parseAccount(account);
  const standsFor = checkAddress("signer", signer ?? by.address);
  return orPerdureError(async () => {
    await checkChain(client, expected);
    const chainId = expected ?? client.chain?.id ?? (await getChainId(client));
    const signing = { domain: electionsDomain(chainId, address), signer: standsFor, nonce, deadline };
    // The builders type what they return more narrowly than viem can follow across all of them.
    const definition = typedDataOf(signing) as TypedDataDefinition;
    const signature = await signTypedData(client, { account: by, ...definition });
    return { signer: standsFor, nonce, deadline, signature };
  });
}

function randomNonce(): bigint {
  return bytesToBigInt(crypto.getRandomValues(new Uint8Array(32)));
}
