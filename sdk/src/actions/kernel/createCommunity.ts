import type { Address, Hash } from "viem";
import { communityFactoryCreate } from "../../abi/communityFactory.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
import { type KernelParametersInput, encodeKernel } from "../../core/founding.ts";
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

export interface PrepareCreateCommunityParameters {
  /** The factory of communities. */
  factory: Address;
  /** What the community shall be. */
  parameters: KernelParametersInput;
}

export interface CreateCommunityParameters extends PrepareCreateCommunityParameters, WriteOptions {}

export interface SimulateCreateCommunityParameters extends CreateCommunityParameters, ReadOptions {}

export type CreateCommunityReturnType = Hash;

export type SimulateCreateCommunityReturnType = Simulation<Address>;

export type CreateCommunityErrorType = WriteErrorType;

export type SimulateCreateCommunityErrorType = WriteErrorType;

export type PrepareCreateCommunityErrorType = PrepareErrorType;

/**
 * Founds a community from explicit parameters.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CreateCommunityParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { createCommunity, getPresetParameters } from "@perdure/sdk/actions";
 * import { createWalletClient, http } from "viem";
 *
 * const client = createWalletClient({
 *   account: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   transport: http("http://127.0.0.1:8545"),
 * });
 * const choices = {
 *   name: "perdure",
 *   symbol: "PRD",
 *   referenceCurrency: "ETH",
 *   treasury: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   purchases: { assets: [{}] },
 * } as const;
 * const parameters = await getPresetParameters(client, {
 *   factory: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   preset: "blockchainProject",
 *   choices,
 * });
 * const hash = await createCommunity(client, {
 *   factory: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   parameters: parameters,
 * });
 */
export async function createCommunity(
  client: WriteClient,
  parameters: CreateCommunityParameters,
): Promise<CreateCommunityReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link createCommunity} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCreateCommunityParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCreateCommunity(
  client: WriteClient,
  parameters: SimulateCreateCommunityParameters,
): Promise<SimulateCreateCommunityReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link createCommunity} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCreateCommunityParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCreateCommunity(parameters: PrepareCreateCommunityParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ factory, parameters }: PrepareCreateCommunityParameters) {
  return callOf({ address: checkAddress("factory", factory) }, communityFactoryCreate, [encodeKernel(parameters)]);
}
