import { type Account, type Address, type Hex, type TypedDataDefinition, bytesToBigInt } from "viem";
import { parseAccount } from "viem/accounts";
import { getChainId, signTypedData } from "viem/actions";
import { AccountMissingError } from "../errors/failures.ts";
import { orPerdureError } from "../errors/toPerdureError.ts";
import { type ForksDomain, forksDomain } from "../typedData/forks.ts";
import { type Signing, electionsDomain } from "../typedData/index.ts";
import { checkChain } from "./chain.ts";
import type { WriteClient } from "./client.ts";
import { type ContractAt, type Target, checkAddress, targetOf } from "./community.ts";
import type { Authorization } from "./elections.ts";

export interface Signer {
  /** Who signs; the client's account if nothing is said. */
  account?: Account | Address | undefined;
  /** A contract wallet that the account signs for; the account itself if nothing is said. */
  signer?: Address | undefined;
}

export interface SignedOnce extends Signer {
  /** Any number that the signer has not used yet; a random one if nothing is said. */
  nonce?: bigint | undefined;
  /** Seconds since 1970; the last second in which the signature is good. */
  deadline: bigint;
}

export interface SignOptions extends SignedOnce {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
}

export interface SignOfForkOptions extends SignedOnce {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
}

/** Has an account sign what `typedDataOf` makes of the circumstances. */
export async function sign(
  client: WriteClient,
  { community, nonce = randomNonce(), deadline, ...by }: SignOptions,
  typedDataOf: (signing: Signing) => unknown,
): Promise<Authorization> {
  const target = targetOf(community, "elections");
  const { signer, signature } = await signFor(client, target, by, (chainId, signer) =>
    typedDataOf({ domain: electionsDomain(chainId, target.address), signer, nonce, deadline }),
  );
  return { signer, nonce, deadline, signature };
}

/** As {@link sign}, about a fork. */
export async function signOfFork(
  client: WriteClient,
  { community, fork, nonce = randomNonce(), deadline, ...by }: SignOfForkOptions,
  typedDataOf: (signing: Signing<ForksDomain>, fork: bigint) => unknown,
): Promise<Authorization> {
  const target = targetOf(community, "forks");
  const { signer, signature } = await signFor(client, target, by, (chainId, signer) =>
    typedDataOf({ domain: forksDomain(chainId, target.address), signer, nonce, deadline }, fork),
  );
  return { signer, nonce, deadline, signature };
}

/** As {@link sign}, for a contract that is no organ of a community. */
export async function signOfModule<domain>(
  client: WriteClient,
  target: Target,
  { nonce = randomNonce(), deadline, ...by }: SignedOnce,
  domainOf: (chainId: number, verifyingContract: Address) => domain,
  typedDataOf: (signing: Signing<domain>) => unknown,
): Promise<Authorization> {
  const { signer, signature } = await signFor(client, target, by, (chainId, signer) =>
    typedDataOf({ domain: domainOf(chainId, target.address), signer, nonce, deadline }),
  );
  return { signer, nonce, deadline, signature };
}

/** Has an account sign what a contract will read. */
export async function signFor(
  client: WriteClient,
  { chainId: expected }: Target,
  { account = client.account, signer }: Signer,
  typedDataOf: (chainId: number, signer: Address) => unknown,
): Promise<{ signer: Address; signature: Hex }> {
  if (account === undefined) throw new AccountMissingError();
  const by = parseAccount(account);
  const standsFor = checkAddress("signer", signer ?? by.address);
  return orPerdureError(async () => {
    await checkChain(client, expected);
    const chainId = expected ?? client.chain?.id ?? (await getChainId(client));
    // The builders type what they return more narrowly than viem can follow across all of them.
    const definition = typedDataOf(chainId, standsFor) as TypedDataDefinition;
    return { signer: standsFor, signature: await signTypedData(client, { account: by, ...definition }) };
  });
}

export function randomNonce(): bigint {
  return bytesToBigInt(crypto.getRandomValues(new Uint8Array(32)));
}
