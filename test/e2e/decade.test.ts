import { expect } from "chai";
import { network } from "hardhat";
import {
  encodeAbiParameters,
  getAddress,
  parseAbiParameters,
  zeroAddress,
  zeroHash,
  type Abi,
  type Address,
} from "viem";
import { deploy } from "../../scripts/lib/deploy.ts";
import { Batches } from "../helpers/batches.ts";
import { Dice } from "../model/dice.ts";

const VOTERS = 1_000;
const FIELD = 32;
const SEATS = 3;
const YEARS = 10;
const WEEKS_A_YEAR = 52;
const WEEK = 7 * 86_400;
const COIN = 10n ** 18n;
const OFFICE = 1n;
/** Voters from here on name three candidacies. */
const LONG_BALLOTS_FROM = 900;
const MOST_CYCLES = 2 ** 32 - 1;

/** Costs must not grow with the years: what was median in the last may exceed what was in the first by so much. */
const FLAT = 1.02;

const OPERATIONS = [
  "purchase, first of the voter",
  "purchase",
  "purchase, first of the cycle",
  "ballot, first of the voter",
  "ballot, changed",
  "ballot on three, changed",
  "ballot, withdrawn",
  "advance",
  "advance after a purchase",
] as const;
type Operation = (typeof OPERATIONS)[number] | "preparation";

interface Contract {
  address: Address;
  abi: Abi;
}

interface Community {
  weights: Contract;
  elections: Contract;
  shop: Contract;
  genesis: number;
}

/** A community by the preset: weight is bought with coins at par, halves every year, and is not squared. */
async function found({ viem, provider }: Awaited<ReturnType<typeof network.create>>): Promise<Community> {
  const [deployer] = await viem.getWalletClients();
  if (deployer === undefined) throw new Error("the local chain has no accounts");
  const deployment = await deploy(deployer);
  const weights = await viem.getContractAt("Weights", deployment.contracts.Weights.address);
  const elections = await viem.getContractAt("Elections", deployment.contracts.Elections.address);
  const shop = await viem.getContractAt("PurchaseSource", deployment.contracts.PurchaseSource.address);
  const factory = await viem.getContractAt("CommunityFactory", deployment.factory);
  const treasury = await viem.deployContract("ExecutingTreasury");

  const { timestamp } = await (await viem.getPublicClient()).getBlock();
  const genesis = Number(timestamp) + 1_000;
  const root = { parentElection: 0n, parentDocument: 0 };
  const fills = { nominationFill: 0n, stabilizationFill: COIN / 4n };
  const office = { kind: 1, method: 0, seats: SEATS, ...fills, ...root };
  const asset = "((address,address,uint32)[],address,uint32)";
  const configuration = [[[zeroAddress, zeroAddress, 0]], zeroAddress, 0] as const;
  const choices = {
    name: "decade",
    symbol: "TEN",
    daoURI: "",
    referenceCurrency: "ETH",
    treasury: treasury.address,
    gate: zeroAddress,
    sources: [encodeAbiParameters(parseAbiParameters(asset), [configuration])],
    offices: [office],
    document: { content: zeroHash, uri: "", clauses: "0x" as const },
  };
  const parameters = await factory.read.parametersOf([0, choices]);
  await factory.write.create([{ ...parameters, genesisAt: BigInt(genesis) }]);
  const [created] = await factory.getEvents.CommunityCreated();
  const kernel = await viem.getContractAt("Kernel", created?.args.kernel ?? zeroAddress);
  const [source = zeroAddress] = await kernel.read.sources();
  await provider.request({ method: "evm_setNextBlockTimestamp", params: [genesis + 1] });
  return {
    weights: { address: await kernel.read.weights(), abi: weights.abi },
    elections: { address: await kernel.read.elections(), abi: elections.abi },
    shop: { address: source, abi: shop.abi },
    genesis,
  };
}

/** The voters of a community, and what a week of theirs brings. */
class Decade {
  readonly #dice = new Dice(32);
  readonly #ballots = new Set<number>();
  #voters = 0;
  #owners: number[] = [];
  #candidacies: number[] = [];
  #nominated = 0;

  constructor(
    private readonly community: Community,
    private readonly batches: Batches,
  ) {}

  /** Everybody buys, 32 stand, everybody votes. */
  async prepare(): Promise<void> {
    for (let voter = 0; voter < VOTERS; voter++) await this.#join("preparation");
    for (let voter = 0; voter < FIELD; voter++) await this.#nominate(voter);
    for (let voter = FIELD; voter < VOTERS; voter++) await this.#vote(voter, "preparation");
  }

  /** In every other week somebody buys before the week that has passed is closed. */
  async week(number: number): Promise<void> {
    const dice = this.#dice;
    if (number % 2 === 0) await this.#advance("advance");
    await this.#buy(this.#anybody(), "purchase, first of the cycle");
    for (let count = 0; count < 2; count++) await this.#buy(this.#anybody(), "purchase");
    const newcomer = await this.#join("purchase, first of the voter");
    if (number % 2 === 1) await this.#advance("advance after a purchase");

    await this.#vote(newcomer, "ballot, first of the voter");
    for (let count = 0; count < 5; count++) {
      const voter = dice.between(FIELD, LONG_BALLOTS_FROM - 1);
      await this.#vote(voter, this.#ballots.has(voter) ? "ballot, changed" : "ballot, first of the voter");
    }
    await this.#vote(dice.between(LONG_BALLOTS_FROM, VOTERS - 1), "ballot on three, changed");
    const leaver = dice.between(FIELD, LONG_BALLOTS_FROM - 1);
    if (this.#ballots.delete(leaver)) await this.#elections(leaver, "ballot, withdrawn", "withdrawBallot", [OFFICE]);
    if (number % 13 === 12) await this.#replaceCandidacy();
  }

  #anybody(): number {
    return this.#dice.between(0, VOTERS - 1);
  }

