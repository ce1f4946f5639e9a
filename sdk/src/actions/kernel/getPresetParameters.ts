import type { Address } from "viem";
import { communityFactoryParametersOf } from "../../abi/communityFactory.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { checkAddress } from "../../core/community.ts";
import { type FoundersChoices, type KernelParameters, decodeKernel, encodeChoices } from "../../core/founding.ts";
import { read } from "../../core/read.ts";
import { type Preset, PRESETS } from "../../core/words.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetPresetParametersParameters extends ReadOptions {
  /** The factory of communities. */
  factory: Address;
  /** Which ready-made kernel. */
  preset: Preset;
  /** What the preset leaves open. */
  choices: FoundersChoices;
}

export type GetPresetParametersReturnType = KernelParameters;

export type GetPresetParametersErrorType = ReadErrorType;

/**
 * The parameters that a preset and a founder's choices come to.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetPresetParametersParameters}
 * @returns What createCommunity would take; change it at will.
 *
 * @example
 * import { getPresetParameters } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const choices = {
 *   name: "perdure",
 *   symbol: "PRD",
 *   referenceCurrency: "ETH",
 *   treasury: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
 *   purchases: { assets: [{}] },
 * } as const;
 * const result = await getPresetParameters(client, {
 *   factory: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   preset: "blockchainProject",
 *   choices: choices,
 * });
 */
export async function getPresetParameters(
  client: ReadClient,
  { factory, preset, choices, ...options }: GetPresetParametersParameters,
): Promise<GetPresetParametersReturnType> {
  const answer = await read(
    client,
    { address: checkAddress("factory", factory) },
    communityFactoryParametersOf,
    [PRESETS.indexOf(preset), encodeChoices(choices)],
    options,
  );
  return decodeKernel(answer);
}
