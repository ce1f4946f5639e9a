import { type Account, type Address, type Chain, type Client, type Hash, type Transport, encodeDeployData } from "viem";
import { getChainId, sendTransaction, waitForTransactionReceipt } from "viem/actions";
import { getFactoryRegistry } from "../../sdk/src/actions/kernel/getFactoryRegistry.ts";
import { type Artifact, link, readArtifact } from "./artifacts.ts";

export type DeployClient = Client<Transport, Chain | undefined, Account>;

/** A contract on the chain, and the transaction that put it there. */
export interface Deployed {
  address: Address;
  hash: Hash;
  blockNumber: bigint;
}

/** What a chain needs once for all communities on it. */
export const CONTRACTS = [
  "ClosingLib",
  "FieldLib",
  "ReleaseLib",
  "TypedDataLib",
  "Weights",
  "Elections",
  "PurchaseSource",
  "CommunityFactory",
] as const;
export type ContractName = (typeof CONTRACTS)[number];

export interface Deployment {
  chainId: number;
  /** No event of any community is older. */
  startBlock: bigint;
  factory: Address;
  registry: Address;
  contracts: Record<ContractName, Deployed>;
}

const SOURCES: Record<ContractName, string> = {
  ClosingLib: "contracts/elections/ClosingLib.sol",
  FieldLib: "contracts/elections/FieldLib.sol",
  ReleaseLib: "contracts/elections/ReleaseLib.sol",
  TypedDataLib: "contracts/elections/TypedDataLib.sol",
  Weights: "contracts/weights/Weights.sol",
  Elections: "contracts/elections/Elections.sol",
  PurchaseSource: "contracts/weights/sources/PurchaseSource.sol",
  CommunityFactory: "contracts/kernel/CommunityFactory.sol",
};

/** Deploys one contract and waits for it. */
export async function deployArtifact(
  client: DeployClient,
  artifact: Artifact,
  { args = [], libraries = {} }: { args?: readonly unknown[]; libraries?: Readonly<Record<string, Address>> } = {},
): Promise<Deployed> {
  const data = encodeDeployData({ abi: artifact.abi, bytecode: link(artifact, libraries), args });
  const hash = await sendTransaction(client, { account: client.account, chain: client.chain ?? null, data });
  const receipt = await waitForTransactionReceipt(client, { hash });
  if (receipt.status !== "success" || !receipt.contractAddress) {
    throw new Error(`${artifact.contractName} was not deployed: transaction ${hash} reverted`);
  }
  return { address: receipt.contractAddress, hash, blockNumber: receipt.blockNumber };
}

/**
 * Deploys everything that communities are made of.
 * @param artifacts folder of the build to deploy; {@link PRODUCTION_ARTIFACTS} for chains that matter
 * @param onDeployed told of each contract as it is there
 */
export async function deploy(
  client: DeployClient,
  { artifacts, onDeployed }: { artifacts?: string; onDeployed?: (name: ContractName, deployed: Deployed) => void } = {},
): Promise<Deployment> {
  const put = async (name: ContractName, args: readonly Deployed[] = [], libraries: Record<string, Address> = {}) => {
    const artifact = await readArtifact(SOURCES[name], { artifacts });
    const deployed = await deployArtifact(client, artifact, { args: args.map(({ address }) => address), libraries });
    onDeployed?.(name, deployed);
    return deployed;
  };
  const ClosingLib = await put("ClosingLib");
  const FieldLib = await put("FieldLib");
  const ReleaseLib = await put("ReleaseLib");
  const TypedDataLib = await put("TypedDataLib");
  const Weights = await put("Weights");
  const Elections = await put("Elections", [], {
    ClosingLib: ClosingLib.address,
    FieldLib: FieldLib.address,
    ReleaseLib: ReleaseLib.address,
    TypedDataLib: TypedDataLib.address,
  });
  const PurchaseSource = await put("PurchaseSource");
  const CommunityFactory = await put("CommunityFactory", [Weights, Elections, PurchaseSource]);
  return {
    chainId: await getChainId(client),
    startBlock: CommunityFactory.blockNumber,
    factory: CommunityFactory.address,
    registry: await getFactoryRegistry(client, { factory: CommunityFactory.address }),
    contracts: { ClosingLib, FieldLib, ReleaseLib, TypedDataLib, Weights, Elections, PurchaseSource, CommunityFactory },
  };
}
