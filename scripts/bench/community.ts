import { encodeAbiParameters, parseAbiParameters, parseEventLogs, zeroAddress, zeroHash, type Address } from "viem";
import type { Call, Chain, Contract } from "./chain.ts";
import { COIN } from "./chain.ts";

export const UNITS = 10n ** 9n;
const WAD = 10n ** 18n;
export const PRESET = 0;
const [RESOURCE, SCORE] = [0, 1];
const ALL_CYCLES = 2 ** 32 - 1;

interface Office {
  method?: number;
  fill?: bigint;
}

interface Terms {
  offices?: readonly Office[];
  gate?: Address;
  treasury?: Address;
}

/** The offices that the measures speak of, by the order in which they are founded; only the last is ever decided. */
export const [OFFICE, SCORED, SLOW] = [1n, 2n, 3n];
export const OFFICES: readonly Office[] = [{}, { method: SCORE }, { fill: WAD / 10n }];

function electionOf({ method = RESOURCE, fill = 100n * WAD }: Office) {
  const fills = { nominationFill: 0n, stabilizationFill: fill };
  return { kind: 1, method, seats: 1, ...fills, parentElection: 0n, parentDocument: 0 };
}

/** What the preset is founded with here. */
export function choicesOf(name: string, treasury: Address, gate: Address, offices: readonly Office[]) {
  const asset = parseAbiParameters("((address,address,uint32)[],address,uint32)");
  return {
    name,
    symbol: "GAS",
    daoURI: "",
    referenceCurrency: "ETH",
    treasury,
    gate,
    sources: [encodeAbiParameters(asset, [[[[zeroAddress, zeroAddress, 0]], zeroAddress, 0]])],
    offices: offices.map((office) => electionOf(office)),
    document: { content: zeroHash, uri: "", clauses: "0x" },
  };
}

export const placementOn = (candidacy: number) => ({ candidacy, against: false, permanent: UNITS, leased: 0n });

/** A community founded by the preset; weight is bought with coins at par. Every action tells its gas. */
export class Community {
  private constructor(
    readonly chain: Chain,
    readonly kernel: Contract,
    readonly elections: Contract,
    readonly shop: Contract,
    readonly treasury: Address,
    readonly gasToFound: number,
  ) {}

  /**
   * @param gate a person gate; none unless given
   * @param treasury an account without code unless given; zero = the community's own
   */
  static async found(
    chain: Chain,
    name: string,
    { offices = OFFICES, gate = zeroAddress, treasury = chain.voter(999_999) }: Terms = {},
  ): Promise<Community> {
    const abi = await chain.abiOf("contracts/kernel/CommunityFactory.sol");
    const receipt = await chain.receipt({
      from: chain.voter(0),
      to: { address: chain.deployment.factory, abi },
      functionName: "createFromPreset",
      args: [PRESET, choicesOf(name, treasury, gate, offices)],
    });
    const logs = parseEventLogs({ abi, logs: receipt.logs, eventName: "CommunityCreated" });
    const [created] = logs as unknown as { args: { kernel: Address } }[];
    if (created === undefined) throw new Error("the factory announced no community");
    const kernel = { address: created.args.kernel, abi: await chain.abiOf("contracts/kernel/Kernel.sol") };
    const [source = zeroAddress] = await chain.read<Address[]>(kernel, "sources");
    const elections = await chain.read<Address>(kernel, "elections");
    const till = await chain.read<Address>(kernel, "treasury");
    // It holds something already, as a community's wallet does.
    await chain.endow(till);
    return new Community(
      chain,
      kernel,
      { address: elections, abi: await chain.abiOf("contracts/elections/Elections.sol") },
      { address: source, abi: await chain.abiOf("contracts/weights/sources/PurchaseSource.sol") },
      till,
      Number(receipt.gasUsed),
    );
  }

  /** Buys weight for 1 coin, unless another amount is given. */
  buy(from: Address, value = COIN): Promise<number> {
    const args = [zeroAddress, value, from, 0n];
    return this.chain.measure({ from, to: this.shop, functionName: "purchase", args, value });
  }

  /** Lets a shop buy for others. */
  register(merchant: Address): Promise<number> {
    const args = [merchant, true];
    return this.chain.measure({ from: this.treasury, to: this.shop, functionName: "setMerchant", args });
  }

  nominate(
    voter: Address,
    election = OFFICE,
    scores: readonly unknown[] = [],
    permanent = UNITS / 2n,
  ): Promise<number> {
    const consent = { signer: voter, nonce: 0n, deadline: 0n, signature: "0x" };
    const nomination = { nominee: voter, content: zeroHash, uri: "", clauses: "0x", consent };
    const placements = [{ candidacy: 0, against: false, permanent, leased: 0n }];
    return this.vote(voter, "nominate", [election, nomination, placements, scores, []]);
  }

  place(voter: Address, candidacy: number, units = UNITS, election = OFFICE): Promise<number> {
    return this.chain.measure(this.placing(voter, candidacy, units, election));
  }

  placing(from: Address, candidacy: number, units = UNITS / 4n, election = OFFICE): Call {
    const args = [election, candidacy, false, units, 0n];
    return { from, to: this.elections, functionName: "place", args };
  }

  vote(from: Address, functionName: string, args: readonly unknown[]): Promise<number> {
    return this.chain.measure({ from, to: this.elections, functionName, args });
  }

  advance(election = OFFICE): Promise<number> {
    return this.vote(this.chain.voter(0), "advance", [election, ALL_CYCLES]);
  }

  async create(): Promise<bigint> {
    const election = await this.chain.read<bigint>(this.elections, "count");
    await this.vote(this.treasury, "create", [electionOf({})]);
    return election;
  }

  retire(election: bigint): Promise<number> {
    return this.vote(this.treasury, "retire", [election]);
  }
}
