/** Typed ethers contracts. Nothing else of the SDK needs ethers. */
import { type ContractRunner, isAddress } from "ethers";
import { InvalidAddressError } from "../errors/failures.ts";
import type { CommunityFactory } from "./typechain/CommunityFactory.ts";
import type { CommunityRegistry } from "./typechain/CommunityRegistry.ts";
import type { Constitution } from "./typechain/Constitution.ts";
import type { Elections } from "./typechain/Elections.ts";
import { CommunityFactory__factory } from "./typechain/factories/CommunityFactory__factory.ts";
import { CommunityRegistry__factory } from "./typechain/factories/CommunityRegistry__factory.ts";
import { Constitution__factory } from "./typechain/factories/Constitution__factory.ts";
import { Elections__factory } from "./typechain/factories/Elections__factory.ts";
import { Forks__factory } from "./typechain/factories/Forks__factory.ts";
import { Kernel__factory } from "./typechain/factories/Kernel__factory.ts";
import { Offices__factory } from "./typechain/factories/Offices__factory.ts";
import { PurchaseSource__factory } from "./typechain/factories/PurchaseSource__factory.ts";
import { Treasury__factory } from "./typechain/factories/Treasury__factory.ts";
import { Weights__factory } from "./typechain/factories/Weights__factory.ts";
import type { Forks } from "./typechain/Forks.ts";
import type { Kernel } from "./typechain/Kernel.ts";
import type { Offices } from "./typechain/Offices.ts";
import type { PurchaseSource } from "./typechain/PurchaseSource.ts";
import type { Treasury } from "./typechain/Treasury.ts";
import type { Weights } from "./typechain/Weights.ts";

export type {
  CommunityFactory,
  CommunityRegistry,
  Constitution,
  Elections,
  Forks,
  Kernel,
  Offices,
  PurchaseSource,
  Treasury,
  Weights,
};

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
 * @param address - Where the documents of a community take effect.
 * @param runner - A provider to read with, or a signer to write with.
 */
export function getConstitution(address: string, runner?: ContractRunner | null): Constitution {
  return Constitution__factory.connect(checked(address), runner);
}

/**
 * @param address - Where the offices of a community act.
 * @param runner - A provider to read with, or a signer to write with.
 */
export function getOffices(address: string, runner?: ContractRunner | null): Offices {
  return Offices__factory.connect(checked(address), runner);
}

/**
 * @param address - Where a community keeps its money; its own, not an outside account.
 * @param runner - A provider to read with, or a signer to write with.
 */
export function getTreasury(address: string, runner?: ContractRunner | null): Treasury {
  return Treasury__factory.connect(checked(address), runner);
}

/**
 * @param address - Where a community can be left together.
 * @param runner - A provider to read with, or a signer to write with.
 */
export function getForks(address: string, runner?: ContractRunner | null): Forks {
  return Forks__factory.connect(checked(address), runner);
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
