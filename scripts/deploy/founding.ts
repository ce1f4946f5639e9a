import { type Address, type Hex, keccak256, stringToHex, toFunctionSelector, zeroHash } from "viem";
import { waitForTransactionReceipt } from "viem/actions";
import { revenueSharesSet } from "../../sdk/src/abi/revenueShares.ts";
import { type Clause, encodeClauses, enactDocument, getCodehash, getLaw } from "../../sdk/src/constitution/index.ts";
import type * as sdk from "../../sdk/src/actions/index.ts";
import { getServedKernel, serveCommunity } from "../../sdk/src/identity/index.ts";
import { prepareSetInboxFeed } from "../../sdk/src/oracle/index.ts";
import {
  encodeContributorConfiguration,
  encodeMembershipConfiguration,
  encodePatronConfiguration,
  encodeReceiptConfiguration,
  prepareSetSourceFeed,
} from "../../sdk/src/sources/index.ts";
import type { DeployClient } from "../lib/deploy.ts";
import type { CommunityConfig } from "./communityConfig.ts";

const ROOT = 0n;

/** The contracts that a community has besides its kernel's. */
export const OWN = {
  IdentityRegistry: "contracts/members/IdentityRegistry.sol",
  ReportInbox: "contracts/oracle/ReportInbox.sol",
  RelayedBallots: "contracts/oracle/RelayedBallots.sol",
  Outcomes: "contracts/oracle/Outcomes.sol",
  RevenueShares: "contracts/revenue/RevenueShares.sol",
  Commitments: "contracts/commitments/Commitments.sol",
  Priorities: "contracts/priorities/Priorities.sol",
  Releases: "contracts/members/Releases.sol",
  FundingPool: "contracts/funding/FundingPool.sol",
} as const;
export type OwnName = keyof typeof OWN;

/** Brings one of a community's own contracts onto the chain, or finds it there. */
export type PutOwn = (name: OwnName, args: readonly unknown[], number?: number) => Promise<Address>;

/** Where a community is, or will be. */
export type Seat = Pick<sdk.PredictCommunityReturnType, "kernel" | "sources" | "treasury">;

interface Prepared {
  identities?: Address;
  inbox?: Address;
  ballots?: Address;
  shares?: Address;
  outcomes?: Address;
}

export const sourcesOf = ({ preset }: CommunityConfig): number => (preset === "blockchainProject" ? 1 : 2);

/** A community's feeds are called after it; operators name them so in their own configuration. */
const feedName = ({ name }: CommunityConfig, feed: string): string => `${name}-${feed}`;
const feedId = (config: CommunityConfig, feed: string): Hex => keccak256(stringToHex(feedName(config, feed)));

/** What obeys the kernel, or hears of it, and is named by the founding document: it can be there first. */
export async function prepare(config: CommunityConfig, at: Seat, put: PutOwn): Promise<Prepared> {
  const { identities, operators, modules } = config;
  const prepared: Prepared = {};
  if (identities !== undefined) {
    const { undoPeriod, provider, quality } = identities;
    const args = [undoPeriod, keccak256(stringToHex(provider)), quality];
    prepared.identities = await put("IdentityRegistry", args);
  }
  if (operators !== undefined) {
    const signers = operators.signers.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    prepared.inbox = await put("ReportInbox", [at.kernel, signers, operators.quorum]);
  }
  if (modules.relayedBallots) prepared.ballots = await put("RelayedBallots", [at.kernel, prepared.identities]);
  if (modules.revenueShares) prepared.shares = await put("RevenueShares", [at.treasury]);
  if (modules.outcomes !== undefined) {
    const mandate = {
      inbox: prepared.inbox,
      feed: feedId(config, "outcomes"),
      policy: keccak256(stringToHex(modules.outcomes.policy)),
      target: prepared.shares,
      selector: toFunctionSelector(revenueSharesSet),
      // Of the community's own key alone.
      constrained: true,
      argument: zeroHash,
    };
    prepared.outcomes = await put("Outcomes", [at.kernel, mandate]);
  }
  return prepared;
}

/** The contracts that feeds go to, and of which not every report counts. */
function feedsOf(config: CommunityConfig, { sources: [first, second] }: Seat, prepared: Prepared) {
  const { preset } = config;
  const bySource: Readonly<Record<string, Address | undefined>> =
    preset === "blockchainProject"
      ? {}
      : preset === "openSourceCooperative"
        ? { donations: first, metrics: second }
        : { members: first, receipts: second };
  const all = { people: prepared.identities, ...bySource, ballots: prepared.ballots, outcomes: prepared.outcomes };
  return Object.entries(all).flatMap(([feed, consumer]) => (consumer === undefined ? [] : [{ feed, consumer }]));
}

