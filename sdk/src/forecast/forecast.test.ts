import { expect } from "chai";
import type { Address } from "viem";
import { DAY, OFFICE, WAD, type World, createWorld } from "../../../test/helpers/world.ts";
import * as actions from "../actions/index.ts";
import type { Candidacy, Community } from "../actions/index.ts";
import { InvalidParameterError } from "../errors/index.ts";
import {
  type ContestParameters,
  cycleAt,
  cycleEndsAt,
  fillsIn,
  nextSeat,
  nextTurn,
  unitsAt,
  votesOf,
  weightAt,
} from "./index.ts";

const YEAR = BigInt(365 * DAY);

describe("sdk forecast", () => {
  let world: World;
  let community: Community;
  let grants: Address;

  before(async () => {
    world = await createWorld();
    const { put, found, become } = world;
    const gate = await put("contracts/test/OpenGate.sol", "OpenGate");
    const { address } = await put("contracts/test/GrantSource.sol", "GrantSource");
    const sources = [{ implementation: address, configuration: "0x" }] as const;
    const offices = [{ ...OFFICE, seats: 2, nominationFill: (WAD * 3n) / 10n, stabilizationFill: (WAD * 7n) / 10n }];
    community = await found({ sources, gate: gate.address, scaling: "quadratic", offices });
    [grants] = community.sources as [Address];
    await become(grants);
  });

  const contest = async (): Promise<ContestParameters> => {
    const { client } = world;
    const at = { community, election: 1n };
    const { parameters } = await actions.getElection(client, at);
    return {
      field: await actions.getStanding(client, at),
      parameters,
      electorate: await actions.getElectorate(client, { community }),
      cycle: await actions.getCycle(client, { community }),
    };
  };

  it("knows the weight of units at any time, as the chain does", async () => {
    const { client } = world;
    const terms = await actions.getTerms(client, { community });
    const units = 123_456_789_012_345_678_901n;
    const value = 9_876_543_210n;
    for (const after of [0n, 1n, 86_399n, YEAR, YEAR + 1n, (YEAR * 7n) / 2n, YEAR * 39n]) {
      const timestamp = terms.genesisAt + after;
      const weight = await actions.getWeightAt(client, { community, units, timestamp });
      const difference = weightAt(units, timestamp, terms) - weight;
      // The contract's index has 18 digits, rounded down: weight comes out that much higher there.
      expect(difference <= 1n && -difference <= weight / 10n ** 17n + 1n, `after ${after}: ${difference}`).to.equal(
        true,
      );
      const given = await actions.getUnitsFor(client, { community, value, timestamp });
      const more = unitsAt(value, timestamp, terms) - given;
      expect(more >= 0n && more <= given / 10n ** 17n + 1n, `units after ${after}: ${more}`).to.equal(true);
    }
    expect(weightAt(5n, 10n ** 10n, { ...terms, halfLife: 0 })).to.equal(5n);
    expect(weightAt(5n, 0n, terms)).to.equal(5n);
  });

  it("counts votes and cycles as the chain does", async () => {
    const { client } = world;
    const terms = await actions.getTerms(client, { community });
    for (const units of [0n, 1n, 2n, 3n, 99n, 10n ** 18n, 2n ** 96n - 1n]) {
      expect(votesOf(units, "quadratic")).to.equal(await actions.getVotesFor(client, { community, units }));
    }
    expect(votesOf(7n, "linear")).to.equal(7n);
    expect(cycleEndsAt(4, terms)).to.equal(await actions.getCycleStart(client, { community, cycle: 5 }));
    const { timestamp } = await client.getBlock();
    expect(cycleAt(timestamp, terms)).to.equal(await actions.getCycle(client, { community }));
    expect(cycleAt(terms.genesisAt - 1n, terms)).to.equal(0);
  });

  it("foresees every change of a field until nothing more can come", async () => {
    const { client, deployer, networkHelpers, voter } = world;
    const terms = await actions.getTerms(client, { community });
    for (let i = 0; i < 5; ++i) {
      const holder = voter(i).account.address;
      await actions.credit(deployer, { community, holder, value: 1_000n * BigInt(i + 1), account: grants });
      const nomination = { nominee: holder };
      const placements = [{ permanent: 1_000n * BigInt(i + 1) - 1n }];
      await actions.nominate(voter(i), { community, election: 1n, nomination, placements });
    }
    let turns = 0;
    let seats = 0;
    for (let turn = nextTurn(await contest()); turn !== undefined; turn = nextTurn(await contest())) {
      const end = cycleEndsAt(turn.cycle, terms);
      await networkHelpers.time.increaseTo(end - 2n);
      const before = await actions.getStanding(client, { community, election: 1n });
      await networkHelpers.time.increaseTo(end);
      const now = await actions.getStanding(client, { community, election: 1n });
      expect(now).to.deep.equal(turn.field);
      expect(now.map(({ stage }) => stage)).not.to.deep.equal(before.map(({ stage }) => stage));
      const seatsNow = now.filter(({ stage, seatedIn }) => stage === "incumbent" && seatedIn === turn?.cycle);
      expect(seatsNow.map(({ candidacy }) => candidacy)).to.deep.equal(turn.taker === undefined ? [] : [turn.taker]);
      ++turns;
      seats += Number(turn.taker !== undefined);
      expect(turns).to.be.lessThan(20);
    }
    expect(seats).to.be.greaterThan(1);
  });

  it("foresees who takes a seat from whom, and when", async () => {
    const { client, deployer, networkHelpers, voter } = world;
    const terms = await actions.getTerms(client, { community });
    const holder = voter(6).account.address;
    await actions.credit(deployer, { community, holder, value: 50_000n, account: grants });
    const hash = await actions.nominate(voter(6), {
      community,
      election: 1n,
      nomination: { nominee: holder },
      placements: [{ permanent: 40_000n }],
    });
    const { candidacy } = await actions.waitForNomination(client, { hash });
    const before = await contest();
    const seat = nextSeat(before);
    expect(seat?.taker).to.equal(candidacy);
    expect(fillsIn(before, candidacy)).to.be.lessThan(seat?.cycle ?? 0);
    const displaced = seat?.displaced ?? 0;
    const end = cycleEndsAt(seat?.cycle ?? 0, terms);
    const stageOf = async (one: number) => (await contest()).field.find((found) => found.candidacy === one)?.stage;
    await networkHelpers.time.increaseTo(end - 1n);
    expect([await stageOf(candidacy), await stageOf(displaced)]).to.deep.equal(["candidate", "incumbent"]);
    await networkHelpers.time.increaseTo(end);
    expect([await stageOf(candidacy), await stageOf(displaced)]).to.deep.equal(["incumbent", "candidate"]);
  });

  it("says when nothing will ever change", () => {
    const one: Candidacy = {
      candidacy: 1,
      stage: "nominee",
      owner: `0x${"11".repeat(20)}`,
      votes: -5n,
      bucket: 0n,
      seatedIn: 0,
    };
    const parameters = { seats: 1, nominationFill: WAD, stabilizationFill: WAD };
    const still = { field: [one], parameters, electorate: 100n, cycle: 3 };
    expect(nextTurn(still)).to.equal(undefined);
    expect(nextSeat(still)).to.equal(undefined);
    expect(fillsIn(still, 1)).to.equal(undefined);
    expect(nextTurn({ ...still, field: [{ ...one, votes: 5n }], electorate: 0n })).to.equal(undefined);
    expect(fillsIn({ ...still, field: [{ ...one, votes: 5_000n }] }, 1)).to.equal(4);
    expect(() => nextTurn({ ...still, electorate: -1n })).to.throw(InvalidParameterError);
  });
});
