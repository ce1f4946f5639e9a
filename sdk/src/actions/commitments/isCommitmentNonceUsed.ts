import type { Address } from "viem";
import { commitmentsIsNonceUsed } from "../../abi/commitments.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { commitmentsOf } from "../../core/commitments.ts";
import { type ModuleAt, checkAddress } from "../../core/community.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface IsCommitmentNonceUsedParameters extends ReadOptions {
  /** The Commitments of a community. */
  commitments: ModuleAt;
  /** Who signs. */
  signer: Address;
  /** Any number. */
  nonce: bigint;
}

export type IsCommitmentNonceUsedReturnType = boolean;

export type IsCommitmentNonceUsedErrorType = ReadErrorType;

/**
 * Whether a nonce was used or cancelled.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link IsCommitmentNonceUsedParameters}
 * @returns Whether it was.
 *
 * @example
 * import { isCommitmentNonceUsed } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await isCommitmentNonceUsed(client, {
 *   commitments: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   signer: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   nonce: 1n,
 * });
 */
export async function isCommitmentNonceUsed(
  client: ReadClient,
  { commitments, signer, nonce, ...options }: IsCommitmentNonceUsedParameters,
): Promise<IsCommitmentNonceUsedReturnType> {
  return read(
    client,
    commitmentsOf(commitments),
    commitmentsIsNonceUsed,
    [checkAddress("signer", signer), nonce],
    options,
  );
}
