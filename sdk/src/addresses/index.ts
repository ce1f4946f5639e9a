/** Where Perdure is deployed. */
import type { Address } from "viem";
import { checkAddress } from "../core/community.ts";
import { DeploymentUnknownError, InvalidParameterError } from "../errors/failures.ts";

export interface Deployment {
  chainId: number;
  factory: Address;
  registry: Address;
  /** No event of any community is older. */
  startBlock: bigint;
}

/** The public deployments, by chain id. There are none yet. */
export const DEPLOYMENTS: Readonly<Record<number, Deployment>> = {};

/**
 * A deployment of your own, checked.
 *
 * @example
 * import { defineDeployment } from "@perdure/sdk/addresses";
 *
 * const deployment = defineDeployment({
 *   chainId: 31337,
 *   factory: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   registry: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c",
 *   startBlock: 0n,
 * });
 */
export function defineDeployment(deployment: Deployment): Readonly<Deployment> {
  const { chainId, startBlock } = deployment;
  if (!Number.isSafeInteger(chainId) || chainId <= 0)
    throw new InvalidParameterError("chainId", `cannot be ${chainId}`);
  if (startBlock < 0n) throw new InvalidParameterError("startBlock", `cannot be ${startBlock}`);
  checkAddress("factory", deployment.factory);
  checkAddress("registry", deployment.registry);
  return Object.freeze({ ...deployment });
}

/**
 * The deployment on a chain.
 *
 * @param own - Deployments of your own, which come before the public ones.
 */
export function deploymentOn(chainId: number, own: readonly Deployment[] = []): Deployment {
  const found = own.find((deployment) => deployment.chainId === chainId) ?? DEPLOYMENTS[chainId];
  if (found === undefined) throw new DeploymentUnknownError(chainId);
  return found;
}
