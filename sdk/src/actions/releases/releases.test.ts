import { expect } from "chai";
import { type Address, keccak256, toHex, zeroHash } from "viem";
import { type Rooms, createRooms } from "../../../../test/helpers/rooms.ts";
import { GWEI, failure, perform, watchedActions } from "../../../../test/helpers/world.ts";
import { expectWhole } from "../../../../test/helpers/histories.ts";
import { releasesAbi } from "../../abi/releases.ts";
import { getReleasesHistory, rebuildReleases } from "../../releases/index.ts";
import { ContractRevertError } from "../../errors/index.ts";

const CONTENT = keccak256(toHex("package"));

describe("sdk releases", () => {
  const { actions, unused } = watchedActions();
  let rooms: Rooms;
  let releases: Address;

  before(async () => {
    rooms = await createRooms();
    releases = await rooms.open("contracts/members/Releases.sol", [rooms.community.kernel]);
  });

  it("are published by the treasury, for patrons first", async () => {
    const { client, treasury, lease, cycle, addressOf } = rooms;
    expect(await actions.getNewestRelease(client, { releases })).to.equal(undefined);
    const publish = {
      write: actions.publishRelease,
      simulate: actions.simulatePublishRelease,
      prepare: actions.preparePublishRelease,
    };
    const first = { releases, version: "1.0.0", content: CONTENT, uri: "ipfs://1", threshold: 2n * GWEI };
    expect(await perform(rooms, treasury, publish, first)).to.equal(1);
    const hash = await actions.publishRelease(treasury, { releases, version: "1.1.0", content: CONTENT });
    expect(await actions.waitForRelease(client, { hash })).to.deep.equal({ release: 2, version: "1.1.0" });
    expect(await actions.getNewestRelease(client, { releases })).to.equal(2);
    expect(await actions.findRelease(client, { releases, version: "1.0.0" })).to.equal(1);
    expect(await actions.findRelease(client, { releases, version: "2.0.0" })).to.equal(undefined);
    const { threshold, opened, version, uri, content, opensAt } = await actions.getRelease(client, {
      releases,
      release: 1,
    });
    expect({ releases, version, content, uri, threshold }).to.deep.equal(first);
    expect([opened, opensAt]).to.deep.equal([false, 0n]);

    await lease(1, 5n, (await cycle()) + 5);
    const access = (i: number, release: number) =>
      actions.hasReleaseAccess(client, { releases, release, account: addressOf(i) });
    expect(await Promise.all([access(0, 1), access(1, 1), access(0, 2)])).to.deep.equal([false, true, true]);
    expect(await actions.isPatron(client, { releases, account: addressOf(1) })).to.equal(true);
    expect(await actions.isPatron(client, { releases, account: addressOf(0) })).to.equal(false);
  });

  it("open when enough has been given, and stay so", async () => {
    const { client, deployer, grant } = rooms;
    const at = { releases, release: 1 };
    const early = await failure(actions.simulateOpenRelease(deployer, at));
    expect(early).to.be.instanceOf(ContractRevertError).and.to.have.property("errorName", "ReleaseNotOpenYet");
    expect(early).to.have.property("shortMessage").that.contains("2000000000");
    await grant(0);
    await grant(1);
    expect(await actions.getGathered(client, at)).to.equal(2n * GWEI);
    expect(await actions.isReleaseOpen(client, at)).to.equal(true);
    const open = {
      write: actions.openRelease,
      simulate: actions.simulateOpenRelease,
      prepare: actions.prepareOpenRelease,
    };
    await perform(rooms, deployer, open, at);
    expect((await actions.getRelease(client, at)).opened).to.equal(true);
  });

  it("say in their own words what they refuse", async () => {
    const { treasury } = rooms;
    const empty = { releases, version: "3", content: zeroHash };
    const error = await failure(actions.simulatePublishRelease(treasury, empty));
    expect(error).to.have.property("shortMessage").that.contains("has a wrong content");
  });

  it("are told by their history", async () => {
    const { client } = rooms;
    const events = await getReleasesHistory(client, { releases, fromBlock: 0n });
    await expectWhole(rooms, [releases], [releasesAbi], events);
    const all = rebuildReleases(events);
    expect(all.size).to.equal(await actions.getNewestRelease(client, { releases }));
    for (const [release, found] of all) {
      const { from, ...told } = await actions.getRelease(client, { releases, release });
      expect(from).to.be.a("bigint");
      expect(found).to.deep.equal(told);
    }
    const early = rebuildReleases(events.slice(0, -1));
    expect([early.get(1)?.opened, all.get(1)?.opened]).to.deep.equal([false, true]);
  });

  it("are all tried", async () => {
    expect(await unused("releases")).to.deep.equal([]);
  });
});
