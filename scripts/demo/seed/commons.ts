import {
  type Address,
  type Hash,
  type Hex,
  encodeAbiParameters,
  encodeFunctionData,
  keccak256,
  parseAbiParameters,
  stringToHex,
  toFunctionSelector,
  zeroHash,
} from "viem";
import { getContractEvents, readContract, waitForTransactionReceipt, writeContract } from "viem/actions";
import { feedId } from "../../../oracle/src/reports/feeds.ts";
import * as sdk from "../../../sdk/src/actions/index.ts";
import { encodeClauses, enactDocument, getCodehash } from "../../../sdk/src/constitution/index.ts";
import { type Artifact, readArtifact } from "../../lib/artifacts.ts";
import { deployArtifact, type Deployment } from "../../lib/deploy.ts";
import type { DemoChain } from "../chain.ts";

const DAY = 86_400;
const ROOT = 0n;
const EVENT = 1;
const QUORUM_DOOR = 0;
export const POLICY = "pointer";
export const SITE = "$commons.example";
export const FEEDS = { outcomes: "commons-outcomes", receipts: "commons-receipts" } as const;
/** Of a root over the one before, 9 decimals. */
export const MOST_VALUE = 1_000n * 10n ** 9n;
export const EPOCH = 30 * DAY;
const DELAY = DAY;

const CONTRACTS = {
  inbox: "contracts/oracle/ReportInbox.sol",
  outcomes: "contracts/oracle/Outcomes.sol",
  shares: "contracts/revenue/RevenueShares.sol",
  receipts: "contracts/weights/sources/ReceiptSource.sol",
  offices: "contracts/constitution/Offices.sol",
} as const;
type Part = keyof typeof CONTRACTS;

/** An account of the local chain. */
export type Actor = ReturnType<DemoChain["actor"]>;

/** A community with a forum: what polls there decide, and what readers pay, is brought to the chain by operators. */
export class Commons {
  private constructor(
    readonly chain: DemoChain,
    readonly community: sdk.PredictCommunityReturnType,
    readonly addresses: Record<Part, Address>,
    private readonly artifacts: Record<Part, Artifact>,
  ) {}

  /**
   * Founds it with a document by which the operators' reports count: two of them have to agree.
   * @param operators ascending
   */
  static async found(
    chain: DemoChain,
    { factory, contracts }: Deployment,
    founder: Actor,
    operators: readonly Address[],
  ): Promise<Commons> {
    const choices = { name: "commons", symbol: "COMMON", referenceCurrency: "ETH", purchases: { assets: [{}] } };
    const preset = await sdk.getPresetParameters(chain.client, { factory, preset: "blockchainProject", choices });
    const configuration = encodeAbiParameters(parseAbiParameters("uint32, uint64"), [EPOCH, MOST_VALUE]);
    const sources = [...preset.sources, { implementation: contracts.ReceiptSource.address, configuration }];
    // What the founding document names is there before the community is.
    const at = { factory, founder: founder.account.address, name: choices.name, sources: sources.length };
    const commons = await Commons.#equip(chain, await sdk.predictCommunity(chain.client, at), founder, operators);
    const clauses = await commons.#clauses();
    const content = keccak256(stringToHex("What the forum decides of the revenue share holds."));
    const parameters = { ...preset, sources, document: { content, uri: "", clauses } };
    await commons.mined(await sdk.createCommunity(founder, { factory, parameters }));
    const community = commons.community.constitution;
    await commons.mined(await enactDocument(founder, { community, election: ROOT, clauses }));
    return commons;
  }

