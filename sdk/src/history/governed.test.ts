import { expect } from "chai";
import { keccak256, zeroAddress } from "viem";
import { type Governed, OFFICE_CLAUSE, ROOT, createGoverned } from "../../../test/helpers/governed.ts";
import { DAY, WAD } from "../../../test/helpers/world.ts";
import * as actions from "../actions/index.ts";
import type { Community } from "../actions/index.ts";
import {
  type Clause,
  act,
  brakeAction,
  encodeClauses,
  enactDocument,
  getClausesHash,
  getLaw,
  lapseDocument,
} from "../constitution/index.ts";
import { arriveByFork, executeFork, followFork, joinFork, proposeFork, waitForChild } from "../forks/index.ts";
import { type HistoryEvent, getHistory, rebuild, tally } from "./index.ts";

const FOUNDING: Clause[] = [
  { ...OFFICE_CLAUSE, seats: 2 },
  { kind: "power", office: 0 },
];
const NEXT: Clause[] = [{ ...OFFICE_CLAUSE, carried: 1n, stabilizationFill: WAD / 20n }];

describe("sdk history: documents, offices and forks", () => {
  let governed: Governed;
  let child: Community;

  before(async () => {
    const document = { content: keccak256("0x01"), uri: "ipfs://founding", clauses: encodeClauses(FOUNDING) };
    governed = await createGoverned({ document });
    await live();
    child = await leave();
  });

  /** Enacts the founding document, carries an office over, brakes, and lets a document lapse. */
  const live = async (): Promise<void> => {
    const { community, deployer, voter, addressOf, enact, skipCycles, winDocument, winOffice } = governed;
    await enactDocument(deployer, { community, election: ROOT, clauses: encodeClauses(FOUNDING) });
    await winOffice(0, 1n, 300n);
    await winOffice(1, 1n, 200n);
    const brake = brakeAction({ community, office: 1n, period: DAY, deadline: 2n ** 40n });
    await act(voter(1), { community, action: brake });
    await enact(0, NEXT, 500n);
    await winDocument(2, [{ kind: "call", target: addressOf(5), value: 1000n * WAD }], 900n);
    await skipCycles(13);
    await lapseDocument(deployer, { community, election: ROOT });
    await actions.advance(deployer, { community, election: 1n });
    await actions.advance(deployer, { community, election: ROOT });
  };

  /** One member founds a child, another one follows. */
  const leave = async (): Promise<Community> => {
    const { client, community, deployer, voter, addressOf, deployment, fund, skipCycles } = governed;
    await fund(community.treasury, WAD);
    const choices = { name: "child", symbol: "CHD", referenceCurrency: "ETH", purchases: { assets: [{}] } } as const;
    const { factory } = deployment;
    const parameters = await actions.getPresetParameters(client, { factory, preset: "blockchainProject", choices });
    await proposeFork(deployer, { community, parameters });
    for (const election of [ROOT, 1n]) {
      for (const i of [0, 1]) {
        const ballot = await actions.getBallot(client, { community, election, voter: addressOf(i) });
        if (ballot.placements.length > 0) await actions.withdrawBallot(voter(i), { community, election });
      }
    }
    await joinFork(voter(0), { community, fork: 0n });
    await skipCycles(3);
    const hash = await executeFork(deployer, { community, fork: 0n, parameters, assets: [zeroAddress] });
    await arriveByFork(deployer, { community, fork: 0n, member: addressOf(0) });
    await followFork(voter(1), { community, fork: 0n });
    for (const election of [ROOT, 1n]) await actions.advance(deployer, { community, election });
    return actions.getCommunity(client, { kernel: (await waitForChild(client, { hash })).child });
  };

  const historyOf = (community: Community): Promise<HistoryEvent[]> =>
    getHistory(governed.client, { community, fromBlock: governed.deployment.startBlock });

  it("tells all that happened", async () => {
    const names = new Set((await historyOf(governed.community)).map(({ eventName }) => eventName));
    const documents = ["DocumentPresented", "DocumentEnacted", "DocumentLapsed", "ElectionAmended", "SeatLost"];
    const offices = ["PowerGranted", "ActionTaken", "OfficeBraked", "TreasuryBraked", "TreasuryPaid"];
    const forks = ["ForkProposed", "ForkJoined", "ForkAdvanced", "ForkExecuted", "ForkAssetTaken", "ForkArrived"];
    expect([...names]).to.include.members([...documents, ...offices, ...forks, "Departed"]);
    expect((await historyOf(child)).map(({ eventName }) => eventName)).to.include("Arrived");
  });

  it("adds up to the documents in force and their clauses", async () => {
    const { client, community } = governed;
    const { documents } = rebuild(await historyOf(community), { scaling: "linear", gated: false });
    const root = documents.get(ROOT);
    const { inForce } = await getLaw(client, { community, election: ROOT });
    expect(root).to.deep.include({ inForce, created: [1n] });
    expect(root?.clauses.get(1)).to.equal(encodeClauses(FOUNDING));
    for (const [candidacy, clauses] of root?.clauses ?? []) {
      const hash = await getClausesHash(client, { community, election: ROOT, candidacy });
      expect(keccak256(clauses)).to.equal(hash);
    }
  });

  it("adds up to what parent and child hold", async () => {
    const { client, community } = governed;
    for (const one of [community, child]) {
      const { accounts, electorate } = rebuild(await historyOf(one), { scaling: "linear", gated: false });
      const cycle = await actions.getCycle(client, { community: one });
      expect(electorate(cycle)).to.equal(await actions.getElectorate(client, { community: one }));
      expect(accounts.size).to.equal(one === child ? 2 : 3);
      for (const [account, { units, contributed }] of accounts) {
        const held = await actions.getAccount(client, { community: one, account });
        expect({ units, contributed }).to.deep.equal({ units: held.units, contributed: held.contributed });
      }
    }
  });

  it("adds up to every election and its seats", async () => {
    const { client, community } = governed;
    const { elections } = rebuild(await historyOf(community), { scaling: "linear", gated: false });
    const cycle = await actions.getCycle(client, { community });
    expect(elections.get(1n)?.former).to.include({ stabilizationFill: WAD / 10n });
    for (const [election, found] of elections) {
      const { parameters, retired } = await actions.getElection(client, { community, election });
      expect({ parameters: found.parameters, retired: found.retired }).to.deep.equal({ parameters, retired });
      const votes = tally(found, cycle, "linear");
      const told = [...found.candidacies.values()]
        .filter(({ stage }) => stage !== "ended")
        .map(({ candidacy, stage, seatedIn }) => ({ candidacy, stage, seatedIn, votes: votes.get(candidacy) }));
      const field = await actions.getStanding(client, { community, election });
      const standing = field.map(({ candidacy, stage, seatedIn, votes }) => ({ candidacy, stage, seatedIn, votes }));
      expect(told).to.deep.equal(standing);
    }
  });
});
