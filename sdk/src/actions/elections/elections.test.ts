import { expect } from "chai";
import { type Address, type Hash, getAddress, keccak256, toHex } from "viem";
import {
  OFFICE,
  type World,
  createWorld,
  failure,
  perform,
  refused,
  watchedActions,
} from "../../../../test/helpers/world.ts";
import { InvalidParameterError } from "../../errors/index.ts";
import { castBallotTypes, electionsDomain } from "../../typedData/index.ts";
import type { Authorization, Community, WriteClient } from "../index.ts";

const { actions, unused } = watchedActions();
const ROOT = 0n;
const SEAT = 1n;
const SCORED = 2n;
const DEADLINE = 2n ** 40n;

describe("sdk actions: elections", () => {
  let world: World;
  let community: Community;
  let grants: Address;
  let leases: Address;

  before(async () => {
    world = await createWorld();
    const { put, found, become, voter, deployer } = world;
    const gate = await put("contracts/test/OpenGate.sol", "OpenGate");
    const implementations = [
      await put("contracts/test/GrantSource.sol", "GrantSource"),
      await put("contracts/test/LeaseSource.sol", "LeaseSource"),
    ];
    const sources = implementations.map(({ address }) => ({ implementation: address, configuration: "0x" }) as const);
    const offices = [OFFICE, { ...OFFICE, method: "score" } as const];
    community = await found({ sources, gate: gate.address, scaling: "quadratic", halfLife: 0, offices });
    [grants, leases] = community.sources as [Address, Address];
    await become(grants);
    await become(leases);
    for (let i = 0; i < 6; ++i) {
      const holder = voter(i).account.address;
      await actions.credit(deployer, { community, holder, value: 1_000_000n, account: grants });
    }
  });

  const skipCycles = async (cycles: number): Promise<void> => {
    const { client, networkHelpers } = world;
    const cycle = (await actions.getCycle(client, { community })) + cycles;
    await networkHelpers.time.increaseTo(await actions.getCycleStart(client, { community, cycle }));
  };
  const stageOf = async (election: bigint, candidacy: number): Promise<string | undefined> => {
    const field = await actions.getStanding(world.client, { community, election });
    return field.find((one) => one.candidacy === candidacy)?.stage;
  };
  const addressOf = (i: number): Address => getAddress(world.voter(i).account.address);

  const nominate = { write: actions.nominate, simulate: actions.simulateNominate, prepare: actions.prepareNominate };
  const cast = { write: actions.castBallot, simulate: actions.simulateCastBallot, prepare: actions.prepareCastBallot };

  it("nominates, and tells what was nominated", async () => {
    const { client, voter } = world;
    const nomination = { nominee: addressOf(0), uri: "ipfs://me" };
    const opening = { community, election: SEAT, nomination, placements: [{ permanent: 100n }] };
    expect(await perform(world, voter(0), nominate, opening)).to.equal(1);
    expect(await stageOf(SEAT, 1)).to.equal("nominee");
    const content = `0x${"00".repeat(32)}`;
    const at = { community, election: SEAT, candidacy: 1 };
    expect(await actions.getNomination(client, at)).to.deep.equal({ owner: addressOf(0), content });

    const document: Hash = keccak256(toHex("the constitution"));
    const hash = await actions.nominate(voter(1), {
      community,
      election: ROOT,
      nomination: { content: document },
      placements: [{ permanent: 100n }],
    });
    const { candidacy, owner } = await actions.waitForNomination(client, { hash });
    expect(owner).to.equal(addressOf(1));
    expect(await actions.getNomination(client, { community, election: ROOT, candidacy })).to.have.property(
      "content",
      document,
    );
  });

  it("casts a ballot in any order, reads it, and withdraws it", async () => {
    const { client, voter } = world;
    const hash = await actions.nominate(voter(1), {
      community,
      election: SEAT,
      nomination: { nominee: addressOf(1) },
      placements: [{ candidacy: 1, against: true, permanent: 5n }, { permanent: 60n }],
    });
    expect(await actions.waitForNomination(client, { hash })).to.deep.include({ election: SEAT, candidacy: 2 });
    const placements = [
      { candidacy: 2, permanent: 30n },
      { candidacy: 1, against: true, permanent: 20n },
    ];
    await perform(world, voter(2), cast, { community, election: SEAT, placements });
    const at = { community, election: SEAT, voter: addressOf(2) };
    expect(await actions.getBallot(client, at)).to.deep.equal({
      placements: [
        { candidacy: 1, against: true, permanent: 20n, leased: 0n },
        { candidacy: 2, against: false, permanent: 30n, leased: 0n },
      ],
      scores: [],
      until: 0,
    });
    const place = { write: actions.place, simulate: actions.simulatePlace, prepare: actions.preparePlace };
    await perform(world, voter(2), place, { community, election: SEAT, candidacy: 1, permanent: 7n });
    expect((await actions.getBallot(client, at)).placements).to.have.lengthOf(1);

    const withdraw = {
      write: actions.withdrawBallot,
      simulate: actions.simulateWithdrawBallot,
      prepare: actions.prepareWithdrawBallot,
    };
    await perform(world, voter(2), withdraw, { community, election: SEAT });
    expect((await actions.getBallot(client, at)).placements).to.deep.equal([]);
    await refused(actions.withdrawBallot(voter(2), { community, election: SEAT }), "BallotAbsent");
  });

  it("casts scores, of which approval comes first", async () => {
    const { client, voter } = world;
    await actions.nominate(voter(0), {
      community,
      election: SCORED,
      nomination: { nominee: addressOf(0) },
      placements: [{ permanent: 9n }],
      scores: [{ score: 50 }],
    });
    const placements = [{ against: true, permanent: 16n }, { permanent: 25n }];
    await perform(world, voter(3), cast, {
      community,
      election: SCORED,
      placements,
      scores: [{ candidacy: 1, score: -10 }],
    });
    const ballot = await actions.getBallot(client, { community, election: SCORED, voter: addressOf(3) });
    expect(ballot.placements.map(({ against }) => against)).to.deep.equal([false, true]);
    expect(ballot.scores).to.deep.equal([{ candidacy: 1, score: -10 }]);
    const wrong = await refused(
      actions.place(voter(3), { community, election: SCORED, candidacy: 1, permanent: 1n }),
      "BallotNeedsScores",
    );
    expect(wrong.args).to.deep.equal([SCORED]);
  });

  it("refuses by itself what no election could take", async () => {
    const { voter } = world;
    const bad = [
      { placements: [] },
      { placements: [{ candidacy: 1 }] },
      { placements: [{ candidacy: 1, permanent: -1n, leased: 1n }] },
      { placements: [{ candidacy: 1.5, permanent: 1n }] },
      {
        placements: [
          { candidacy: 1, permanent: 1n },
          { candidacy: 1, leased: 1n },
        ],
      },
      { placements: [{ permanent: 1n }], scores: [{ candidacy: 1, score: 101 }] },
    ];
    for (const ballot of bad) {
      const error = await failure(actions.castBallot(voter(0), { community, election: SEAT, ...ballot }));
      expect(
        error,
        JSON.stringify(ballot, (_, value: unknown) => String(value)),
      ).to.be.instanceOf(InvalidParameterError);
    }
    const tooMuch = actions.place(voter(0), { community, election: SEAT, candidacy: 1, permanent: 2n ** 96n });
    expect(await failure(tooMuch)).to.be.instanceOf(InvalidParameterError);
  });

  it("closes cycles, seats the leader, and lets the seat be given up", async () => {
    const { client, deployer, voter } = world;
    await actions.castBallot(voter(4), {
      community,
      election: SEAT,
      placements: [{ candidacy: 1, permanent: 1_000_000n }],
    });
    await actions.castBallot(voter(5), {
      community,
      election: SEAT,
      placements: [{ candidacy: 1, permanent: 1_000_000n }],
    });
    await skipCycles(3);
    const advance = { write: actions.advance, simulate: actions.simulateAdvance, prepare: actions.prepareAdvance };
    await perform(world, deployer, advance, { community, election: SEAT, maxCycles: 1 });
    const { parameters, retired, cycle } = await actions.getElection(client, { community, election: SEAT });
    expect(parameters).to.deep.equal({ ...OFFICE, parentElection: 0n, parentDocument: 0 });
    expect({ retired, cycle }).to.deep.equal({ retired: false, cycle: 1 });
    await actions.advance(deployer, { community, election: SEAT });
    expect(await stageOf(SEAT, 1)).to.equal("incumbent");
    expect(await actions.getIncumbents(client, { community, election: SEAT })).to.deep.equal([addressOf(0)]);

    const resign = { write: actions.resign, simulate: actions.simulateResign, prepare: actions.prepareResign };
    await refused(actions.resign(voter(1), { community, election: SEAT, candidacy: 1 }), "CandidacyNotOwned");
    await perform(world, voter(0), resign, { community, election: SEAT, candidacy: 1 });
    expect(await stageOf(SEAT, 1)).to.equal("candidate");
    const withdraw = {
      write: actions.withdrawCandidacy,
      simulate: actions.simulateWithdrawCandidacy,
      prepare: actions.prepareWithdrawCandidacy,
    };
    await perform(world, voter(1), withdraw, { community, election: SEAT, candidacy: 2 });
    expect(await stageOf(SEAT, 2)).to.equal(undefined);
  });

  it("does several actions at once, or none", async () => {
    const { client, voter } = world;
    const calls = [
      actions.prepareWithdrawBallot({ community, election: SEAT }),
      actions.preparePlace({ community, election: ROOT, candidacy: 1, permanent: 1_000_000n }),
    ];
    const batch = { write: actions.batch, simulate: actions.simulateBatch, prepare: actions.prepareBatch };
    await perform(world, voter(4), batch, { community, calls });
    const { placements } = await actions.getBallot(client, { community, election: ROOT, voter: addressOf(4) });
    expect(placements[0]).to.have.property("permanent", 1_000_000n);

    await refused(actions.batch(voter(4), { community, calls }), "BallotAbsent");
    const stray = [actions.prepareSync({ community, holder: addressOf(4) })];
    expect(await failure(actions.batch(voter(4), { community, calls: stray }))).to.be.instanceOf(InvalidParameterError);
  });

  it("refreshes leases, and recalls what a voter lost", async () => {
    const { client, deployer, networkHelpers, voter } = world;
    const holder = addressOf(7);
    const cycle = await actions.getCycle(client, { community });
    await actions.lease(deployer, { community, holder, units: 50n, until: cycle + 2, account: leases });
    await actions.credit(deployer, { community, holder, value: 10n, account: grants });
    const placements = [{ candidacy: 1, permanent: 10n, leased: 50n }];
    await actions.castBallot(voter(7), { community, election: SEAT, placements });
    await actions.lease(deployer, { community, holder, units: 50n, until: cycle + 4, account: leases });
    const refresh = { write: actions.refresh, simulate: actions.simulateRefresh, prepare: actions.prepareRefresh };
    const at = { community, election: SEAT, voter: holder };
    await perform(world, deployer, refresh, at);
    expect((await actions.getBallot(client, at)).until).to.equal(cycle + 4);

    await actions.revoke(deployer, { community, holder, units: 4n, account: grants });
    const { recallableAt } = await actions.getOverdraft(client, { community, account: holder });
    await networkHelpers.time.increaseTo(recallableAt);
    const recall = { write: actions.recall, simulate: actions.simulateRecall, prepare: actions.prepareRecall };
    await perform(world, deployer, recall, at);
    expect((await actions.getBallot(client, at)).placements[0]).to.include({ permanent: 6n, leased: 50n });
  });

  it("acts for voters who signed", async () => {
    const { client, deployer, voter } = world;
    const sign = { community, deadline: DEADLINE };
    const ballot = { election: SEAT, placements: [{ candidacy: 1, permanent: 3n }] };
    const by: Authorization = await actions.signCastBallot(voter(2), { ...sign, ...ballot });
    const castBySig = {
      write: actions.castBallotBySig,
      simulate: actions.simulateCastBallotBySig,
      prepare: actions.prepareCastBallotBySig,
    };
    await perform(world, deployer, castBySig, { community, ...ballot, voter: by });
    expect(await actions.isNonceUsed(client, { community, signer: addressOf(2), nonce: by.nonce })).to.equal(true);
    await refused(actions.castBallotBySig(deployer, { community, ...ballot, voter: by }), "NonceAlreadyUsed");

    const withdrawn = await actions.signWithdrawBallot(voter(2), { ...sign, election: SEAT });
    const withdraw = {
      write: actions.withdrawBallotBySig,
      simulate: actions.simulateWithdrawBallotBySig,
      prepare: actions.prepareWithdrawBallotBySig,
    };
    await perform(world, deployer, withdraw, { community, election: SEAT, voter: withdrawn });

    // Somebody nominates somebody else, who consents.
    const consent = await actions.signConsent(voter(3), { ...sign, election: SEAT, voter: addressOf(2) });
    const nomination = { nominee: addressOf(3), uri: "ipfs://you", consent };
    const opening = { election: SEAT, nomination, placements: [{ permanent: 3n }] };
    const nominated = await actions.signNominate(voter(2), { ...sign, ...opening });
    const nominateBySig = {
      write: actions.nominateBySig,
      simulate: actions.simulateNominateBySig,
      prepare: actions.prepareNominateBySig,
    };
    const candidacy = (await perform(world, deployer, nominateBySig, {
      community,
      ...opening,
      voter: nominated,
    })) as number;
    expect(await actions.getNomination(client, { community, election: SEAT, candidacy })).to.have.property(
      "owner",
      addressOf(3),
    );
    await ownersSign({ election: SEAT, candidacy });
  });

  /** An owner resigns and leaves by signature. */
  const ownersSign = async (of: { election: bigint; candidacy: number }): Promise<void> => {
    const { deployer, voter } = world;
    const sign = { community, deadline: DEADLINE };
    const leave = await actions.signWithdrawCandidacy(voter(3), { ...sign, ...of });
    const withdraw = {
      write: actions.withdrawCandidacyBySig,
      simulate: actions.simulateWithdrawCandidacyBySig,
      prepare: actions.prepareWithdrawCandidacyBySig,
    };
    await perform(world, deployer, withdraw, { community, ...of, owner: leave });
    expect(await stageOf(of.election, of.candidacy)).to.equal(undefined);

    await actions.castBallot(voter(5), {
      community,
      election: SEAT,
      placements: [{ candidacy: 1, permanent: 1_000_000n }],
    });
    await skipCycles(20);
    expect(await stageOf(SEAT, 1)).to.equal("incumbent");
    const stepDown = await actions.signResign(voter(0), { ...sign, election: SEAT, candidacy: 1 });
    const resign = {
      write: actions.resignBySig,
      simulate: actions.simulateResignBySig,
      prepare: actions.prepareResignBySig,
    };
    await perform(world, deployer, resign, { community, election: SEAT, candidacy: 1, owner: stepDown });
    expect(await stageOf(SEAT, 1)).to.equal("candidate");
  };

  it("signs in the domain that the contract names, and voids what was signed", async () => {
    const { client, deployer, voter } = world;
    const domain = await actions.getElectionsDomain(client, { community });
    expect(electionsDomain(community.chainId, community.elections)).to.deep.equal(domain);
    expect(Object.keys(castBallotTypes)).to.deep.equal(["CastBallot", "Placement", "Score"]);

    const election = SEAT;
    const placements = [{ candidacy: 1, permanent: 1n }];
    const sign = { community, election, placements, deadline: DEADLINE, nonce: 77n };
    const by = await actions.signCastBallot(voter(2), sign);
    const cancel = {
      write: actions.cancelNonce,
      simulate: actions.simulateCancelNonce,
      prepare: actions.prepareCancelNonce,
    };
    await perform(world, voter(2), cancel, { community, signatureNonce: 77n });
    await refused(
      actions.castBallotBySig(deployer, { community, election, placements, voter: by }),
      "NonceAlreadyUsed",
    );

    const late = await actions.signCastBallot(voter(2), { ...sign, nonce: 78n, deadline: 1n });
    await refused(
      actions.castBallotBySig(deployer, { community, election, placements, voter: late }),
      "SignatureExpired",
    );
    const forged = { ...(await actions.signCastBallot(voter(3), { ...sign, nonce: 79n })), signer: addressOf(2) };
    const error = await refused(
      actions.castBallotBySig(deployer, { community, election, placements, voter: forged }),
      "SignatureInvalid",
    );
    expect(error.shortMessage).to.contain(addressOf(2));
  });

  it("needs somebody to act for", async () => {
    const { client } = world;
    const nobody: WriteClient = client;
    expect(await failure(actions.withdrawBallot(nobody, { community, election: SEAT }))).to.have.property(
      "name",
      "AccountMissingError",
    );
    const sign = { community, election: SEAT, deadline: DEADLINE };
    expect(await failure(actions.signWithdrawBallot(nobody, sign))).to.have.property("name", "AccountMissingError");
  });

  it("has no action that is not tested", async () => {
    // Those of the executive have a file of their own.
    const executive = ["createElection", "amendElection", "retireElection", "unseat"];
    const elsewhere = [...executive, "waitForElection", "getElectionCount"];
    expect(await unused("elections", elsewhere)).to.deep.equal([]);
  });
});
