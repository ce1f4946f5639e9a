import { expect } from "chai";
import { type Address, zeroAddress } from "viem";
import { type Governed, OFFICE_CLAUSE, createGoverned } from "../../../../test/helpers/governed.ts";
import { failure, perform, refused, watchedActions } from "../../../../test/helpers/world.ts";
import { expectWhole } from "../../../../test/helpers/histories.ts";
import { upkeepAbi } from "../../abi/upkeep.ts";
import { getUpkeepHistory } from "../../keeper/index.ts";
import { InvalidParameterError } from "../../errors/index.ts";

const ROOT = 0n;
const OFFICE = 1n;

describe("sdk actions: keeper", () => {
  const { actions, unused } = watchedActions();
  let governed: Governed;
  let upkeep: Address;

  before(async () => {
    governed = await createGoverned();
    upkeep = governed.deployment.contracts.Upkeep.address;
  });

  it("finds out what is due, and does it once", async () => {
    const { client, community, voter, addressOf, winDocument, skipCycles } = governed;
    const clauses = actions.encodeClauses([OFFICE_CLAUSE]);
    await winDocument(0, [OFFICE_CLAUSE], 500n);
    const advancing = actions.advanceJob({ community, election: ROOT });
    const enacting = actions.prepareEnactDocument({ community, election: ROOT, clauses });
    const jobs = [
      actions.syncJob({ community, holder: addressOf(0) }),
      actions.prepareRecall({ community, election: ROOT, voter: addressOf(0) }),
      advancing,
      enacting,
    ];
    await actions.advance(voter(1), { community, election: ROOT });
    expect(await actions.checkUpkeep(client, { upkeep, jobs })).to.deep.equal([]);
    await skipCycles(4);
    const due = await actions.checkUpkeep(client, { upkeep, jobs });
    expect(due).to.deep.equal([advancing, enacting]);
    const performing = {
      write: actions.performUpkeep,
      simulate: actions.simulatePerformUpkeep,
      prepare: actions.preparePerformUpkeep,
    };
    await perform(governed, voter(2), performing, { upkeep, jobs: due });
    expect(await actions.isInForce(client, { community, election: OFFICE })).to.equal(true);
    const error = await refused(actions.performUpkeep(voter(2), { upkeep, jobs: due }), "UpkeepNothingDone");
    expect(error.shortMessage).to.contain("None of the 2 jobs");
  });

  it("settles contributors only when something changes", async () => {
    const { client, deployment, found, treasury, voter, addressOf } = governed;
    const implementation = deployment.contracts.ContributorSource.address;
    const configuration = actions.encodeContributorConfiguration({ baseWeight: 1000n, share: 10n ** 17n });
    const { sources } = await found({ halfLife: 0, name: "listed", sources: [{ implementation, configuration }] });
    const at = { source: sources[0] ?? zeroAddress, contributor: addressOf(0) };
    await actions.listContributor(treasury, { ...at, hand: 1000n });
    const jobs = [actions.settleContributorJob(at)];
    expect(await actions.checkUpkeep(client, { upkeep, jobs })).to.deep.equal([]);
    // A second one on the list leaves less for the first.
    await actions.listContributor(treasury, { source: at.source, contributor: addressOf(1), hand: 3000n });
    expect(await actions.checkUpkeep(client, { upkeep, jobs })).to.deep.equal(jobs);
    await actions.performUpkeep(voter(2), { upkeep, jobs });
    expect(await actions.checkUpkeep(client, { upkeep, jobs })).to.deep.equal([]);
  });

  it("pays for nothing", async () => {
    const { client } = governed;
    const jobs = [{ to: upkeep, data: "0x", value: 1n }] as const;
    const error = await failure(actions.checkUpkeep(client, { upkeep, jobs }));
    expect(error).to.be.instanceOf(InvalidParameterError);
  });

  it("is told by its history", async () => {
    const { client } = governed;
    const events = await getUpkeepHistory(client, { upkeep, fromBlock: 0n });
    await expectWhole(governed, [upkeep], [upkeepAbi], events);
    const { elections, constitution } = governed.community;
    expect(events.slice(0, 2).map(({ args }) => args.target)).to.deep.equal([elections, constitution]);
  });

  it("is all tried", async () => {
    expect(await unused("keeper")).to.deep.equal([]);
  });
});
