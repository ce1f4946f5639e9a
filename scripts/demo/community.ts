import { zeroAddress, type Address, type Hash } from "viem";
import { waitForTransactionReceipt, writeContract } from "viem/actions";
import * as sdk from "../../sdk/src/actions/index.ts";
import { nextSeat } from "../../sdk/src/forecast/index.ts";
import { readArtifact } from "../lib/artifacts.ts";
import { deploy, deployArtifact, type Deployment } from "../lib/deploy.ts";
import type { DemoChain } from "./chain.ts";

const COIN = 10n ** 18n;
const WAD = 10n ** 18n;
/** The root election, and the office that is there from the start. */
export const [CONSTITUTION, KEEPER] = [0n, 1n];

/** One candidacy as people see it. */
export interface Standing {
  candidacy: number;
  name: string;
  stage: string;
  /** Votes as a share of what everybody could muster. */
  share: number;
  /** How full its bucket is, 0 to 1; nothing for an incumbent. */
  bucket: number | undefined;
}

/** Everybody in the story, in the order of the local chain's accounts. */
export const NAMES = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Wim"] as const;
export type Name = (typeof NAMES)[number];

type Actor = ReturnType<DemoChain["actor"]>;

/** A community on the chain, its people, and what they do there by way of the SDK. */
export class DemoCommunity {
  /** Gas that anybody has paid since it was founded. */
  gas = 0n;
  transactions = 0;

  private constructor(
    readonly chain: DemoChain,
    readonly deployment: Deployment,
    readonly community: sdk.GetCommunityReturnType,
  ) {}

  /** Deploys everything, gives everybody a badge, and founds the community that the story is about. */
  static async found(chain: DemoChain): Promise<DemoCommunity> {
    const founder = chain.actor(0);
    const deployment = await deploy(founder);
    const badges = await readArtifact("contracts/test/Credentials.sol", { name: "Credential721" });
    const { address: badge } = await deployArtifact(founder, badges);
    for (const [i] of NAMES.entries()) {
      const args = [chain.actor(i).account.address, BigInt(i + 1)];
      const hash = await writeContract(founder, { address: badge, abi: badges.abi, functionName: "issue", args });
      await waitForTransactionReceipt(chain.client, { hash });
    }
    const gates = await readArtifact("contracts/weights/sources/CredentialGate.sol");
    const gate = await deployArtifact(founder, gates, { args: [badge, 0n] });
    const hash = await sdk.createCommunityFromPreset(founder, {
      factory: deployment.factory,
      preset: "blockchainProject",
      choices: choices(gate.address),
    });
    return new DemoCommunity(chain, deployment, await sdk.waitForCommunity(chain.client, { hash }));
  }

  addressOf(name: Name): Address {
    return this.#actor(name).account.address;
  }

