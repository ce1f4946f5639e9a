import { expect } from "chai";
import { type Address, encodeAbiParameters, getAddress, pad, parseAbiParameters, toHex, zeroAddress } from "viem";
import * as ofVoters from "../../sdk/src/actions/index.ts";
import { ContractRevertError } from "../../sdk/src/errors/index.ts";
import * as actions from "../../sdk/src/sources/index.ts";
import { fc } from "../helpers/fuzz.ts";
import { openInbox } from "../helpers/reporting.ts";
import { DAY, GWEI, WAD, type World, createWorld } from "../helpers/world.ts";
import { ContributorsModel } from "../model/contributors.ts";
import { PatronsModel } from "../model/patrons.ts";
import { Refused } from "../model/weights.ts";

const RUNS = process.env["PERDURE_DEEP"] === "1" ? 200 : 12;
const BOUNDS = { baseWeight: GWEI / 2n, share: WAD / 5n };
const METRICS = parseAbiParameters("address[], uint64[]");
const MOST = 2n ** 64n - 1n;
/** Three persons, an account more of the last one, and one of nobody that the gate knows; the treasury comes after them. */
const ACCOUNTS = 5;
const [SECOND, NOBODY] = [3, 4];

const patron = fc.integer({ min: 0, max: 2 });
const who = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: ACCOUNTS - 1 }) },
  // Whose units may be in two places.
  { weight: 2, arbitrary: fc.constant(SECOND) },
);
/** In tenths of the reference currency. */
const value = fc.integer({ min: 1, max: 20 }).map((tenths) => BigInt(tenths) * (GWEI / 10n));
const said = fc.oneof(
  { weight: 4, arbitrary: value },
  // What no rounding leaves as it is, nothing, and all that fits.
  { weight: 3, arbitrary: fc.noBias(fc.bigInt({ min: 1n, max: 3n * GWEI })) },
  { weight: 1, arbitrary: fc.constantFrom(0n, MOST) },
);
/** Now and then so much that contributors have room for more than the highest patron has. */
const earned = fc.oneof({ weight: 2, arbitrary: value }, { weight: 1, arbitrary: value.map((some) => some * 20n) });
const coefficient = fc.oneof(
  { weight: 4, arbitrary: fc.noBias(fc.bigInt({ min: 0n, max: 2n * WAD })) },
  { weight: 2, arbitrary: fc.constantFrom(0n, 0n, WAD, 2n ** 128n - 1n) },
);
const byTreasury = fc.integer({ min: 0, max: 11 }).map((dice) => dice > 0);
const metrics = fc.record({
  rates: fc.array(fc.record({ who: fc.integer({ min: 0, max: ACCOUNTS }), metric: said }), {
    maxLength: 8,
    size: "max",
  }),
  order: fc.constantFrom("up", "up", "up", "up", "up", "up", "as they come", "the last one twice"),
  lost: fc.constantFrom(0, 0, 0, 0, 0, 0, 1),
  filledTo: fc.constantFrom(0, 0, 0, 0, 0, 0, 128, 129),
});

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("donate" as const), who: patron, value, committed: value }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("commit" as const), who: patron, committed: value }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("name" as const), who: patron }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("earn" as const), who, value: earned }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("place" as const), who: patron }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("consolidate" as const),
      who: fc.constantFrom(0, SECOND, SECOND, SECOND, NOBODY),
    }),
  },
  // What was consolidated is out of reach until the account is linked again.
  { weight: 2, arbitrary: fc.record({ do: fc.constant("link" as const), to: fc.constantFrom(2, undefined) }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant("list" as const),
      who: fc.oneof({ weight: 12, arbitrary: who }, { weight: 1, arbitrary: fc.constant("treasury" as const) }),
      hand: said,
      byTreasury,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("strike" as const), who, byTreasury }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("blend" as const), hand: coefficient, metric: coefficient, byTreasury }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("report" as const), metrics }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("settle" as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 20 * DAY }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type OfPatron = Extract<Step, { do: "donate" | "commit" | "name" }>;
type Act = readonly [() => void, () => Promise<unknown>];

