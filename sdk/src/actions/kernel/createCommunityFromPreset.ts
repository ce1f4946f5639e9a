import type { Address, Hash } from "viem";
import { communityFactoryCreateFromPreset } from "../../abi/communityFactory.ts";
import type { ReadOptions, WriteClient, WriteOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
import { type FoundersChoices, encodeChoices } from "../../core/founding.ts";
import { type Preset, PRESETS } from "../../core/words.ts";
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

export interface PrepareCreateCommunityFromPresetParameters {
  /** The factory of communities. */
  factory: Address;
  /** Which ready-made kernel. */
  preset: Preset;
  /** What the preset leaves open. */
  choices: FoundersChoices;
}

export interface CreateCommunityFromPresetParameters extends PrepareCreateCommunityFromPresetParameters, WriteOptions {}

export interface SimulateCreateCommunityFromPresetParameters extends CreateCommunityFromPresetParameters, ReadOptions {}

export type CreateCommunityFromPresetReturnType = Hash;

export type SimulateCreateCommunityFromPresetReturnType = Simulation<Address>;

export type CreateCommunityFromPresetErrorType = WriteErrorType;

export type SimulateCreateCommunityFromPresetErrorType = WriteErrorType;

export type PrepareCreateCommunityFromPresetErrorType = PrepareErrorType;

/**
 * Founds a community from a preset.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link CreateCommunityFromPresetParameters}
 * @returns The hash of the transaction, which is not mined yet.
 *
 * @example
 * import { createCommunityFromPreset } from "@perdure/sdk/actions";
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
 * const hash = await createCommunityFromPreset(client, {
 *   factory: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   preset: "blockchainProject",
 *   choices: choices,
 * });
 */
export async function createCommunityFromPreset(
  client: WriteClient,
  parameters: CreateCommunityFromPresetParameters,
): Promise<CreateCommunityFromPresetReturnType> {
  return write(client, toCall(parameters), parameters);
}

/**
 * What {@link createCommunityFromPreset} would return or fail with, without sending anything.
 *
 * @param client - {@link WriteClient}
 * @param parameters - {@link SimulateCreateCommunityFromPresetParameters}
 * @returns The result, and the request that would be sent.
 */
export async function simulateCreateCommunityFromPreset(
  client: WriteClient,
  parameters: SimulateCreateCommunityFromPresetParameters,
): Promise<SimulateCreateCommunityFromPresetReturnType> {
  return simulate(client, toCall(parameters), parameters);
}

/**
 * The call of {@link createCommunityFromPreset} for a batch or a smart wallet.
 *
 * @param parameters - {@link PrepareCreateCommunityFromPresetParameters}
 * @returns Where the call goes, its data, and the native coin that goes along.
 */
export function prepareCreateCommunityFromPreset(parameters: PrepareCreateCommunityFromPresetParameters): PreparedCall {
  return prepare(toCall(parameters));
}

function toCall({ factory, preset, choices }: PrepareCreateCommunityFromPresetParameters) {
  return callOf({ address: checkAddress("factory", factory) }, communityFactoryCreateFromPreset, [
    PRESETS.indexOf(preset),
    encodeChoices(choices),
  ]);
}