  async buy(name: Name, coins: number): Promise<void> {
    const { community } = this;
    const actor = this.#actor(name);
    const amount = BigInt(coins) * COIN;
    await this.#mined(
      await sdk.purchase(actor, { community, asset: zeroAddress, amount, beneficiary: actor.account.address }),
    );
  }

  /** Stands for the office with all the weight one has free. @returns the candidacy */
  stand(name: Name): Promise<number> {
    return this.nominate(name, KEEPER, { nominee: this.addressOf(name) });
  }

  /** Nominates with all the weight one has free. @returns the candidacy */
  async nominate(name: Name, election: bigint, nomination: sdk.NominationInput): Promise<number> {
    const { community } = this;
    const account = this.addressOf(name);
    const { permanent } = await sdk.getFreeUnits(this.chain.client, { community, account });
    const placements = [{ permanent }];
    const hash = await this.act(name, (actor) => sdk.nominate(actor, { community, election, nomination, placements }));
    return (await sdk.waitForNomination(this.chain.client, { hash })).candidacy;
  }

  /** Places weight on a candidacy for keeper or against it, wherever it was in that election before: all one has unless said. */
  async place(name: Name, candidacy: number, against = false, percent = 100n): Promise<void> {
    await this.placeIn(KEEPER, name, candidacy, against, percent);
  }

  /** As {@link place}, in any election. */
  async placeIn(election: bigint, name: Name, candidacy: number, against = false, percent = 100n): Promise<void> {
    const { community } = this;
    const units = await sdk.getUnits(this.chain.client, { community, account: this.addressOf(name) });
    const permanent = (units * percent) / 100n;
    await this.act(name, (actor) => sdk.place(actor, { community, election, candidacy, against, permanent }));
  }

  /** Has somebody send a transaction, and waits for it. */
  async act(name: Name, send: (actor: Actor) => Promise<Hash>): Promise<Hash> {
    const hash = await send(this.#actor(name));
    await this.#mined(hash);
    return hash;
  }

  /** Closes what has passed. @returns gas */
  async advance(name: Name): Promise<bigint> {
    const { community } = this;
    return this.#mined(await sdk.advance(this.#actor(name), { community, election: KEEPER }));
  }

  /** Lets time pass to `secondsIn` the `weeks`th week from now. */
  async pass(weeks: number, secondsIn = 0): Promise<void> {
    const { chain, community } = this;
    const cycle = await this.cycle();
    const start = await sdk.getCycleStart(chain.client, { community, cycle: cycle + weeks });
    await chain.clock.setNextBlockTimestamp({ timestamp: start + BigInt(secondsIn) });
    await chain.clock.mine({ blocks: 1 });
  }

  cycle(): Promise<number> {
    return sdk.getCycle(this.chain.client, { community: this.community });
  }

  /** Weight now, in coins, and what it counts for as a share of what all could muster. */
  async weights(): Promise<{ name: Name; weight: number; share: number }[]> {
    const { chain, community } = this;
    const electorate = await sdk.getElectorate(chain.client, { community });
    const rows = NAMES.map(async (name) => {
      const account = this.addressOf(name);
      const weight = await sdk.getWeight(chain.client, { community, account });
      const units = await sdk.getUnits(chain.client, { community, account });
      const votes = await sdk.getVotesFor(chain.client, { community, units });
      return { name, weight: Number(weight) / 1e9, share: ratio(votes, electorate) };
    });
    return Promise.all(rows);
  }

  async standing(election = KEEPER): Promise<Standing[]> {
    const { field, electorate, parameters } = await this.#contest(election);
    return field.map(({ candidacy, stage, owner, votes, bucket }) => ({
      candidacy,
      name: this.#nameOf(owner),
      stage,
      share: ratio(votes, electorate * 100n),
      bucket: stage === "incumbent" ? undefined : stage === "nominee" ? 0 : ratio(bucket, parameters.stabilizationFill),
    }));
  }

  /** Who takes the seat next if nobody does anything, and in how many weeks. */
  async forecast(election = KEEPER): Promise<{ name: string; cycle: number } | undefined> {
    const contest = await this.#contest(election);
    const seat = nextSeat(contest);
    const taker = contest.field.find(({ candidacy }) => candidacy === seat?.taker);
    return seat === undefined || taker === undefined
      ? undefined
      : { name: this.#nameOf(taker.owner), cycle: seat.cycle };
  }

  async #contest(election: bigint) {
    const [client, at] = [this.chain.client, { community: this.community }];
    const [field, { parameters }, electorate, cycle] = await Promise.all([
      sdk.getStanding(client, { ...at, election }),
      sdk.getElection(client, { ...at, election }),
      sdk.getElectorate(client, at),
      sdk.getCycle(client, at),
    ]);
    return { field, parameters, electorate, cycle };
  }

  #actor(name: Name) {
    return this.chain.actor(NAMES.indexOf(name));
  }

  #nameOf(address: Address): string {
    return NAMES.find((name) => this.addressOf(name) === address) ?? address;
  }

  async #mined(hash: Hash): Promise<bigint> {
    const { gasUsed } = await waitForTransactionReceipt(this.chain.client, { hash });
    this.gas += gasUsed;
    this.transactions += 1;
    return gasUsed;
  }
}

const ratio = (a: bigint, b: bigint): number => (b === 0n ? 0 : Number((a * 1_000_000n) / b) / 1_000_000);

function choices(gate: Address): sdk.FoundersChoices {
  return {
    name: "lighthouse",
    symbol: "LIGHT",
    referenceCurrency: "ETH",
    gate,
    // The native coin, at par.
    purchases: { assets: [{}] },
    offices: [{ kind: "office", method: "resource", seats: 1, nominationFill: 0n, stabilizationFill: WAD }],
  };
}
