import { network } from "hardhat";
import {
  decodeFunctionResult,
  encodeFunctionData,
  getAddress,
  parseEventLogs,
  zeroAddress,
  zeroHash,
  type Abi,
  type Address,
  type Hex,
} from "viem";
import { deploy } from "../lib/deploy.ts";

/** Voters are numbered accounts from here on, far from any address that code could have. */
const FIRST_VOTER = 0x70n << 152n;
const GAS = "0x3b9aca00";
const SECONDS_BEFORE_GENESIS = 1000;
const MOST_CYCLES = 2 ** 32 - 1;
const COMMITMENT = 1n;

export interface CommunityTerms {
  cycle: number;
  halfLife: number;
  method: "resource" | "score";
  /** Quadratic unless it says otherwise. */
  scaling?: "quadratic" | "linear" | undefined;
  seats: number;
  nominationFill: bigint;
  stabilizationFill: bigint;
  leases: boolean;
  /** How many offices are held in these terms; one unless it says otherwise. */
  offices?: number;
}

type Name = "Weights" | "Elections" | "GrantSource" | "LeaseSource" | "Kernel" | "CommunityFactory" | PoolPart;
type PoolPart = "FundingPool" | "Commitments" | "PlentyToken";

/** The contracts of a community on a chain of its own, whose blocks come exactly when they are told to. */
export class VectorChain {
  readonly #unlocked = new Set<Address>();
  #untouched: unknown;
  #founded = 0;

  private constructor(
    private readonly connection: Awaited<ReturnType<typeof network.create>>,
    private readonly abis: Record<Name, Abi>,
    private readonly parts: Record<"factory" | "gate" | "grant" | "lease" | "typedData" | "deadlineLib", Address>,
  ) {}

  static async create(): Promise<VectorChain> {
    const connection = await network.create({
      // Free gas: voters need no coins, so that any number of accounts will do.
      override: { initialBaseFeePerGas: 0, blockGasLimit: Number(GAS), allowBlocksWithSameTimestamp: true },
    });
    const { viem } = connection;
    const [deployer] = await viem.getWalletClients();
    if (deployer === undefined) throw new Error("the local chain has no accounts");
    const { factory, contracts } = await deploy(deployer);
    const weights = await viem.getContractAt("Weights", contracts.Weights.address);
    const elections = await viem.getContractAt("Elections", contracts.Elections.address);
    const grant = await viem.deployContract("GrantSource");
    const lease = await viem.deployContract("LeaseSource");
    const gate = await viem.deployContract("OpenGate");
    const kernel = await viem.getContractAt("Kernel", zeroAddress);
    const commitments = await viem.getContractAt("Commitments", zeroAddress);
    const deadlines = await viem.deployContract("DeadlineLib");
    const abis: Record<Name, Abi> = {
      Weights: weights.abi,
      Elections: elections.abi,
      GrantSource: grant.abi,
      LeaseSource: lease.abi,
      Kernel: kernel.abi,
      Commitments: commitments.abi,
      CommunityFactory: (await viem.getContractAt("CommunityFactory", factory)).abi,
      FundingPool: (await viem.getContractAt("FundingPool", zeroAddress)).abi,
      PlentyToken: (await viem.getContractAt("PlentyToken", zeroAddress)).abi,
    };
    const typedData = contracts.TypedDataLib.address;
    const deadlineLib = deadlines.address;
    const parts = { factory, gate: gate.address, grant: grant.address, lease: lease.address, typedData, deadlineLib };
    const chain = new VectorChain(connection, abis, parts);
    chain.#untouched = await chain.#request("evm_snapshot", []);
    return chain;
  }

  /** Forgets all communities, and the time that has passed in them. */
  async restart(): Promise<void> {
    await this.#request("evm_revert", [this.#untouched]);
    this.#untouched = await this.#request("evm_snapshot", []);
  }