for (const { title, halfLife, leases, persons } of [
  { title: "for ever", halfLife: 0, leases: true, persons: false },
  { title: "with a half-life of 90 days", halfLife: 90 * DAY, leases: true, persons: false },
  { title: "of persons", halfLife: 0, leases: true, persons: true },
  { title: "without patrons", halfLife: 0, leases: false, persons: true },
]) {
  describe(`contributors and their model, ${title}`, () => {
    let world: World;
    let source: Address;
    let patronage: Address;
    let community: Awaited<ReturnType<World["found"]>>;
    let operators: Awaited<ReturnType<typeof openInbox>>;
    let gate: Awaited<ReturnType<World["put"]>>;
    let primaries: Map<string, string>;
    let feed: `0x${string}`;
    let genesis: number;
    let model: ContributorsModel;
    let patrons: PatronsModel;
    let now: number;
    let start: Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;
    const addressOf = (i: number): Address => getAddress(world.voter(i).account.address);
    const treasury = (): Address => getAddress(world.treasury.account.address);
    const all = Array.from({ length: ACCOUNTS }, (_, i) => i);

    before(async () => {
      world = await createWorld();
      const { deployment, found, put, send, become, client, networkHelpers } = world;
      const { PatronSource, ContributorSource } = deployment.contracts;
      const own = {
        implementation: ContributorSource.address,
        configuration: actions.encodeContributorConfiguration(BOUNDS),
      };
      const configuration = actions.encodePatronConfiguration({ till: { assets: [{}] } });
      const given = { implementation: PatronSource.address, configuration };
      gate = await put("contracts/test/ListGate.sol", "ListGate");
      for (const i of all.filter((one) => one !== NOBODY)) {
        await send(gate, "set", [addressOf(i), addressOf(i === SECOND ? 2 : i), true]);
      }
      const sources = leases ? [own, given] : [own];
      community = await found({ halfLife, sources, ...(persons ? { gate: gate.address } : {}) });
      [source, patronage = zeroAddress] = community.sources as [Address, Address?];
      await become(treasury());
      await become(source);
      await ofVoters.installModule(world.treasury, { community, module: treasury() });
      for (const i of all) await networkHelpers.setBalance(addressOf(i), 10n ** 30n);
      genesis = Number(await ofVoters.getGenesisAt(client, { community }));
      start = await networkHelpers.takeSnapshot();
    });
    after(() => world.connection.close());

    const place = (name: Address): Act => {
      const parcel = (permanent: bigint) => ({ permanent, leased: 0n, until: 0 });
      const released = parcel(model.placed.get(name) ?? 0n);
      const units = (model.heldBy(name) * 3n) / 4n;
      return [
        () => model.place(name, units),
        () => ofVoters.placeInstead(world.treasury, { community, holder: name, released, placed: parcel(units) }),
      ];
    };

    const actOfOffice = (step: Extract<Step, { byTreasury: boolean }>): Act => {
      const sender = step.byTreasury ? world.treasury : world.deployer;
      const by = getAddress(sender.account.address);
      if (step.do === "blend") {
        const blend = { hand: step.hand, metric: step.metric };
        return [() => model.setBlend(by, blend), () => actions.setBlend(sender, { source, ...blend })];
      }
      const account = step.who === "treasury" ? treasury() : addressOf(step.who);
      if (step.do === "list") {
        const { hand } = step;
        return [
          () => model.list(now, { by, account, hand }),
          () => actions.listContributor(sender, { source, contributor: account, hand }),
        ];
      }
      return [
        () => model.strike(now, { by, account }),
        () => actions.strikeContributor(sender, { source, contributor: account }),
      ];
    };

    const actOfPatron = (step: OfPatron): Act => {
      const [sender, name] = [world.voter(step.who), addressOf(step.who)];
      if (step.do === "name") {
        return [
          () => patrons.nameHighest(now, name),
          () => actions.nameHighestPatron(sender, { source: patronage, patron: name }),
        ];
      }
      const { committed } = step;
      if (step.do === "commit") {
        return [
          () => patrons.commit(now, name, committed),
          () => actions.commitDonation(sender, { source: patronage, committed }),
        ];
      }
      return [
        () => patrons.donate(now, name, step.value, committed),
        () => actions.donate(sender, { source: patronage, amount: step.value * GWEI, committed }),
      ];
    };

    const link = (to: number | undefined): Act => [
      () => (to === undefined ? primaries.delete(addressOf(SECOND)) : primaries.set(addressOf(SECOND), addressOf(to))),
      () => world.send(gate, "set", [addressOf(SECOND), to === undefined ? zeroAddress : addressOf(to), true]),
    ];

    const actOf = (step: Exclude<Step, { do: "wait" | "report" }>): Act => {
      if ("byTreasury" in step) return actOfOffice(step);
      if (isOfPatron(step)) return actOfPatron(step);
      if (step.do === "link") return link(step.to);
      const [name, { deployer }] = [addressOf(step.who), world];
      if (step.do === "place") return place(name);
      if (step.do === "earn") {
        return [
          () => model.earn(now, name, step.value),
          () => ofVoters.credit(deployer, { community, holder: name, value: step.value, account: source }),
        ];
      }
      if (step.do === "consolidate") {
        return [() => model.consolidate(name), () => ofVoters.consolidate(deployer, { community, holder: name })];
      }
      return [() => model.settle(now, name), () => actions.settleContributor(deployer, { source, contributor: name })];
    };

    const report = async ({ rates, order, lost, filledTo }: (Step & { do: "report" })["metrics"]): Promise<void> => {
      const told = rates.map((one): [Address, bigint] => [addressOf(one.who), one.metric]);
      const sorted = [...new Map(told)].toSorted(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1));
      const length = Math.max(0, filledTo - sorted.length);
      const strangers = Array.from({ length }, (_, i): [Address, bigint] => [pad(toHex(i + 1), { size: 20 }), GWEI]);
      const list = [...strangers, ...(order === "as they come" ? told : sorted)];
      if (order === "the last one twice") list.push(...list.slice(-1));
      const accounts = list.map(([account]) => account);
      const rated = list.map(([, metric]) => metric).slice(lost);
      const taken = model.report(accounts, rated);
      expect(await operators.report(feed, encodeAbiParameters(METRICS, [accounts, rated]))).to.equal(taken);
    };

    const play = async (step: Step): Promise<void> => {
      now += step.do === "wait" ? step.seconds : 60;
      if (step.do === "wait" || (isOfPatron(step) && !leases)) return;
      await world.networkHelpers.time.setNextBlockTimestamp(now);
      if (step.do === "report") return report(step.metrics);
      const [expected, act] = actOf(step);
      const refusal = refusalOf(expected);
      const happened = await act().then(
        () => undefined,
        (error: unknown) => (error instanceof ContractRevertError ? error.errorName : Promise.reject(error as Error)),
      );
      expect(happened, step.do).to.equal(refusal);
    };

    /** Where weight decays, values are off by one or two here or there, and units by what those make. */
    const close = (found: bigint, wanted: bigint, what: string): void => {
      const off = found > wanted ? found - wanted : wanted - found;
      const most = halfLife === 0 ? 0n : wanted / 10n ** 11n + (10n << BigInt(Math.ceil((now - genesis) / halfLife)));
      expect(off <= most, `${what}: ${found} is not ${wanted}`).to.equal(true);
    };

    const compareOne = async (account: Address): Promise<void> => {
      const { client } = world;
      const at = { source, contributor: account };
      const { report: number, units, ...found } = await actions.getContributor(client, at);
      if (number !== model.reports) found.metric = 0n;
      const { units: wanted, ...known } = model.of(account);
      expect(found).to.deep.equal(known);
      close(units, wanted, "held as a contributor");
      close(await actions.getContributorDue(client, at), model.due(now, account), "due");
      const leased = patrons.unitsNow(now, account);
      const holds = await ofVoters.getUnits(client, { community, account });
      close(holds, model.heldBy(account) + leased, "held");
      const { permanent } = await ofVoters.getOverdraft(client, { community, account });
      close(permanent, model.overdraft(account), "overdrawn");
    };

    const compare = async (): Promise<void> => {
      const { client, networkHelpers } = world;
      if ((await networkHelpers.time.latest()) < now) await networkHelpers.time.increaseTo(now);
      for (const i of all) await compareOne(addressOf(i));
      const { units, until } = await actions.getContributorCeiling(client, { source });
      const wanted = model.ceiling(now);
      close(units, wanted.units, "ceiling");
      expect(until ?? 0).to.equal(wanted.until);
      close(await actions.getContributorUnits(client, { source }), model.units, "all held as contributors");
      expect(await actions.getContributorCount(client, { source })).to.equal(BigInt(model.count));
    };

    it(`agree on ${RUNS} sequences, and on what each refuses`, async () => {
      const steps = fc.array(step, { minLength: 25, maxLength: 40, size: "max" });
      const property = fc.asyncProperty(steps, async (sequence) => {
        await start.restore();
        // An inbox of its own, which counts its reports anew.
        operators = await openInbox(world, community);
        feed = await operators.feedOf("rated", source);
        await actions.setSourceFeed(world.treasury, { source, inbox: operators.inbox, feed });
        now = (await world.networkHelpers.time.latest()) + 60;
        patrons = new PatronsModel({ genesis, cycleLength: DAY, halfLife: BigInt(halfLife), mostReported: 0n });
        primaries = new Map([[addressOf(SECOND), addressOf(2)]]);
        model = new ContributorsModel({
          treasury: treasury(),
          genesis,
          halfLife: BigInt(halfLife),
          ...BOUNDS,
          primaries: persons ? primaries : undefined,
          patrons: leases ? patrons : undefined,
        });
        for (const one of sequence) {
          await play(one);
          await compare();
        }
      });
      await fc.assert(property, { numRuns: RUNS });
    });
  });
}

function isOfPatron(step: Step): step is OfPatron {
  return step.do === "donate" || step.do === "commit" || step.do === "name";
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
