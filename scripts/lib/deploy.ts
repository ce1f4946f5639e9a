import {
  type Account,
  type Address,
  type Chain,
  type Client,
  type Hash,
  type Hex,
  type Transport,
  encodeDeployData,
} from "viem";
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
  "RelayLib",
  "TypedDataLib",
  "ClauseLib",
  "MandateLib",
  "ForkLib",
  "DepartLib",
  "DeadlineLib",
  "Weights",
  "Elections",
  "Constitution",
  "Offices",
  "Forks",
  "Treasury",
  "PurchaseSource",
  "PatronSource",
  "ContributorSource",
  "MembershipSource",
  "ReceiptSource",
  "CommunityFactory",
  "Upkeep",
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
  RelayLib: "contracts/elections/RelayLib.sol",
  TypedDataLib: "contracts/elections/TypedDataLib.sol",
  DepartLib: "contracts/weights/DepartLib.sol",
  DeadlineLib: "contracts/commitments/DeadlineLib.sol",
  ForkLib: "contracts/kernel/ForkLib.sol",
  ClauseLib: "contracts/constitution/ClauseLib.sol",
  MandateLib: "contracts/constitution/MandateLib.sol",
  Constitution: "contracts/constitution/Constitution.sol",
  Offices: "contracts/constitution/Offices.sol",
  Forks: "contracts/kernel/Forks.sol",
  Treasury: "contracts/constitution/Treasury.sol",
  Weights: "contracts/weights/Weights.sol",
  Elections: "contracts/elections/Elections.sol",
  PurchaseSource: "contracts/weights/sources/PurchaseSource.sol",
  PatronSource: "contracts/weights/sources/PatronSource.sol",
  ContributorSource: "contracts/weights/sources/ContributorSource.sol",
  MembershipSource: "contracts/weights/sources/MembershipSource.sol",
  ReceiptSource: "contracts/weights/sources/ReceiptSource.sol",
  Upkeep: "contracts/keeper/Upkeep.sol",
  CommunityFactory: "contracts/kernel/CommunityFactory.sol",
};

/** What a contract is made of: its creation code with all that is linked and appended. */
export interface Creation {
  artifact: Artifact;
  args: readonly unknown[];
  libraries: Readonly<Record<string, Address>>;
  data: Hex;
}

/** A contract with its libraries and arguments, ready to be sent. */
export function creationOf(
  artifact: Artifact,
  args: readonly unknown[],
  libraries: Readonly<Record<string, Address>>,
): Creation {
  const data = encodeDeployData({ abi: artifact.abi, bytecode: link(artifact, libraries), args });
  return { artifact, args, libraries, data };
}

/** Sends a contract's creation and waits for it. */
export async function send(
  client: DeployClient,
  { artifact, data }: Creation,
  onSent?: (hash: Hash) => Promise<void>,
): Promise<Deployed> {
  const hash = await sendTransaction(client, { account: client.account, chain: client.chain ?? null, data });
  await onSent?.(hash);
  return deployedBy(client, artifact.contractName, hash);
}

/** The contract that a transaction puts on the chain, once it is there. */
export async function deployedBy(client: DeployClient, name: string, hash: Hash): Promise<Deployed> {
  const receipt = await waitForTransactionReceipt(client, { hash });
  if (receipt.status !== "success" || !receipt.contractAddress) {
    throw new Error(`${name} was not deployed: transaction ${hash} reverted`);
  }
  return { address: receipt.contractAddress, hash, blockNumber: receipt.blockNumber };
}

/** Deploys one contract and waits for it. */
export async function deployArtifact(
  client: DeployClient,
  artifact: Artifact,
  { args = [], libraries = {} }: { args?: readonly unknown[]; libraries?: Readonly<Record<string, Address>> } = {},
): Promise<Deployed> {
  return send(client, creationOf(artifact, args, libraries));
}

type Bring = (
  name: ContractName,
  args?: readonly unknown[],
  libraries?: Readonly<Record<string, Address>>,
) => Promise<Deployed>;

async function bringLibraries(bring: Bring) {
  const ReleaseLib = await bring("ReleaseLib");
  return {
    ClosingLib: await bring("ClosingLib"),
    FieldLib: await bring("FieldLib"),
    ReleaseLib,
    RelayLib: await bring("RelayLib", [], { ReleaseLib: ReleaseLib.address }),
    TypedDataLib: await bring("TypedDataLib"),
    ClauseLib: await bring("ClauseLib"),
    MandateLib: await bring("MandateLib"),
    ForkLib: await bring("ForkLib"),
    DepartLib: await bring("DepartLib"),
    // Of the modules that communities have of their own.
    DeadlineLib: await bring("DeadlineLib"),
  };
}

/** What the communities' own contracts run, linked with the libraries. */
async function bringOrgans(bring: Bring, libraries: Awaited<ReturnType<typeof bringLibraries>>) {
  const linked = (...names: readonly (keyof typeof libraries)[]): Record<string, Address> =>
    Object.fromEntries(names.map((name) => [name, libraries[name].address]));
  return {
    Weights: await bring("Weights", [], linked("DepartLib")),
    Elections: await bring("Elections", [], linked("ClosingLib", "FieldLib", "ReleaseLib", "RelayLib", "TypedDataLib")),
    Constitution: await bring("Constitution", [], linked("ClauseLib")),
    Offices: await bring("Offices", [], linked("MandateLib")),
    Forks: await bring("Forks", [], linked("ForkLib", "TypedDataLib")),
    Treasury: await bring("Treasury"),
  };
}

/** The sources that presets clone. */
async function bringSources(bring: Bring) {
  const PurchaseSource = await bring("PurchaseSource");
  return {
    PurchaseSource,
    PatronSource: await bring("PatronSource", [PurchaseSource.address]),
    ContributorSource: await bring("ContributorSource"),
    MembershipSource: await bring("MembershipSource"),
    ReceiptSource: await bring("ReceiptSource"),
  };
}

/**
 * Deploys everything that communities are made of.
 * @param artifacts folder of the build to deploy; of the default build unless said
 * @param put brings one contract onto the chain, or finds it there
 */
export async function deploy(
  client: DeployClient,
  {
    artifacts,
    put = (_, creation) => send(client, creation),
  }: { artifacts?: string; put?: (name: ContractName, creation: Creation) => Promise<Deployed> } = {},
): Promise<Deployment> {
  const bring: Bring = async (name, args = [], libraries = {}) => {
    const artifact = await readArtifact(SOURCES[name], { artifacts });
    return put(name, creationOf(artifact, args, libraries));
  };
  const libraries = await bringLibraries(bring);
  const organs = await bringOrgans(bring, libraries);
  const sources = await bringSources(bring);
  const implementations = {
    weights: organs.Weights.address,
    elections: organs.Elections.address,
    constitution: organs.Constitution.address,
    offices: organs.Offices.address,
    forks: organs.Forks.address,
    treasury: organs.Treasury.address,
  };
  const cloned = {
    purchases: sources.PurchaseSource.address,
    patrons: sources.PatronSource.address,
    contributors: sources.ContributorSource.address,
    membership: sources.MembershipSource.address,
    receipts: sources.ReceiptSource.address,
  };
  const CommunityFactory = await bring("CommunityFactory", [implementations, cloned]);
  const Upkeep = await bring("Upkeep");
  return {
    chainId: await getChainId(client),
    startBlock: CommunityFactory.blockNumber,
    factory: CommunityFactory.address,
    registry: await getFactoryRegistry(client, { factory: CommunityFactory.address }),
    contracts: { ...libraries, ...organs, ...sources, CommunityFactory, Upkeep },
  };
}
