/** Typed ethers contracts. Nothing else of the SDK needs ethers. */
import { type ContractRunner, isAddress } from "ethers";
import { InvalidAddressError } from "../errors/failures.ts";
import type { CommunityFactory } from "./typechain/CommunityFactory.ts";
import type { CommunityRegistry } from "./typechain/CommunityRegistry.ts";
import type { Elections } from "./typechain/Elections.ts";
import { CommunityFactory__factory } from "./typechain/factories/CommunityFactory__factory.ts";
import { CommunityRegistry__factory } from "./typechain/factories/CommunityRegistry__factory.ts";
import { Elections__factory } from "./typechain/factories/Elections__factory.ts";
import { Kernel__factory } from "./typechain/factories/Kernel__factory.ts";
import { PurchaseSource__factory } from "./typechain/factories/PurchaseSource__factory.ts";
import { Weights__factory } from "./typechain/factories/Weights__factory.ts";
import type { Kernel } from "./typechain/Kernel.ts";
import type { PurchaseSource } from "./typechain/PurchaseSource.ts";
import type { Weights } from "./typechain/Weights.ts";

export type { CommunityFactory, CommunityRegistry, Elections, Kernel, PurchaseSource, Weights };

/**
 * @param address - Where the kernel of a community is.
 * @param runner - A provider to read with, or a signer to write with.
 */
export function getKernel(address: string, runner?: ContractRunner | null): Kernel {
  return Kernel__factory.connect(checked(address), runner);
}

/**
 * @param address - Where the weights of a community are kept.
 * @param runner - A provider to read with, or a signer to write with.
 */
export function getWeights(address: string, runner?: ContractRunner | null): Weights {
  return Weights__factory.connect(checked(address), runner);
}

/**
 * @param address - Where the elections of a community are held.
 * @param runner - A provider to read with, or a signer to write with.
 */
export function getElections(address: string, runner?: ContractRunner | null): Elections {
  return Elections__factory.connect(checked(address), runner);
}

/**
 * @param address - Where weight is sold.
 * @param runner - A provider to read with, or a signer to write with.
 */
export function getPurchaseSource(address: string, runner?: ContractRunner | null): PurchaseSource {
  return PurchaseSource__factory.connect(checked(address), runner);
}

/**
 * @param address - Where communities are founded.
 * @param runner - A provider to read with, or a signer to write with.
 */
export function getCommunityFactory(address: string, runner?: ContractRunner | null): CommunityFactory {
  return CommunityFactory__factory.connect(checked(address), runner);
}

/**
 * @param address - Where communities are found by name.
 * @param runner - A provider to read with, or a signer to write with.
 */
export function getCommunityRegistry(address: string, runner?: ContractRunner | null): CommunityRegistry {
  return CommunityRegistry__factory.connect(checked(address), runner);
}

function checked(address: string): string {
  if (!isAddress(address)) throw new InvalidAddressError("address", address);
  return address;
}