/** What the community starts with: its offices, its modules, and who hears of which feed. */
export async function foundingClauses(
  client: DeployClient,
  config: CommunityConfig,
  at: Seat,
  prepared: Prepared,
): Promise<Hex> {
  const { inbox } = prepared;
  if (inbox === undefined) return "0x";
  const clauses: Clause[] = config.offices.map((office, i) => {
    return { kind: "election", elects: "office", title: `office ${i + 1}`, ...office } as const;
  });
  const { ballots, outcomes, shares } = prepared;
  if (ballots !== undefined) clauses.push({ kind: "module", module: ballots, installed: true });
  const { outcomes: mandate } = config.modules;
  if (outcomes !== undefined && mandate !== undefined) {
    clauses.push({ kind: "module", module: outcomes, installed: true });
    const selector = toFunctionSelector(revenueSharesSet);
    const office = clauses.length - 1;
    clauses.push({ kind: "power", office, target: shares, selector, delay: mandate.delay });
  }
  const hash = await getCodehash(client, { target: inbox });
  for (const { feed, consumer } of feedsOf(config, at, prepared)) {
    const id = feedId(config, feed);
    const kind = feed === "metrics" ? "state" : "event";
    const { data } = prepareSetInboxFeed({ inbox, feed: id, consumer, kind });
    clauses.push({ kind: "call", target: inbox, data, codehash: hash });
    // What decides by feeds of its own was told by which as it was made.
    if (feed === "outcomes") continue;
    const naming = prepareSetSourceFeed({ source: consumer, inbox, feed: id });
    // Sources come with the kernel, which fixed their code.
    const codehash = at.sources.includes(consumer) ? zeroHash : await getCodehash(client, { target: consumer });
    clauses.push({ kind: "call", target: consumer, data: naming.data, codehash });
  }
  return encodeClauses(clauses);
}

/** What the preset leaves open. */
export function choicesOf(config: CommunityConfig, prepared: Prepared, clauses: Hex): sdk.FoundersChoices {
  const { name, symbol, daoURI, referenceCurrency, treasury, document } = config;
  const gate = prepared.identities ?? config.gate;
  const choices = { name, symbol, daoURI, referenceCurrency, treasury, gate, ...configurationsOf(config) };
  if (clauses === "0x") {
    return { ...choices, offices: config.offices.map((office) => ({ kind: "office", ...office }) as const) };
  }
  // Offices that are not of the document would end with its enactment.
  const { content, uri } = document ?? { content: keccak256(clauses), uri: "" };
  return { ...choices, document: { content, uri, clauses } };
}

function configurationsOf(config: CommunityConfig) {
  if (config.preset === "blockchainProject") return { purchases: config.purchases };
  if (config.preset === "openSourceCooperative") {
    const { mostReported, ...till } = config.patrons;
    const patrons = encodePatronConfiguration({ till, mostReported });
    return { sources: [patrons, encodeContributorConfiguration(config.contributors)] };
  }
  const membership = encodeMembershipConfiguration(config.membership);
  return { sources: [membership, encodeReceiptConfiguration(config.receipts)] };
}

/** Has the registry serve the community, and the founding document take effect; once. */
export async function start(
  client: DeployClient,
  community: sdk.GetCommunityReturnType,
  { identities }: Prepared,
  clauses: Hex,
): Promise<void> {
  const mined = async (hash: Hex): Promise<void> => void (await waitForTransactionReceipt(client, { hash }));
  if (identities !== undefined && (await getServedKernel(client, { identities })) === undefined) {
    await mined(await serveCommunity(client, { identities, kernel: community.kernel }));
  }
  const { inForce } = await getLaw(client, { community, election: ROOT });
  if (clauses === "0x" || inForce !== 0) return;
  await mined(await enactDocument(client, { community, election: ROOT, clauses }));
}

/** What reads the kernel's clock as it is made, and so comes after it. A later document installs what places weight. */
export async function addModules(
  { modules }: CommunityConfig,
  kernel: Address,
  put: PutOwn,
): Promise<{ addresses: Readonly<Record<string, Address | Address[]>>; clauses: Hex }> {
  const addresses: Record<string, Address | Address[]> = {};
  const placing: Address[] = [];
  if (modules.commitments) placing.push((addresses["commitments"] = await put("Commitments", [kernel])));
  if (modules.priorities) placing.push((addresses["priorities"] = await put("Priorities", [kernel])));
  if (modules.releases) addresses["releases"] = await put("Releases", [kernel]);
  const pools: Address[] = [];
  for (const [i, { token, rule }] of modules.fundingPools.entries()) {
    const args = [kernel, token, rule === "priority" ? 0 : 1, addresses["commitments"]];
    pools.push(await put("FundingPool", args, i + 1));
  }
  if (pools.length > 0) addresses["fundingPools"] = pools;
  const clauses = [...placing, ...pools].map((module) => ({ kind: "module", module, installed: true }) as const);
  return { addresses, clauses: encodeClauses(clauses) };
}
