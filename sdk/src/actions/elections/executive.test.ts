import { expect } from "chai";
import { type Address, getAddress } from "viem";
import { OFFICE, type World, createWorld, perform, refused, watchedActions } from "../../../../test/helpers/world.ts";
import type { Community } from "../index.ts";

const { actions } = watchedActions();
const SEAT = 1n;

describe("sdk actions: elections, by the executive", () => {
  let world: World;
  let community: Community;
  let grants: Address;

  before(async () => {
    world = await createWorld();
    const { put, found, become } = world;
    const { address } = await put("contracts/test/GrantSource.sol", "GrantSource");
    const sources = [{ implementation: address, configuration: "0x" }] as const;
    community = await found({ sources, halfLife: 0, offices: [{ ...OFFICE, seats: 2 }] });
    [grants] = community.sources as [Address];
    await become(grants);
  });

  const addressOf = (i: number): Address => getAddress(world.voter(i).account.address);
  const stagesOf = async (election: bigint): Promise<string[]> =>
    (await actions.getStanding(world.client, { community, election })).map(({ stage }) => stage);

  it("creates elections, ends them, and frees what is in them", async () => {
    const { client, treasury, voter } = world;
    const parameters = { ...OFFICE, seats: 2 };
    const create = {
      write: actions.createElection,
      simulate: actions.simulateCreateElection,
      prepare: actions.prepareCreateElection,
    };
    const election = await perform(world, treasury, create, { community, parameters });
    expect(await actions.getElectionCount(client, { community })).to.equal(3n);
    expect(election).to.equal(2n);
    const hash = await actions.createElection(treasury, { community, parameters });
    expect(await actions.waitForElection(client, { hash })).to.deep.equal({ election: 3n });
    await refused(actions.createElection(voter(0), { community, parameters }), "ElectionsCallerNotExecutive");

    const retire = {
      write: actions.retireElection,
      simulate: actions.simulateRetireElection,
      prepare: actions.prepareRetireElection,
    };
    await perform(world, treasury, retire, { community, election: 2n });
    const ended = await refused(
      actions.place(voter(0), { community, election: 2n, candidacy: 1, permanent: 1n }),
      "ElectionEnded",
    );
    expect(ended.shortMessage).to.equal("Election 2 has ended. Withdraw your ballot and place the weight elsewhere.");
  });

  it("frees weight in ended elections where it is lacking, unasked", async () => {
    const { client, deployer, treasury, voter, receiptOf } = world;
    const parameters = { ...OFFICE, seats: 1 };
    const [first, second] = [4n, 5n];
    for (const election of [first, second]) {
      const hash = await actions.createElection(treasury, { community, parameters });
      expect(await actions.waitForElection(client, { hash })).to.deep.equal({ election });
    }
    await actions.credit(deployer, { community, holder: addressOf(5), value: 100n, account: grants });
    const nomination = { nominee: addressOf(5) };
    const placements = [{ permanent: 100n }];
    await actions.nominate(voter(5), { community, election: first, nomination, placements });
    const inFirst = { community, election: first, voter: addressOf(5) };
    await refused(
      actions.nominate(voter(5), { community, election: second, nomination, placements }),
      "WeightsInsufficient",
    );
    await actions.retireElection(treasury, { community, election: first });
    await refused(
      actions.nominate(voter(5), { community, election: second, nomination, placements, dead: [] }),
      "WeightsInsufficient",
    );
    await receiptOf(await actions.nominate(voter(5), { community, election: second, nomination, placements }));
    expect((await actions.getBallot(client, inFirst)).placements).to.deep.equal([]);
    // A candidacy that has ended as well, in an election that goes on.
    await actions.withdrawCandidacy(voter(5), { community, election: second, candidacy: 1 });
    const ballot = { community, election: second, placements: [{ permanent: 100n }], nomination };
    await receiptOf(await actions.nominate(voter(5), ballot));
    // And by the cheap call, which cannot name what is dead.
    await actions.credit(deployer, { community, holder: addressOf(6), value: 1n, account: grants });
    await actions.retireElection(treasury, { community, election: second });
    const hash = await actions.createElection(treasury, { community, parameters });
    const { election: third } = await actions.waitForElection(client, { hash });
    const other = {
      community,
      election: third,
      nomination: { nominee: addressOf(6) },
      placements: [{ permanent: 1n }],
    };
    await actions.nominate(voter(6), other);
    const placing = { community, election: third, candidacy: 1, permanent: 100n };
    await actions.simulatePlace(voter(5), placing);
    await receiptOf(await actions.place(voter(5), placing));
    const inThird = { community, election: third, voter: addressOf(5) };
    expect((await actions.getBallot(client, inThird)).placements).to.have.length(1);
    await actions.retireElection(treasury, { community, election: third });
  });

  it("carries elections over, and takes seats", async () => {
    const { client, deployer, networkHelpers, treasury, voter } = world;
    for (const i of [0, 1]) {
      await actions.credit(deployer, { community, holder: addressOf(i), value: 1000n - BigInt(i), account: grants });
      const nomination = { nominee: addressOf(i) };
      const placements = [{ permanent: 1000n - BigInt(i) }];
      await actions.nominate(voter(i), { community, election: SEAT, nomination, placements });
    }
    const skipCycles = async (cycles: number) => {
      const cycle = (await actions.getCycle(client, { community })) + cycles;
      await networkHelpers.time.increaseTo(await actions.getCycleStart(client, { community, cycle }));
    };
    await skipCycles(4);
    expect(await stagesOf(SEAT)).to.deep.equal(["incumbent", "incumbent"]);

    const parameters = { ...OFFICE, nominationFill: 7n, parentDocument: 3 };
    const amend = {
      write: actions.amendElection,
      simulate: actions.simulateAmendElection,
      prepare: actions.prepareAmendElection,
    };
    await perform(world, treasury, amend, { community, election: SEAT, parameters });
    expect(await stagesOf(SEAT)).to.deep.equal(["incumbent", "candidate"]);
    const now = await actions.getElection(client, { community, election: SEAT });
    expect(now.parameters).to.include({ seats: 1, nominationFill: 0n, parentDocument: 3 });
    await skipCycles(1);
    const next = await actions.getElection(client, { community, election: SEAT });
    expect(next.parameters.nominationFill).to.equal(7n);
    const other = { ...parameters, method: "score" } as const;
    const refusal = actions.amendElection(treasury, { community, election: SEAT, parameters: other });
    expect((await refused(refusal, "ElectionAmendmentForbidden")).args).to.deep.equal([SEAT, "method"]);

    const unseat = { write: actions.unseat, simulate: actions.simulateUnseat, prepare: actions.prepareUnseat };
    await refused(actions.unseat(voter(0), { community, election: SEAT, candidacy: 1 }), "ElectionsCallerNotExecutive");
    await perform(world, treasury, unseat, { community, election: SEAT, candidacy: 1 });
    expect(await stagesOf(SEAT)).to.deep.equal(["candidate", "candidate"]);
  });
});