  async #join(operation: Operation): Promise<number> {
    const voter = this.#voters++;
    await this.#buy(voter, operation);
    return voter;
  }

  #buy(voter: number, operation: Operation): Promise<void> {
    const amount = BigInt(this.#dice.between(1, 100)) * COIN;
    const args = [zeroAddress, amount, account(voter), 0n];
    return this.batches.send(operation, {
      from: account(voter),
      to: this.community.shop.address,
      abi: this.community.shop.abi,
      functionName: "purchase",
      args,
      value: amount,
    });
  }

  /** Some units on a candidacy, or on three. */
  async #vote(voter: number, operation: Operation): Promise<void> {
    const dice = this.#dice;
    const isLong = voter >= LONG_BALLOTS_FROM && voter < VOTERS;
    const left = [...this.#candidacies];
    const candidacies = Array.from({ length: isLong ? 3 : 1 }, () =>
      left.splice(dice.between(0, left.length - 1), 1),
    ).flat();
    const placements = candidacies
      .toSorted((a, b) => a - b)
      .map((candidacy) => {
        const permanent = BigInt(dice.between(1, 300)) * (COIN / 10n ** 12n);
        return { candidacy, against: dice.chance(0.1), permanent, leased: 0n };
      });
    const [first] = placements;
    if (first === undefined) throw new Error("there is nobody to vote for");
    this.#ballots.add(voter);
    const { candidacy, against, permanent, leased } = first;
    if (isLong) await this.#elections(voter, operation, "castBallot", [OFFICE, placements, [], []]);
    else await this.#elections(voter, operation, "place", [OFFICE, candidacy, against, permanent, leased]);
  }

  async #nominate(voter: number): Promise<void> {
    const consent = { signer: account(voter), nonce: 0n, deadline: 0n, signature: "0x" };
    const nomination = { nominee: account(voter), content: `0x${"00".repeat(32)}`, uri: "", clauses: "0x", consent };
    const placements = [{ candidacy: 0, against: false, permanent: COIN / 10n ** 10n, leased: 0n }];
    await this.#elections(voter, "preparation", "nominate", [OFFICE, nomination, placements, [], []]);
    this.#owners.push(voter);
    this.#candidacies.push(++this.#nominated);
  }

  /** Somebody withdraws a candidacy and stands anew. */
  async #replaceCandidacy(): Promise<void> {
    const position = this.#dice.between(0, FIELD - 1);
    const [owner = 0] = this.#owners.splice(position, 1);
    const [candidacy] = this.#candidacies.splice(position, 1);
    await this.#elections(owner, "preparation", "withdrawCandidacy", [OFFICE, candidacy]);
    await this.#nominate(owner);
  }

  #advance(operation: Operation): Promise<void> {
    return this.#elections(this.#anybody(), operation, "advance", [OFFICE, MOST_CYCLES]);
  }

  #elections(voter: number, operation: Operation, functionName: string, args: readonly unknown[]): Promise<void> {
    const { address, abi } = this.community.elections;
    return this.batches.send(operation, { from: account(voter), to: address, abi, functionName, args });
  }
}

function account(voter: number): Address {
  return getAddress(`0x${((0x70n << 152n) + BigInt(voter)).toString(16)}`);
}

/** The least number that the share `part` of a sorted list does not exceed. */
function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.ceil(sorted.length * part) - 1] ?? 0;
}

describe("a decade of a thousand voters", () => {
  const gas: Map<string, number[]>[] = Array.from({ length: YEARS }, () => new Map<string, number[]>());
  const of = (year: number, operation: Operation): number[] =>
    (gas[year]?.get(operation) ?? []).toSorted((a, b) => a - b);

  before(async function () {
    this.timeout(300_000);
    const connection = await network.create({
      override: { initialBaseFeePerGas: 0, blockGasLimit: 2_000_000_000, mining: { mempool: { order: "fifo" } } },
    });
    const community = await found(connection);
    const batches = await Batches.start(connection);
    const decade = new Decade(community, batches);
    await decade.prepare();
    await batches.mine(community.genesis + 1);
    for (let week = 0; week < YEARS * WEEKS_A_YEAR; week++) {
      await decade.week(week);
      const year = gas[Math.floor(week / WEEKS_A_YEAR)];
      for (const { name, gas: used } of await batches.mine(community.genesis + (week + 1) * WEEK + 1)) {
        year?.set(name, [...(year.get(name) ?? []), used]);
      }
    }
    await connection.close();
  });

  it("shows what each operation costs in the first year and in the last", () => {
    const row = (cells: readonly (string | number)[]): string =>
      cells.map((cell, index) => (index === 0 ? String(cell).padEnd(30) : String(cell).padStart(9))).join("");
    console.log(row(["gas", "p50", "p95", "max", "p50", "p95", "max"]));
    for (const operation of OPERATIONS) {
      const cells = [0, YEARS - 1].flatMap((year) =>
        [0.5, 0.95, 1].map((part) => percentile(of(year, operation), part)),
      );
      console.log(row([operation, ...cells]));
      expect(
        cells.every((cell) => cell > 21_000),
        operation,
      ).to.equal(true);
    }
  });

  for (const operation of OPERATIONS) {
    it(`costs no more in the tenth year than in the first: ${operation}`, () => {
      expect(percentile(of(YEARS - 1, operation), 0.5)).to.be.at.most(percentile(of(0, operation), 0.5) * FLAT);
    });
  }
});