  /** Founds a community whose only office is held as the terms say, at a genesis that nothing has come before. */
  async found(terms: CommunityTerms): Promise<VectorCommunity> {
    const latest = (await this.#request("eth_getBlockByNumber", ["latest", false])) as { timestamp: Hex };
    const genesis = Number(latest.timestamp) + SECONDS_BEFORE_GENESIS;
    const parameters = this.#parameters(terms, genesis);
    await this.nextBlockAt(genesis - SECONDS_BEFORE_GENESIS + 1);
    const hash = await this.send(this.account(0), "CommunityFactory", this.parts.factory, "create", [parameters]);
    const receipt = (await this.#request("eth_getTransactionReceipt", [hash])) as { logs: never[] };
    const logs = parseEventLogs({ abi: this.abis.CommunityFactory, logs: receipt.logs, eventName: "CommunityCreated" });
    const [created] = logs as unknown[] as { args: { kernel: Address } }[];
    if (created === undefined) throw new Error("the factory announced no community");
    const kernel = getAddress(created.args.kernel);
    const weights = (await this.read("Kernel", kernel, "weights", [])) as Address;
    const elections = (await this.read("Kernel", kernel, "elections", [])) as Address;
    const organs = (await this.read("Kernel", kernel, "sources", [])) as Address[];
    return new VectorCommunity(this, genesis, weights, elections, organs, kernel);
  }

  /** Gives a community its commitments. */
  async installCommitments({ kernel, weights }: VectorCommunity): Promise<VectorCommitments> {
    const libraries = { DeadlineLib: this.parts.deadlineLib, TypedDataLib: this.parts.typedData };
    const { address } = await this.connection.viem.deployContract("Commitments", [kernel], { libraries });
    await this.send(this.treasury, "Weights", weights, "installModule", [address]);
    return new VectorCommitments(this, address);
  }

  /** The treasury of every community here. */
  get treasury(): Address {
    return this.parts.factory;
  }

  /** A funding pool of a community, its token, and the commitment that it follows: cycle 3 is the first deadline. */
  async foundPool(community: VectorCommunity, rule: number): Promise<Record<PoolPart, Address>> {
    const { viem } = this.connection;
    const { address: token } = await viem.deployContract("PlentyToken");
    const { address: commitments } = await this.installCommitments(community);
    const libraries = { TypedDataLib: this.parts.typedData };
    const args = [community.kernel, token, rule, commitments] as const;
    const { address: pool } = await viem.deployContract("FundingPool", [...args], { libraries });
    const byTheRule = { struck: [], guaranteed: [], lumpSum: 0n };
    const content = await this.read("FundingPool", pool, "contentOf", [byTheRule]);
    const terms = { allots: false, halfLife: 1, deadline: 3, period: 1000 };
    const { treasury } = this;
    await this.send(treasury, "Weights", community.weights, "installModule", [pool]);
    await this.send(treasury, "Commitments", commitments, "open", [terms, [{ content, uri: "", recurs: true }]]);
    await this.send(treasury, "FundingPool", pool, "schedule", [COMMITMENT]);
    return { FundingPool: pool, Commitments: commitments, PlentyToken: token };
  }

  #parameters(terms: CommunityTerms, genesis: number) {
    const sources = terms.leases ? [this.parts.grant, this.parts.lease] : [this.parts.grant];
    const root = { parentElection: 0n, parentDocument: 0 };
    const fills = { nominationFill: terms.nominationFill, stabilizationFill: terms.stabilizationFill };
    const office = { kind: 1, method: terms.method === "score" ? 1 : 0, seats: terms.seats, ...fills, ...root };
    return {
      name: `vectors-${(this.#founded += 1)}`,
      symbol: "V",
      daoURI: "",
      referenceCurrency: "USD",
      treasury: this.treasury,
      genesisAt: BigInt(genesis),
      halfLife: terms.halfLife,
      cycleLength: terms.cycle,
      scaling: terms.scaling === "linear" ? 0 : 1,
      gate: terms.scaling === "linear" ? zeroAddress : this.parts.gate,
      sources: sources.map((implementation) => ({ implementation, configuration: "0x" })),
      rootMethod: 0,
      rootNominationFill: 0n,
      rootStabilizationFill: 10n ** 18n,
      leastNominationFill: 0n,
      leastStabilizationFill: 0n,
      enactmentDelay: terms.cycle * 4,
      fork: { threshold: 10n ** 17n, fill: 10n ** 17n, joinPeriod: terms.cycle, successionThreshold: 6n * 10n ** 17n },
      offices: Array.from({ length: terms.offices ?? 1 }, () => office),
      document: { content: zeroHash, uri: "", clauses: "0x" },
    };
  }

  account(index: number): Address {
    return getAddress(`0x${(FIRST_VOTER + BigInt(index)).toString(16).padStart(40, "0")}`);
  }

  /** Mines one transaction in a block of its own. Rejects if it reverts. */
  async send(from: Address, name: Name, to: Address, functionName: string, args: readonly unknown[]): Promise<Hex> {
    const data = encodeFunctionData({ abi: this.abis[name], functionName, args });
    if (!this.#unlocked.has(from)) await this.#request("hardhat_impersonateAccount", [from]);
    this.#unlocked.add(from);
    return (await this.#request("eth_sendTransaction", [{ from, to, data, gas: GAS, gasPrice: "0x0" }])) as Hex;
  }

  async read(name: Name, to: Address, functionName: string, args: readonly unknown[]): Promise<unknown> {
    const abi = this.abis[name];
    const data = encodeFunctionData({ abi, functionName, args });
    const result = (await this.#request("eth_call", [{ to, data, gas: GAS }, "latest"])) as Hex;
    return decodeFunctionResult({ abi, functionName, args, data: result });
  }

  /** Mines a block in which nothing happens. */
  async mine(): Promise<void> {
    await this.#request("evm_mine", []);
  }

  async nextBlockAt(timestamp: number): Promise<void> {
    await this.#request("evm_setNextBlockTimestamp", [timestamp]);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  #request(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.connection.provider.request({ method, params: [...params] });
  }
}

export interface PlacedUnits {
  candidacy: number;
  against: boolean;
  permanent: bigint;
  leased: bigint;
}

export interface ScoredCandidacy {
  candidacy: number;
  score: number;
}

export interface Standing {
  candidacy: number;
  stage: number;
  votes: bigint;
  bucket: bigint;
}

const OFFICE = 1n;

/** One community on the chain, with seconds counted from its genesis. */
export class VectorCommunity {
  constructor(
    private readonly chain: VectorChain,
    private readonly genesis: number,
    readonly weights: Address,
    private readonly elections: Address,
    private readonly sources: readonly Address[],
    readonly kernel: Address,
  ) {}

  async at(seconds: number): Promise<void> {
    await this.chain.nextBlockAt(this.genesis + seconds);
  }

  /** Lets time pass without anybody doing anything. */
  async wait(seconds: number): Promise<void> {
    await this.at(seconds);
    await this.chain.mine();
  }

  credit(account: Address, value: bigint): Promise<Hex> {
    return this.chain.send(account, "GrantSource", this.#source(0), "credit", [account, value]);
  }

  lease(account: Address, units: bigint, until: number): Promise<Hex> {
    return this.chain.send(account, "LeaseSource", this.#source(1), "lease", [account, units, until]);
  }

  nominate(account: Address, placements: readonly PlacedUnits[], scores: readonly ScoredCandidacy[]): Promise<Hex> {
    const none = `0x${"00".repeat(32)}`;
    const consent = { signer: account, nonce: 0n, deadline: 0n, signature: "0x" };
    const nomination = { nominee: account, content: none, uri: "", clauses: "0x", consent };
    return this.#vote(account, "nominate", [OFFICE, nomination, placements, scores, []]);
  }

  cast(account: Address, placements: readonly PlacedUnits[], scores: readonly ScoredCandidacy[]): Promise<Hex> {
    return this.#vote(account, "castBallot", [OFFICE, placements, scores, []]);
  }

  /** The short way to cast a ballot of one placement. */
  place(account: Address, { candidacy, against, permanent, leased }: PlacedUnits): Promise<Hex> {
    return this.#vote(account, "place", [OFFICE, candidacy, against, permanent, leased]);
  }

  withdraw(account: Address): Promise<Hex> {
    return this.#vote(account, "withdrawBallot", [OFFICE]);
  }

  resign(account: Address, candidacy: number): Promise<Hex> {
    return this.#vote(account, "resign", [OFFICE, candidacy]);
  }

  leave(account: Address, candidacy: number): Promise<Hex> {
    return this.#vote(account, "withdrawCandidacy", [OFFICE, candidacy]);
  }

  refresh(account: Address): Promise<Hex> {
    return this.#vote(account, "refresh", [OFFICE, account]);
  }

  advance(account: Address, cycles = MOST_CYCLES): Promise<Hex> {
    return this.#vote(account, "advance", [OFFICE, cycles]);
  }

  /** The first cycle that has not been closed yet. */
  async closedTo(): Promise<number> {
    const read = await this.chain.read("Elections", this.elections, "electionOf", [OFFICE]);
    const [, , cycle] = read as [unknown, boolean, number];
    return cycle;
  }

  async hasBallot(account: Address): Promise<boolean> {
    const read = await this.chain.read("Elections", this.elections, "ballotOf", [OFFICE, account]);
    const [ballot] = read as [{ placements: readonly unknown[] }];
    return ballot.placements.length > 0;
  }

  async units(account: Address): Promise<bigint> {
    const held = (await this.chain.read("Weights", this.weights, "accountOf", [account])) as { units: bigint };
    return held.units;
  }

  async standing(): Promise<readonly Standing[]> {
    return (await this.chain.read("Elections", this.elections, "standing", [OFFICE])) as Standing[];
  }

  async cycle(): Promise<number> {
    return (await this.chain.read("Weights", this.weights, "cycle", [])) as number;
  }

  async electorate(): Promise<bigint> {
    return (await this.chain.read("Weights", this.weights, "electorate", [])) as bigint;
  }

  async unitsFor(value: bigint, elapsed: number): Promise<bigint> {
    const timestamp = BigInt(this.genesis + elapsed);
    return (await this.chain.read("Weights", this.weights, "unitsFor", [value, timestamp])) as bigint;
  }

  async votesOf(units: bigint): Promise<bigint> {
    return (await this.chain.read("Weights", this.weights, "votesOf", [units])) as bigint;
  }

  #vote(account: Address, functionName: string, args: readonly unknown[]): Promise<Hex> {
    return this.chain.send(account, "Elections", this.elections, functionName, args);
  }

  #source(index: number): Address {
    const source = this.sources[index];
    if (source === undefined) throw new RangeError("the community does not lease");
    return source;
  }
}

export interface OptionPlacement {
  option: number;
  permanent: bigint;
  leased: bigint;
}

/** The only commitment of a community. */
export class VectorCommitments {
  constructor(
    private readonly chain: VectorChain,
    readonly address: Address,
  ) {}

  open(parameters: { halfLife: number; deadline: number }, options: number): Promise<Hex> {
    const contents = Array.from({ length: options }, (_, index) => `0x${String(index + 1).padStart(64, "0")}`);
    const list = contents.map((content) => ({ content, uri: "", recurs: false }));
    return this.#send(this.chain.treasury, "open", [{ allots: false, period: 0, ...parameters }, list]);
  }

  cast(account: Address, placements: readonly OptionPlacement[]): Promise<Hex> {
    return this.#send(account, "cast", [COMMITMENT, placements, []]);
  }

  withdraw(account: Address): Promise<Hex> {
    return this.#send(account, "withdraw", [COMMITMENT]);
  }

  advance(account: Address, cycles = MOST_CYCLES): Promise<Hex> {
    return this.#send(account, "advance", [COMMITMENT, cycles]);
  }

  async hasBallot(account: Address): Promise<boolean> {
    const [placements] = (await this.#read("ballotOf", [COMMITMENT, account])) as [readonly unknown[], number];
    return placements.length > 0;
  }

  async supports(): Promise<readonly bigint[]> {
    const options = (await this.#read("optionsOf", [COMMITMENT])) as { support: bigint }[];
    return options.map(({ support }) => support);
  }

  async winner(): Promise<number> {
    const { winner } = (await this.#read("outcomeOf", [COMMITMENT, 0])) as { winner: number };
    return winner;
  }

  #send(account: Address, functionName: string, args: readonly unknown[]): Promise<Hex> {
    return this.chain.send(account, "Commitments", this.address, functionName, args);
  }

  #read(functionName: string, args: readonly unknown[]): Promise<unknown> {
    return this.chain.read("Commitments", this.address, functionName, args);
  }
}
