import {
  type Abi,
  type Address,
  type Hash,
  type Hex,
  encodeAbiParameters,
  encodeFunctionData,
  maxUint256,
  parseAbiParameters,
  parseEther,
  zeroAddress,
} from "viem";
import { waitForTransactionReceipt, writeContract } from "viem/actions";
import * as sdk from "../../sdk/src/actions/index.ts";
import { act, callAction } from "../../sdk/src/constitution/index.ts";
import { readArtifact } from "../lib/artifacts.ts";
import { type Deployment, deployArtifact } from "../lib/deploy.ts";
import type { DemoChain } from "./chain.ts";

/** Everybody in the story of the cooperative. They have accounts of the local chain that the first story leaves alone. */
export const PEOPLE = ["Mia", "Pat", "Quinn", "Noor", "Olu", "Vik"] as const;
export type Person = (typeof PEOPLE)[number];
const FIRST_ACCOUNT = 10;
const KEEPER_ACCOUNT = FIRST_ACCOUNT + PEOPLE.length;

/** Values have 9 decimals, and so have units where weight never decays. */
export const VALUE = 10n ** 9n;
const FOREVER = 2n ** 63n;

export interface Contract {
  address: Address;
  abi: Abi;
}

/** A call that anyone may make, for the keeper. */
interface Job {
  target: Address;
  call: Hex;
  probe: Hex;
}

interface Contracts {
  token: Contract;
  patrons: Contract;
  contributors: Contract;
  priorities: Contract;
  releases: Contract;
  upkeep: Contract;
  elections: Contract;
}

const PATRONS = parseAbiParameters([
  "Configuration configuration",
  "struct Configuration { Till till; uint64 mostReported; }",
  "struct Till { Asset[] assets; address sequencer; uint32 sequencerGracePeriod; }",
  "struct Asset { address token; address feed; uint32 heartbeat; }",
]);
const CONTRIBUTORS = parseAbiParameters("uint64 baseWeight, uint64 share");

/** An open-source project that belongs to its patrons and contributors, and a keeper who does what anyone may do. */
export class Cooperative {
  transactions = 0;
  readonly #jobs: Job[] = [];

  private constructor(
    readonly chain: DemoChain,
    readonly community: sdk.GetCommunityReturnType,
    readonly at: Contracts,
  ) {}

  static async found(chain: DemoChain, { factory, contracts }: Deployment): Promise<Cooperative> {
    const founder = chain.actor(FIRST_ACCOUNT);
    const put = async (source: string, args: readonly unknown[], name?: string): Promise<Contract> => {
      const artifact = await readArtifact(source, { name });
      const libraries = { TypedDataLib: contracts.TypedDataLib.address };
      return { ...(await deployArtifact(founder, artifact, { args, libraries })), abi: artifact.abi };
    };
    const known = async (source: string, address: Address): Promise<Contract> => ({
      address,
      abi: (await readArtifact(source)).abi,
    });
    const token = await put("contracts/test/Tokens.sol", [18], "PlainToken");
    const hash = await sdk.createCommunityFromPreset(founder, {
      factory,
      preset: "openSourceCooperative",
      choices: { name: "kettle", symbol: "KETTLE", referenceCurrency: "EUR", sources: sourcesFor(token.address) },
    });
    const community = await sdk.waitForCommunity(chain.client, { hash });
    const [patrons = zeroAddress, contributors = zeroAddress] = community.sources;
    const cooperative = new Cooperative(chain, community, {
      token,
      patrons: await known("contracts/weights/sources/PatronSource.sol", patrons),
      contributors: await known("contracts/weights/sources/ContributorSource.sol", contributors),
      priorities: await put("contracts/priorities/Priorities.sol", [community.kernel]),
      releases: await put("contracts/members/Releases.sol", [community.kernel]),
      upkeep: await known("contracts/keeper/Upkeep.sol", contracts.Upkeep.address),
      elections: await known("contracts/elections/Elections.sol", community.elections),
    });
    for (const name of PEOPLE)
      await cooperative.send(name, token, "mint", [cooperative.addressOf(name), parseEther("1000")]);
    return cooperative;
  }

  addressOf(name: Person): Address {
    return this.actor(name).account.address;
  }

  nameOf(address: Address): string {
    return PEOPLE.find((name) => this.addressOf(name) === address) ?? address;
  }

  actor(name: Person) {
    return this.chain.actor(FIRST_ACCOUNT + PEOPLE.indexOf(name));
  }

  /** Calls a contract as somebody, and waits for it. */
  send(name: Person, { address, abi }: Contract, functionName: string, args: readonly unknown[]): Promise<Hash> {
    return this.act(name, (actor) => writeContract(actor, { address, abi, functionName, args }));
  }

  async act(name: Person, send: (actor: ReturnType<Cooperative["actor"]>) => Promise<Hash>): Promise<Hash> {
    return this.#mined(await send(this.actor(name)));
  }

  async read<result>({ address, abi }: Contract, functionName: string, args: readonly unknown[]): Promise<result> {
    return (await this.chain.client.readContract({ address, abi, functionName, args })) as result;
  }

  /** Has the treasury call a contract, as the holder of an office. */
  async actAs(name: Person, office: bigint, contract: Contract, functionName: string, args: readonly unknown[]) {
    const data = encodeFunctionData({ abi: contract.abi, functionName, args });
    const action = callAction({ office, target: contract.address, data, deadline: FOREVER });
    await this.act(name, (officer) => act(officer, { community: this.community, action }));
    return action;
  }

