import type { Address } from "viem";
import { getChainId } from "viem/actions";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type Community, checkAddress } from "../../core/community.ts";
import {
  CommunityUnknownError,
  ContractNotFoundError,
  type InvalidAddressError,
  WrongChainError,
} from "../../errors/failures.ts";
import { ContractRevertError } from "../../errors/ContractRevertError.ts";
import { type ReadErrorType, orPerdureError } from "../../errors/toPerdureError.ts";
import { getAssets } from "../weights/getAssets.ts";
import { getConstitutionAddress } from "./getConstitutionAddress.ts";
import { getElectionsAddress } from "./getElectionsAddress.ts";
import { getForksAddress } from "./getForksAddress.ts";
import { getGate } from "./getGate.ts";
import { getKernelOf } from "./getKernelOf.ts";
import { getOfficesAddress } from "./getOfficesAddress.ts";
import { getRegistryOf } from "./getRegistryOf.ts";
import { getSources } from "./getSources.ts";
import { getTreasury } from "./getTreasury.ts";
import { getWeightsAddress } from "./getWeightsAddress.ts";

export type GetCommunityParameters = ReadOptions & ({ kernel: Address } | { registry: Address; name: string });

export type GetCommunityReturnType = Community;

export type GetCommunityErrorType = CommunityUnknownError | InvalidAddressError | ReadErrorType;

/**
 * Finds all contracts of a community, by its kernel or by its name in a registry. Pass what it returns to the other actions.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCommunityParameters}
 * @returns {@link Community}
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, {
 *   registry: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   name: "perdure",
 * });
 */
export async function getCommunity(
  client: ReadClient,
  parameters: GetCommunityParameters,
): Promise<GetCommunityReturnType> {
  const { blockNumber, blockTag } = parameters;
  const at = { blockNumber, blockTag };
  const chainId = await orPerdureError(() => getChainId(client));
  if (client.chain && client.chain.id !== chainId) throw new WrongChainError(client.chain.id, chainId);
  const kernel = checkAddress("kernel", await kernelOf(client, parameters));
  const of = { community: kernel, ...at };
  const [sources, gate, ...organs] = await Promise.all([
    getSources(client, of),
    getGate(client, of),
    getRegistryOf(client, of),
    getWeightsAddress(client, of),
    getElectionsAddress(client, of),
    getConstitutionAddress(client, of),
    getOfficesAddress(client, of),
    getForksAddress(client, of),
    getTreasury(client, of),
  ]);
  const [registry, weights, elections, constitution, offices, forks, treasury] = organs;
  const sells = await Promise.all(sources.map((source) => sellsWeight(client, source, at)));
  const purchaseSource = sources.find((_, i) => sells[i]);
  const found = { registry, weights, elections, constitution, offices, forks, treasury };
  return { chainId, kernel, ...found, gate, sources, purchaseSource };
}

async function kernelOf(client: ReadClient, parameters: GetCommunityParameters): Promise<Address> {
  if ("kernel" in parameters) return parameters.kernel;
  const kernel = await getKernelOf(client, parameters);
  if (kernel === undefined) throw new CommunityUnknownError(parameters.name);
  return kernel;
}

/** Only a source that sells weight says what for; others do not know the question. */
async function sellsWeight(client: ReadClient, source: Address, at: ReadOptions): Promise<boolean> {
  try {
    await getAssets(client, { community: source, ...at });
    return true;
  } catch (error) {
    if (error instanceof ContractNotFoundError || error instanceof ContractRevertError) return false;
    throw error;
  }
}
