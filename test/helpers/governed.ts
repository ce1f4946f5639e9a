import { type Address, getAddress, keccak256, toHex, zeroAddress } from "viem";
import * as actions from "../../sdk/src/actions/index.ts";
import type { Community, KernelParametersInput } from "../../sdk/src/actions/index.ts";
import {
  type Clause,
  type ElectionClause,
  enactDocument,
  encodeClauses,
  waitForEnactment,
} from "../../sdk/src/constitution/index.ts";
import { DAY, WAD, createWorld } from "./world.ts";

export const ROOT = 0n;

/** An office for one, for which a tenth of an electorate-cycle is enough. */
export const OFFICE_CLAUSE = {
  kind: "election",
  title: "Maintainer",
  elects: "office",
  method: "resource",
  seats: 1,
  nominationFill: 0n,
  stabilizationFill: WAD / 10n,
} as const satisfies ElectionClause;

export type Governed = Awaited<ReturnType<typeof createGoverned>>;

/** A community with its own treasury and three voters of 1,000 units each, in which things are decided quickly. */
export async function createGoverned(parameters: Partial<KernelParametersInput> = {}) {
  const world = await createWorld();
  const { client, deployer, networkHelpers, voter } = world;
  const { address: implementation } = await world.put("contracts/test/GrantSource.sol", "GrantSource");
  const terms = {
    treasury: zeroAddress,
    halfLife: 0,
    enactmentDelay: 3 * DAY,
    rootStabilizationFill: WAD / 10n,
    sources: [{ implementation, configuration: "0x" }] as const,
  };
  const community: Community = await world.found({ ...terms, ...parameters });
  const grants = await world.become(community.sources[0] as Address);
  const addressOf = (i: number): Address => getAddress(voter(i).account.address);
  const credit = (i: number, value: bigint) =>
    actions.credit(deployer, { community, holder: addressOf(i), value, account: grants });
  for (let i = 0; i < 3; ++i) await credit(i, 1000n);

  const skipCycles = async (cycles: number): Promise<void> => {
    const cycle = (await actions.getCycle(client, { community })) + cycles;
    await networkHelpers.time.increaseTo(await actions.getCycleStart(client, { community, cycle }));
  };
  const nominate = async (i: number, election: bigint, nomination: object, units: bigint): Promise<number> => {
    const placements = [{ permanent: units }];
    const hash = await actions.nominate(voter(i), { community, election, nomination, placements });
    return (await actions.waitForNomination(client, { hash })).candidacy;
  };
  /** Nominates a document, and lets it take the seat. */
  const winDocument = async (
    i: number,
    clauses: readonly Clause[],
    units: bigint,
    election = ROOT,
  ): Promise<number> => {
    const nomination = {
      content: keccak256(toHex(JSON.stringify(clauses.map(({ kind }) => kind)))),
      uri: "ipfs://document",
      clauses: encodeClauses(clauses),
    };
    const candidacy = await nominate(i, election, nomination, units);
    await skipCycles(3);
    return candidacy;
  };
  /** Nominates a document, lets it take the seat, and has it take effect. */
  const enact = async (
    i: number,
    clauses: readonly Clause[],
    units: bigint,
    election = ROOT,
  ): Promise<readonly bigint[]> => {
    await winDocument(i, clauses, units, election);
    await skipCycles(4);
    const parameters = { community, election, clauses: encodeClauses(clauses) };
    const hash = await enactDocument(deployer, parameters);
    return (await waitForEnactment(client, { hash })).created;
  };
  /** Elects the voter himself. */
  const winOffice = async (i: number, office: bigint, units: bigint): Promise<void> => {
    await nominate(i, office, { nominee: addressOf(i) }, units);
    await skipCycles(3);
  };
  const fund = (to: Address, value: bigint) =>
    deployer.sendTransaction({ to, value, chain: deployer.chain, account: deployer.account });
  return { ...world, community, grants, addressOf, credit, skipCycles, nominate, winDocument, enact, winOffice, fund };
}
