import { expect } from "chai";
import { keccak256 } from "viem";
import { type Governed, OFFICE_CLAUSE, ROOT, createGoverned } from "../../../../test/helpers/governed.ts";
import { DAY, WAD, failure, perform, refused, watchedActions } from "../../../../test/helpers/world.ts";
import type { Clause } from "../../constitution/index.ts";
import { ContractNotFoundError } from "../../errors/index.ts";

const { actions, unused } = watchedActions();
const LOWER = { ...OFFICE_CLAUSE, title: "Rules of order", elects: "document", scope: ["election"] } as const;

describe("sdk actions: constitution", () => {
  let governed: Governed;

  before(async () => {
    governed = await createGoverned();
  });

  it("tells what clauses would do before anybody votes on them", async () => {
    const { client, community, deployer, addressOf, fund } = governed;
    const target = addressOf(5);
    const clauses = actions.encodeClauses([OFFICE_CLAUSE, { kind: "call", target, value: WAD }]);
    const at = { community, election: ROOT, clauses };
    await actions.checkClauses(client, at);
    const [first, second] = await actions.readClauses(client, { community, clauses });
    expect([first?.kind, second?.kind]).to.deep.equal(["election", "call"]);

    const poor = await refused(actions.rehearseDocument(client, at), "TreasuryCallFailed");
    expect(poor.args[0]).to.equal(target);
    await fund(community.treasury, WAD);
    expect(await actions.rehearseDocument(client, at)).to.deep.equal([1n, 0n]);
    expect(await actions.getElectionCount(client, { community })).to.equal(1n);

    const reaching = actions.encodeClauses([
      { kind: "call", target: community.kernel, data: "0x12345678", codehash: await codehashOf(community.kernel) },
    ]);
    await refused(actions.checkClauses(client, { ...at, clauses: reaching }), "RequiresFork");
    const nowhere = failure(actions.getCodehash(client, { target: addressOf(5) }));
    expect(await nowhere).to.be.instanceOf(ContractNotFoundError);
    await refused(actions.checkClauses(client, { ...at, clauses: "0x12" }), "DocumentUnreadable");
    await refused(actions.lapseDocument(deployer, { community, election: ROOT }), "DocumentNotSeated");
  });

  const codehashOf = (target: `0x${string}`) => actions.getCodehash(governed.client, { target });

  it("has a document take effect after its delay", async () => {
    const { client, community, deployer, skipCycles, voter } = governed;
    const clauses = actions.encodeClauses([OFFICE_CLAUSE, LOWER]);
    const nomination = { content: keccak256("0x01"), uri: "ipfs://first", clauses };
    const opening = { community, election: ROOT, nomination, placements: [{ permanent: 600n }] };
    const by = await actions.signNominate(voter(0), { ...opening, deadline: 2n ** 40n });
    await actions.nominateBySig(deployer, { ...opening, voter: by });
    const at = { community, election: ROOT };
    const document = { ...at, candidacy: 1 };
    expect(await actions.getClausesHash(client, document)).to.equal(keccak256(clauses));
    const fromBlock = governed.deployment.startBlock;
    expect(await actions.getClauses(client, { ...document, fromBlock })).to.equal(clauses);
    expect(await actions.getClauses(client, { ...at, candidacy: 2, fromBlock })).to.equal(undefined);
    expect(await actions.getQueued(client, at)).to.equal(undefined);
    await skipCycles(3);
    const queued = await actions.getQueued(client, at);
    expect(queued?.candidacy).to.equal(1);
    expect(Number((queued?.lapsableAt ?? 0n) - (queued?.dueAt ?? 0n))).to.equal(9 * DAY);
    await refused(actions.enactDocument(deployer, { ...at, clauses }), "DocumentNotDue");
    await skipCycles(4);
    await refused(actions.enactDocument(deployer, { ...at, clauses: "0x" }), "DocumentMismatch");
    const enact = {
      write: actions.enactDocument,
      simulate: actions.simulateEnactDocument,
      prepare: actions.prepareEnactDocument,
    };
    await perform(governed, deployer, enact, { ...at, clauses });

    expect(await actions.getQueued(client, at)).to.equal(undefined);
    expect(await actions.getElectionsOf(client, at)).to.deep.equal([1n, 2n]);
    expect(await actions.getLaw(client, at)).to.deep.equal({
      inForce: 1,
      depth: 1,
      scope: ["election", "power", "budget", "parameter", "module", "call"],
    });
    expect(await actions.getLaw(client, { community, election: 2n })).to.deep.equal({
      inForce: 0,
      depth: 2,
      scope: ["election"],
    });
    expect(await actions.isInForce(client, { community, election: 1n })).to.equal(true);
    await refused(actions.enactDocument(deployer, { ...at, clauses }), "DocumentAlreadyInForce");
  });

  it("ends what a replaced document made, and what that had made in turn", async () => {
    const { client, community, deployer, enact, skipCycles, winDocument, voter } = governed;
    const scopes = winDocument(0, [{ kind: "module", module: community.weights, installed: true }], 1n, 2n);
    expect((await refused(scopes, "ClauseIllTyped")).args).to.deep.equal([0n, "scope"]);
    await enact(0, [OFFICE_CLAUSE], 300n, 2n);
    expect(await actions.getElectionsOf(client, { community, election: 2n })).to.deep.equal([3n]);
    const orphan = { community, election: 3n };
    await refused(actions.retireOrphan(deployer, orphan), "ElectionStillInForce");

    const second: Clause[] = [{ ...OFFICE_CLAUSE, carried: 1n, seats: 2 }];
    const candidacy = await winDocument(1, second, 900n);
    await skipCycles(4);
    const clauses = actions.encodeClauses(second);
    const hash = await actions.enactDocument(voter(5), { community, election: ROOT, clauses });
    expect(await actions.waitForEnactment(client, { hash })).to.deep.equal({
      election: ROOT,
      candidacy,
      former: 1,
      created: [1n],
    });
    expect((await actions.getElection(client, { community, election: 1n })).parameters.seats).to.equal(2);
    expect((await actions.getElection(client, { community, election: 2n })).retired).to.equal(true);
    expect(await actions.isInForce(client, orphan)).to.equal(false);
    const retire = {
      write: actions.retireOrphan,
      simulate: actions.simulateRetireOrphan,
      prepare: actions.prepareRetireOrphan,
    };
    await perform(governed, deployer, retire, orphan);
    expect((await actions.getElection(client, orphan)).retired).to.equal(true);
  });

  it("takes the seat of a document that nobody enacts", async () => {
    const { client, community, deployer, addressOf, skipCycles, winDocument } = governed;
    const at = { community, election: ROOT };
    const dear: Clause[] = [{ kind: "call", target: addressOf(5), value: 1000n * WAD }];
    await winDocument(2, dear, 1000n);
    await skipCycles(3);
    await refused(actions.lapseDocument(deployer, at), "DocumentNotLapsable");
    await skipCycles(12);
    await refused(
      actions.enactDocument(deployer, { ...at, clauses: actions.encodeClauses(dear) }),
      "TreasuryCallFailed",
    );
    const lapse = {
      write: actions.lapseDocument,
      simulate: actions.simulateLapseDocument,
      prepare: actions.prepareLapseDocument,
    };
    await perform(governed, deployer, lapse, at);
    expect(await actions.getQueued(client, at)).to.equal(undefined);
    expect((await actions.getLaw(client, at)).inForce).to.equal(2);
  });

  it("has no action that is not tested", async () => {
    expect(await unused("constitution")).to.deep.equal([]);
  });
});