  static async #equip(
    chain: DemoChain,
    community: sdk.PredictCommunityReturnType,
    founder: Actor,
    operators: readonly Address[],
  ): Promise<Commons> {
    const entries = Object.entries(CONTRACTS).map(async ([part, path]) => [part, await readArtifact(path)] as const);
    const artifacts = Object.fromEntries(await Promise.all(entries)) as Record<Part, Artifact>;
    const { kernel, treasury } = community;
    const inbox = await deployArtifact(founder, artifacts.inbox, { args: [kernel, operators, 2] });
    const shares = await deployArtifact(founder, artifacts.shares, { args: [treasury] });
    const mandate = {
      inbox: inbox.address,
      feed: feedId(FEEDS.outcomes),
      policy: keccak256(stringToHex(POLICY)),
      target: shares.address,
      selector: selectorOf(artifacts.shares, "set"),
      // Of the site alone.
      constrained: true,
      argument: zeroHash,
    };
    const outcomes = await deployArtifact(founder, artifacts.outcomes, { args: [kernel, mandate] });
    const [, source] = community.sources;
    if (source === undefined) throw new Error("a community with receipts has two sources");
    const addresses = {
      inbox: inbox.address,
      outcomes: outcomes.address,
      shares: shares.address,
      receipts: source,
      offices: community.offices,
    };
    return new Commons(chain, community, addresses, artifacts);
  }

  async #clauses(): Promise<Hex> {
    const { inbox, outcomes, shares, receipts } = this.addresses;
    const call = async (part: Part, functionName: string, args: readonly unknown[]) => {
      const target = this.addresses[part];
      const data = encodeFunctionData({ abi: this.artifacts[part].abi, functionName, args });
      // A source's code is the kernel's own, and not there yet.
      const codehash = part === "receipts" ? zeroHash : await getCodehash(this.chain.client, { target });
      return { kind: "call", target, data, codehash } as const;
    };
    const selector = selectorOf(this.artifacts.shares, "set");
    return encodeClauses([
      { kind: "module", module: outcomes, installed: true },
      { kind: "power", office: 0, target: shares, selector, delay: DELAY },
      await call("inbox", "setFeed", [feedId(FEEDS.outcomes), outcomes, EVENT, QUORUM_DOOR]),
      await call("inbox", "setFeed", [feedId(FEEDS.receipts), receipts, EVENT, QUORUM_DOOR]),
      await call("receipts", "setFeed", [inbox, feedId(FEEDS.receipts)]),
      await call("shares", "set", [zeroHash, [{ weight: 1n, key: zeroHash, pointer: SITE }]]),
    ]);
  }

  /** Whom the site's revenue goes to now. */
  async pointers(): Promise<string[]> {
    const shares = await this.read<{ pointer: string }[]>("shares", "sharesOf", [zeroHash]);
    return shares.map(({ pointer }) => pointer);
  }

  /** All outcomes that reports have brought. */
  async reported(): Promise<{ pollKey: Hex; status: number; data: Hex }[]> {
    const { abi } = this.artifacts.outcomes;
    const from = { address: this.addresses.outcomes, abi, eventName: "OutcomeReported", fromBlock: 0n };
    const events = await getContractEvents(this.chain.client, from);
    return events.map((event) => (event as unknown as { args: { pollKey: Hex; status: number; data: Hex } }).args);
  }

  /** When what a poll decided can be carried out, and whether it has been. */
  direction(pollKey: Hex): Promise<{ readyAt: bigint; over: boolean }> {
    const { outcomes, shares } = this.addresses;
    const selector = selectorOf(this.artifacts.shares, "set");
    return this.read("offices", "directionOf", [outcomes, shares, selector, pollKey]);
  }

  read<T>(part: Part, functionName: string, args: readonly unknown[] = []): Promise<T> {
    const { abi } = this.artifacts[part];
    return readContract(this.chain.client, { address: this.addresses[part], abi, functionName, args }) as Promise<T>;
  }

  async write(by: Actor, part: Part, functionName: string, args: readonly unknown[]): Promise<void> {
    const { abi } = this.artifacts[part];
    await this.mined(await writeContract(by, { address: this.addresses[part], abi, functionName, args }));
  }

  weight(account: Address): Promise<bigint> {
    return sdk.getWeight(this.chain.client, { community: this.community.weights, account });
  }

  async genesisAt(): Promise<number> {
    return Number(await sdk.getGenesisAt(this.chain.client, { community: this.community.kernel }));
  }

  /** Seconds since 1970, of the latest block. */
  async time(): Promise<number> {
    return Number((await this.chain.client.getBlock()).timestamp);
  }

  async moveTo(seconds: number): Promise<void> {
    await this.chain.clock.setNextBlockTimestamp({ timestamp: BigInt(seconds) });
    await this.chain.clock.mine({ blocks: 1 });
  }

  async mined(hash: Hash): Promise<void> {
    const { status } = await waitForTransactionReceipt(this.chain.client, { hash });
    if (status !== "success") throw new Error(`transaction ${hash} was reverted`);
  }
}

function selectorOf({ abi }: Artifact, name: string): Hex {
  const found = abi.find((item) => item.type === "function" && item.name === name);
  if (found?.type !== "function") throw new Error(`there is no function ${name}`);
  return toFunctionSelector(found);
}
