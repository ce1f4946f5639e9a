import { type Address, type Hex, encodeAbiParameters, parseAbiParameters, zeroAddress, zeroHash } from "viem";
import { type ElectionParameters, type ElectionParametersInput, decodeElection, encodeElection } from "./election.ts";
import { METHODS, type Method, SCALINGS, type Scaling, wordOf } from "./words.ts";

/** On what terms a community can be left together. */
export interface ForkTerms {
  /** WAD share of the electorate that must have joined. */
  threshold: bigint;
  /** WAD electorate-cycles that the joiners' bucket must gather. */
  fill: bigint;
  /** Seconds in which others may follow. */
  joinPeriod: number;
  /** WAD share of the electorate from which the child is the successor. */
  successionThreshold: bigint;
}

/** A weight source and what it is founded with. */
export interface SourceParameters {
  implementation: Address;
  configuration: Hex;
}

/** Everything about a community that can never be changed, and its first offices. */
export interface KernelParameters {
  /** 3 to 31 of a-z, 0-9 and hyphen. */
  name: string;
  /** Of the weight, for wallets: 1 to 11 bytes. */
  symbol: string;
  daoURI: string;
  referenceCurrency: string;
  /** `zeroAddress` = the community's own, which obeys its constitution. */
  treasury: Address;
  /** Seconds; 0 = now. */
  genesisAt: bigint;
  /** Seconds; 0 = never decays. */
  halfLife: number;
  /** Seconds. */
  cycleLength: number;
  scaling: Scaling;
  /** `zeroAddress` = none. */
  gate: Address;
  sources: readonly SourceParameters[];
  rootMethod: Method;
  rootNominationFill: bigint;
  rootStabilizationFill: bigint;
  leastNominationFill: bigint;
  leastStabilizationFill: bigint;
  /** Seconds. */
  enactmentDelay: number;
  fork: ForkTerms;
  offices: readonly ElectionParameters[];
  document: FoundingDocument;
}

/** A document that holds the root election's seat from the start, and can be enacted from genesis on. */
export interface FoundingDocument {
  /** Its content hash; `zeroHash` = there is none. */
  content: Hex;
  /** Where its text is found. */
  uri: string;
  /** ABI-encoded, as {@link encodeClauses} makes them. */
  clauses: Hex;
}

const NO_DOCUMENT: FoundingDocument = { content: zeroHash, uri: "", clauses: "0x" };

type Defaulted = "daoURI" | "treasury" | "genesisAt" | "gate" | "offices" | "document";

/** As {@link KernelParameters}: no URI, its own treasury, from now on, without a gate, offices and document unless said. */
export type KernelParametersInput = Omit<KernelParameters, Defaulted> &
  Partial<Pick<KernelParameters, "daoURI" | "treasury" | "genesisAt" | "gate" | "document">> & {
    offices?: readonly ElectionParametersInput[] | undefined;
  };

interface EncodedKernelParameters extends Omit<KernelParameters, "scaling" | "rootMethod" | "offices"> {
  scaling: number;
  rootMethod: number;
  offices: readonly ReturnType<typeof encodeElection>[];
}

export function encodeKernel(parameters: KernelParametersInput): EncodedKernelParameters {
  const { daoURI = "", treasury = zeroAddress, genesisAt = 0n, gate = zeroAddress, offices = [] } = parameters;
  return {
    ...parameters,
    daoURI,
    treasury,
    genesisAt,
    gate,
    document: parameters.document ?? NO_DOCUMENT,
    scaling: SCALINGS.indexOf(parameters.scaling),
    rootMethod: METHODS.indexOf(parameters.rootMethod),
    offices: offices.map(encodeElection),
  };
}

export function decodeKernel(parameters: EncodedKernelParameters): KernelParameters {
  return {
    ...parameters,
    scaling: wordOf(SCALINGS, parameters.scaling),
    rootMethod: wordOf(METHODS, parameters.rootMethod),
    offices: parameters.offices.map(decodeElection),
  };
}

/** What a founder chooses besides a preset. */
export interface FoundersChoices {
  name: string;
  symbol: string;
  daoURI?: string | undefined;
  referenceCurrency: string;
  /** Left out for the community's own, which obeys its constitution. */
  treasury?: Address | undefined;
  /** A person gate makes the scaling quadratic; without one it is linear. */
  gate?: Address | undefined;
  /** What weight is sold for, if the preset sells any. */
  purchases?: PurchaseConfiguration | undefined;
  /** The encoded configuration of each of the preset's sources, in its order, if it has others. */
  sources?: readonly Hex[] | undefined;
  offices?: readonly ElectionParametersInput[] | undefined;
  document?: FoundingDocument | undefined;
}

interface EncodedChoices {
  name: string;
  symbol: string;
  daoURI: string;
  referenceCurrency: string;
  treasury: Address;
  gate: Address;
  sources: readonly Hex[];
  offices: readonly ReturnType<typeof encodeElection>[];
  document: FoundingDocument;
}

export function encodeChoices(choices: FoundersChoices): EncodedChoices {
  const { daoURI = "", treasury = zeroAddress, gate = zeroAddress, offices = [], document = NO_DOCUMENT } = choices;
  const { purchases, sources = purchases === undefined ? [] : [encodePurchaseConfiguration(purchases)] } = choices;
  return { ...choices, daoURI, treasury, gate, sources, offices: offices.map(encodeElection), document };
}

/** What a purchase source sells for. */
export interface PurchaseConfiguration {
  assets: readonly {
    /** An ERC-20; left out for the native coin. */
    token?: Address | undefined;
    /** A Chainlink feed of its price; left out if the asset is the reference currency itself. */
    feed?: Address | undefined;
    /** Seconds after which a price is stale; only with a feed. */
    heartbeat?: number | undefined;
  }[];
  /** A Chainlink L2 sequencer uptime feed. */
  sequencer?: Address | undefined;
  /** Seconds to wait after the sequencer is up again; only with its feed. */
  sequencerGracePeriod?: number | undefined;
}

const CONFIGURATION = /* @__PURE__ */ parseAbiParameters([
  "Configuration configuration",
  "struct Configuration { AssetParameters[] assets; address sequencer; uint32 sequencerGracePeriod; }",
  "struct AssetParameters { address token; address feed; uint32 heartbeat; }",
]);

/** A purchase source's configuration, as a kernel's parameters carry it. */
export function encodePurchaseConfiguration(configuration: PurchaseConfiguration): Hex {
  return encodeAbiParameters(CONFIGURATION, [completePurchases(configuration)]);
}

/** A configuration with all of its fields as the contracts have them. */
export function completePurchases({
  assets,
  sequencer = zeroAddress,
  sequencerGracePeriod = 0,
}: PurchaseConfiguration) {
  const complete = assets.map(({ token = zeroAddress, feed = zeroAddress, heartbeat = 0 }) => ({
    token,
    feed,
    heartbeat,
  }));
  return { assets: complete, sequencer, sequencerGracePeriod };
}