  /** Gives for the first time, and lets anyone collect the same every month from then on. */
  async patronise(name: Person, euros: number): Promise<void> {
    const { token, patrons } = this.at;
    const amount = parseEther(String(euros));
    const value = BigInt(euros) * VALUE;
    await this.send(name, token, "approve", [patrons.address, maxUint256]);
    await this.send(name, patrons, "donate", [token.address, amount, value, value]);
    await this.send(name, patrons, "setStream", [token.address, amount, value]);
    this.#keep(patrons, "collect", [this.addressOf(name)]);
  }

  /** Places all the weight that somebody has, or a share of it, on a candidacy. */
  async place(name: Person, election: bigint, candidacy: number, percent = 100n): Promise<void> {
    const { community } = this;
    const weight = await this.shareOf(name, percent);
    await this.act(name, (voter) => sdk.place(voter, { community, election, candidacy, ...weight }));
    this.keepFresh(election, name);
  }

  /** Nominates with a share of the weight that somebody has. @returns the candidacy */
  async nominate(name: Person, election: bigint, nomination: sdk.NominationInput, percent = 100n): Promise<number> {
    const { community } = this;
    const placements = [await this.shareOf(name, percent)];
    const hash = await this.act(name, (voter) => sdk.nominate(voter, { community, election, nomination, placements }));
    this.keepFresh(election, name);
    return (await sdk.waitForNomination(this.chain.client, { hash })).candidacy;
  }

  /** So many per cent of what somebody holds for good, and of the lease. */
  async shareOf(name: Person, percent: bigint): Promise<{ permanent: bigint; leased: bigint }> {
    const at = { community: this.community, account: this.addressOf(name) };
    const { units } = await sdk.getAccount(this.chain.client, at);
    const lease = await sdk.getLease(this.chain.client, at);
    const cycle = await this.cycle();
    const leased = lease.until > cycle ? lease.units : 0n;
    return { permanent: (units * percent) / 100n, leased: (leased * percent) / 100n };
  }

  /** Lets a placement in an election follow its voter's renewed lease. */
  keepFresh(election: bigint, name: Person): void {
    this.#keep(this.at.elections, "refresh", [election, this.addressOf(name)]);
  }

  /** As {@link keepFresh}, of an item. */
  keepItemFresh(item: bigint, name: Person): void {
    this.#keep(this.at.priorities, "refresh", [item, this.addressOf(name)]);
  }

  /** Lets what a contributor holds follow what it should hold. */
  keepContributor(name: Person): void {
    const account = [this.addressOf(name)];
    const { contributors } = this.at;
    const probe = encodeFunctionData({ abi: contributors.abi, functionName: "contributorOf", args: account });
    this.#keep(contributors, "settle", account, probe);
  }

  #keep({ address, abi }: Contract, functionName: string, args: readonly unknown[], probe: Hex = "0x"): void {
    const call = encodeFunctionData({ abi, functionName, args });
    if (this.#jobs.some((job) => job.target === address && job.call === call)) return;
    this.#jobs.push({ target: address, call, probe });
  }

  /** Lets weeks pass; in each of them the keeper looks what is due, and does it. */
  async pass(weeks: number): Promise<void> {
    const { chain, community } = this;
    for (let week = 0; week < weeks; week++) {
      const timestamp = await sdk.getCycleStart(chain.client, { community, cycle: (await this.cycle()) + 1 });
      await chain.clock.setNextBlockTimestamp({ timestamp });
      await chain.clock.mine({ blocks: 1 });
      await this.#keepUp();
    }
  }

  async #keepUp(): Promise<void> {
    const { chain, at } = this;
    const jobs = encodeAbiParameters(JOBS, [this.#jobs]);
    const { result } = await chain.client.simulateContract({ ...at.upkeep, functionName: "checkUpkeep", args: [jobs] });
    const [isNeeded, due] = result as readonly [boolean, Hex];
    if (!isNeeded) return;
    const keeper = chain.actor(KEEPER_ACCOUNT);
    await this.#mined(await writeContract(keeper, { ...at.upkeep, functionName: "performUpkeep", args: [due] }));
  }

  cycle(): Promise<number> {
    return sdk.getCycle(this.chain.client, { community: this.community });
  }

  /** Weight of everybody who has any, and its share of all. */
  async weights(): Promise<{ name: Person; given: number; worked: number; share: number }[]> {
    const { community, chain } = this;
    const all = Number(await sdk.getElectorate(chain.client, { community }));
    const rows = PEOPLE.map(async (name) => {
      const { permanent, leased } = await this.shareOf(name, 100n);
      const [worked, given] = [Number(permanent), Number(leased)];
      return { name, given: given / 1e9, worked: worked / 1e9, share: all === 0 ? 0 : (worked + given) / all };
    });
    return (await Promise.all(rows)).filter(({ share }) => share > 0);
  }

  /** In whole euros. */
  async money(): Promise<number> {
    const balance = await this.read<bigint>(this.at.token, "balanceOf", [this.community.treasury]);
    return Number(balance / 10n ** 16n) / 100;
  }

  async #mined(hash: Hash): Promise<Hash> {
    await waitForTransactionReceipt(this.chain.client, { hash });
    this.transactions += 1;
    return hash;
  }
}

const JOBS = parseAbiParameters(["Job[] jobs", "struct Job { address target; bytes call; bytes probe; }"]);

/** Patrons give a token that is worth a euro; who works weighs 5 at most while there are none, and all who do half of all weight. */
function sourcesFor(token: Address): Hex[] {
  const till = {
    assets: [{ token, feed: zeroAddress, heartbeat: 0 }],
    sequencer: zeroAddress,
    sequencerGracePeriod: 0,
  };
  return [
    encodeAbiParameters(PATRONS, [{ till, mostReported: 0n }]),
    encodeAbiParameters(CONTRIBUTORS, [5n * VALUE, 10n ** 18n / 2n]),
  ];
}
