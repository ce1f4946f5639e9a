import { expect } from "chai";
import { type Address, type Hash, keccak256, toHex } from "viem";
import { getAccount, getElectorateAt } from "../../sdk/src/actions/index.ts";
import { ContractRevertError } from "../../sdk/src/errors/index.ts";
import * as actions from "../../sdk/src/priorities/index.ts";
import { fc } from "../helpers/fuzz.ts";
import { type Rooms, createRooms } from "../helpers/rooms.ts";
import { DAY, WAD } from "../helpers/world.ts";
import { PrioritiesModel } from "../model/priorities.ts";
import { Refused } from "../model/weights.ts";

const RUNS = process.env["PERDURE_DEEP"] === "1" ? 200 : 25;
const CONTENT = keccak256(toHex("issue"));
/** By votes; by what accrues of them; and one that never closes anything. */
const LISTS = [
  { halfLife: 0, interval: 2, floor: WAD / 10n },
  { halfLife: 3 * DAY, interval: 1, floor: 0n },
  { halfLife: DAY / 2, interval: 0, floor: 0n },
];
const LEASED = 500_000_000n;
/** Agreement asked of what accrues: 1e-9 relative, and of a thousand for the rounding. */
const DUST = 1_000;

/** Few enough of both for one to meet what another has done. */
const voter = fc.integer({ min: 0, max: 2 });
const item = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 2 }) },
  { weight: 2, arbitrary: fc.integer({ min: 3, max: 5 }) },
);
const list = fc.integer({ min: 1, max: 3 });
const share = fc.integer({ min: 0, max: 60 });
const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("open"), voter, list }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant("place"), voter, item, against: fc.boolean(), share, leased: share }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("skip"), cycles: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("withdraw"), voter, item }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("lease"), voter, cycles: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("refresh"), voter, item }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("renew"), voter, item, share }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("mark"), item }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("close"), item }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("serve"), item: fc.integer({ min: 3, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drop"), voter, item }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("retire"), list: fc.constant(3) }) },
);
interface Command {
  do: string;
  voter?: number;
  item?: number;
  list?: number;
  against?: boolean;
  share?: number;
  leased?: number;
  cycles?: number;
}

for (const scaling of ["linear", "quadratic"] as const) {
  describe(`priorities and their model, ${scaling}`, () => {
    let rooms: Rooms;
    let priorities: Address;
    let model: PrioritiesModel;
    let start: Awaited<ReturnType<Rooms["networkHelpers"]["takeSnapshot"]>>;

    before(async () => {
      rooms = await createRooms({ scaling });
      priorities = await rooms.open("contracts/priorities/Priorities.sol", [rooms.community.kernel]);
      for (const parameters of LISTS) {
        await actions.makeList(rooms.treasury, { priorities, name: "list", parameters });
      }
      start = await rooms.networkHelpers.takeSnapshot();
    });
    after(() => rooms.connection.close());

    /** A model of what is there before anything is done. */
    const fresh = async (): Promise<PrioritiesModel> => {
      const { client, community, addressOf, cycle } = rooms;
      const made = new PrioritiesModel(scaling, DAY, await cycle());
      for (const { halfLife, interval, floor } of LISTS) made.makeList(halfLife, interval, floor);
      for (const i of [0, 1, 2, 3]) {
        const { units } = await getAccount(client, { community, account: addressOf(i) });
        made.weights.accounts.set(addressOf(i), { units, lease: { units: 0n, until: 0 } });
      }
      return made;
    };

    /** What a command is in the model, and on the chain. */
    const both = ({ do: what, voter: i = 0, item: id = 1, list: in_ = 1, ...rest }: Command) => {
      const { voter: of, addressOf, deployer, treasury } = rooms;
      const [name, at] = [addressOf(i), { priorities, item: BigInt(id) }];
      const { against = false, share: percent = 0, leased: part = 0 } = rest;
      const { units } = model.weights.account(name);
      const [permanent, leased] = [
        (units * BigInt(percent)) / 100n,
        (model.weights.leasedUnits(name) * BigInt(part)) / 100n,
      ];
      const acts: Record<string, readonly [() => void, () => Promise<Hash>]> = {
        open: [
          () => model.open(name, in_),
          () => actions.openItem(of(i), { priorities, list: in_, content: CONTENT, uri: "" }),
        ],
        place: [
          () => model.place(name, id, against, permanent, leased),
          () => actions.placeOnItem(of(i), { ...at, against, permanent, leased }),
        ],
        withdraw: [() => model.withdraw(name, id), () => actions.withdrawFromItem(of(i), at)],
        refresh: [() => model.refresh(name, id), () => actions.refreshOnItem(deployer, { ...at, voter: name })],
        mark: [() => model.markIdle(id), () => actions.markIdle(deployer, at)],
        close: [() => model.closeIdle(id), () => actions.closeIdle(deployer, at)],
        serve: [() => model.serve(id), () => actions.serveItem(treasury, at)],
        drop: [() => model.drop(name, id), () => actions.dropItem(of(i), at)],
        retire: [() => model.retireList(in_), () => actions.retireList(treasury, { priorities, list: in_ })],
      };
      const act = acts[what];
      if (act === undefined) throw new Error(`there is no ${what}`);
      return act;
    };

    const play = async (step: Command): Promise<void> => {
      if (step.do === "skip") {
        for (let i = 0; i < (step.cycles ?? 1); ++i) model.closeCycle();
        return rooms.skipCycles(step.cycles ?? 1);
      }
      if (step.do === "renew") {
        // What chance alone would seldom put together: weight from a lease that is then renewed.
        await play({ ...step, do: "lease", cycles: 2 });
        await play({ ...step, do: "place", leased: 30 });
        await play({ ...step, do: "lease", cycles: 5 });
        return play({ ...step, do: "refresh" });
      }
      if (step.do === "lease") {
        const name = rooms.addressOf(step.voter ?? 0);
        const until = Math.max(model.weights.account(name).lease.until, model.cycle + (step.cycles ?? 1));
        model.weights.setLease(name, { units: LEASED, until });
        return rooms.lease(step.voter ?? 0, LEASED, until);
      }
      const [inModel, onChain] = both(step);
      const expected = refusalOf(inModel);
      const happened = await onChain().then(
        () => undefined,
        (error: unknown) => (error instanceof ContractRevertError ? error.errorName : Promise.reject(error as Error)),
      );
      // Of weight the model says only that it is lacking.
      const isLacking = expected === "NotEnoughFree" || expected === "LeaseEnded";
      if (isLacking) expect(happened, JSON.stringify(step)).to.match(/^Weights/);
      else expect(happened, JSON.stringify(step)).to.equal(expected);
    };

    /** Every item as the contract and the model have it. */
    const compare = async (): Promise<void> => {
      const { client, community } = rooms;
      for (const [i, found] of model.items.entries()) {
        const told = await actions.getItem(client, { priorities, item: BigInt(i + 1) });
        const { stage, openedIn, idleSince } = found;
        expect(told).to.include({ stage, openedIn, idleSince });
        for (const [name, placed] of found.placed) {
          const placement = await actions.getItemPlacement(client, {
            priorities,
            item: BigInt(i + 1),
            voter: name as Address,
          });
          const { against, permanent, leased, until } = placed;
          // Where nothing is leased the end of the lease says nothing.
          expect(placement).to.include({ against, permanent, leased, ...(leased > 0n && { until }) });
        }
        // What has ended is no longer counted.
        if (!model.isOpen(i + 1)) continue;
        expect(told.votes).to.equal(model.votesOf(found));
        const exact = LISTS[found.list - 1]?.halfLife === 0;
        if (exact) expect(told.rank).to.equal(found.ended);
        else expect(Math.abs(Number(told.rank) - found.rank)).to.be.at.most(Math.abs(found.rank) * 1e-9 + DUST);
      }
      for (const [i, { retired }] of model.lists.entries()) {
        const told = await actions.getList(client, { priorities, list: i + 1 });
        expect(told).to.include({ retired, open: model.openIn(i + 1) });
      }
      const cycle = model.cycle - 1;
      const electorate = model.weights.electorates.at(-1);
      expect(await getElectorateAt(client, { community, cycle })).to.equal(electorate);
    };

    it(`agree on ${RUNS} sequences, and on what each refuses`, async () => {
      const steps = fc.array(command, { minLength: 25, maxLength: 45, size: "max" });
      const property = fc.asyncProperty(steps, async (sequence) => {
        await start.restore();
        model = await fresh();
        // Something to place on, and an electorate that is known.
        const first = [1, 2, 3].map((in_): Command => ({ do: "open", voter: in_, list: in_ }));
        for (const step of [...first, { do: "skip", cycles: 1 }, ...sequence]) {
          await play(step);
          if (step.do === "skip") await compare();
        }
        await compare();
      });
      await fc.assert(property, { numRuns: RUNS });
    });
  });
}

/** What the model refuses an act for; `undefined` if it does not. */
function refusalOf(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    throw error;
  }
}
