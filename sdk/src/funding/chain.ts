import { type Hex, encodeAbiParameters, keccak256, zeroHash } from "viem";

const LINK = [{ type: "bytes32" }, { type: "uint32" }] as const;

/**
 * The hash of a list of projects, as a funding pool takes it.
 *
 * @param before - The hash of what comes first; nothing unless said.
 */
export function chainProjects(projects: readonly number[], before: Hex = zeroHash): Hex {
  return projects.reduce((chain, project) => keccak256(encodeAbiParameters(LINK, [chain, project])), before);
}
