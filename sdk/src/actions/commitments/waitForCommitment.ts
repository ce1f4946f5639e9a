import type { Address } from "viem";
import { commitmentsCommitmentOpenedEvent } from "../../abi/commitments.ts";
import type { ReadClient } from "../../core/client.ts";
import { type WaitOptions, waitForEvent } from "../../core/receipt.ts";
import type { TransactionFailedError } from "../../errors/failures.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface WaitForCommitmentParameters extends WaitOptions {}

export interface WaitForCommitmentReturnType {
  commitment: bigint;
  opener: Address;
}

export type WaitForCommitmentErrorType = ReadErrorType | TransactionFailedError;

/**
 * Waits for the opening of a commitment to be mined.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link WaitForCommitmentParameters}
 * @returns The number of the commitment.
 *
 * @example
 * import { waitForCommitment } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const hash = "0x9fc76417374aa880d4449a1f7f31ec597f00b1f6f3dd2d66f4c9c6c445836d8b";
 * const { commitment } = await waitForCommitment(client, { hash });
 */
export async function waitForCommitment(
  client: ReadClient,
  parameters: WaitForCommitmentParameters,
): Promise<WaitForCommitmentReturnType> {
  const { args } = await waitForEvent(client, commitmentsCommitmentOpenedEvent, parameters);
  return { commitment: args.commitment, opener: args.opener };
}
