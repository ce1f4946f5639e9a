import { type Hash, isAddressEqual } from "viem";
import { electionsMulticall } from "../../abi/elections.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { type ContractAt, targetOf } from "../../core/community.ts";
import {
  type PrepareErrorType,
  type PreparedCall,
  type Simulation,
  type WriteErrorType,
  callOf,
  prepare,
  simulate,
  write,
} from "../../core/write.ts";
import { InvalidParameterError } from "../../errors/failures.ts";

export interface PrepareBatchParameters {
  /** A community, or its Elections. */
  community: ContractAt<"elections">;
  /** What `prepare…` made of actions on these elections, in the order in which they shall be done. */
  calls: readonly PreparedCall[];
}

export interface BatchParameters extends PrepareBatchParameters, WriteOptions {}

export interface SimulateBatchParameters extends BatchParameters, ReadOptions {}

export type BatchReturnType = Hash;

export type SimulateBatchReturnType = Simulation<readonly `0x${string}`[]>;

export type BatchErrorType = WriteErrorType;

export type SimulateBatchErrorType = WriteErrorType;

export type PrepareBatchErrorType = PrepareErrorType;

/**
 * Does several actions on the elections of a community in one transaction: all of them, or none.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link BatchParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { batch, getCommunity, preparePlace, prepareWithdrawBallot } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const hash = await batch(client, {
 *   community,
 *   calls: [
 *     prepareWithdrawBallot({ community, election: 1n }),
 *     preparePlace({ community, election: 2n, candidacy: 1, permanent: 1_000_000_000n }),
 *   ],
 * });
 */
export async function batch(client: WriteClient, parameters: BatchParameters): Promise<BatchReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link batch} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateBatchParameters}
 * @returns What each call would return, encoded, and the request that would be sent.
 */
export async function simulateBatch(
  client: WriteClient,
  parameters: SimulateBatchParameters,
): Promise<SimulateBatchReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link batch} for a smart wallet.
 *
 * @param parameters - {@link PrepareBatchParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareBatch(parameters: PrepareBatchParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ community, calls }: PrepareBatchParameters) {
  const target = targetOf(community, "elections");
  const stray = calls.findIndex(({ to, value }) => !isAddressEqual(to, target.address) || value !== 0n);
  if (stray >= 0) {
    throw new InvalidParameterError(
      "calls",
      `number ${stray} is not for these elections. Only their actions go together.`,
    );
  }
  return callOf(target, electionsMulticall, [calls.map(({ data }) => data)]);
}
