import { expect } from "chai";
import { type Address, encodeAbiParameters, getAddress, parseAbiParameters } from "viem";
import { getAccount, getGenesisAt, getLease } from "../../sdk/src/actions/index.ts";
import { ContractRevertError } from "../../sdk/src/errors/index.ts";
import * as actions from "../../sdk/src/sources/index.ts";
import { fc } from "../helpers/fuzz.ts";
import { openInbox } from "../helpers/reporting.ts";
import { DAY, GWEI, type World, createWorld } from "../helpers/world.ts";
import { PatronsModel } from "../model/patrons.ts";
import { Refused } from "../model/weights.ts";

const RUNS = process.env["PERDURE_DEEP"] === "1" ? 200 : 20;
const MOST_REPORTED = 6n * GWEI;
const PATRONAGES = parseAbiParameters([
  "Patronage[] patronages",
  "struct Patronage { address account; uint64 value; uint64 committed; uint64 paidAt; }",
]);

const patron = fc.integer({ min: 0, max: 2 });
/** In tenths of the reference currency. */
const value = fc.integer({ min: 1, max: 20 });
const committed = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: value });
const ago = fc.integer({ min: -DAY, max: 40 * DAY });
const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("donate"), patron, value, committed }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("commit"), patron, committed }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("stream"), patron, value: committed, committed }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("collect"), patron }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("due"), patron, ago: fc.integer({ min: -60, max: 2 * DAY }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("report"), patron, value, committed, ago }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("again"), patron, committed }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("name"), patron }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("wait"), ago: fc.integer({ min: 1, max: 20 * DAY }) }) },
);
interface Command {
  do: string;
  patron?: number;
  value?: number;
  committed?: number;
  ago?: number;
}

for (const halfLife of [0, 90 * DAY]) {
  describe(`patrons and their model, half-life ${halfLife / DAY} days`, () => {
    let world: World;
    let source: Address;
    let community: Awaited<ReturnType<World["found"]>>;
    let operators: Awaited<ReturnType<typeof openInbox>>;
    let feed: `0x${string}`;
    let token: Address;
    let genesis: number;
    let model: PatronsModel;
    let now: number;
    let start: Awaited<ReturnType<World["networkHelpers"]["takeSnapshot"]>>;
    const addressOf = (i: number): Address => getAddress(world.voter(i).account.address);

    before(async () => {
      world = await createWorld();
      const { deployment, found, put, send, treasury, become, client, networkHelpers } = world;
      const coin = await put("contracts/test/Tokens.sol", "PlainToken", [18]);
      token = coin.address;
      const till = { assets: [{}, { token }] };
      const configuration = actions.encodePatronConfiguration({ till, mostReported: MOST_REPORTED });
      const implementation = deployment.contracts.PatronSource.address;
      community = await found({ halfLife, sources: [{ implementation, configuration }] });
      source = community.sources[0] as Address;
      await become(treasury.account.address);
      for (const i of [0, 1, 2]) {
        await send(coin, "mint", [addressOf(i), 10n ** 30n]);
        const { account, chain } = world.voter(i);
        const approval = { ...coin, functionName: "approve", args: [source, 10n ** 30n], account, chain };
        await world.voter(i).writeContract(approval);
        await networkHelpers.setBalance(addressOf(i), 10n ** 30n);
      }
      genesis = Number(await getGenesisAt(client, { community }));
      start = await networkHelpers.takeSnapshot();
    });
    after(() => world.connection.close());

    const play = async (step: Command): Promise<void> => {
      const { networkHelpers, voter, deployer } = world;
      if (step.do === "due") {
        // What chance alone would seldom meet: the time around the end of a period.
        const { endsAt } = model.of(addressOf(step.patron ?? 0)).patron;
        now = Math.max(now, endsAt - DAY + (step.ago ?? 0));
        return play({ ...step, do: "collect" });
      }
      now += step.do === "wait" ? (step.ago ?? 0) : 60;
      const [who, name] = [voter(step.patron ?? 0), addressOf(step.patron ?? 0)];
      const [gift, next] = [BigInt(step.value ?? 0) * (GWEI / 10n), BigInt(step.committed ?? 0) * (GWEI / 10n)];
      const paidAt = step.do === "again" ? model.of(name).patron.reportedAt : Math.max(0, now - (step.ago ?? 0));
      const reported = { account: name, value: gift, committed: next, paidAt };
      if (step.do === "wait") return;
      await networkHelpers.time.setNextBlockTimestamp(now);
      if (step.do === "report" || step.do === "again") {
        const taken = model.report(now, [reported]);
        const payload = encodeAbiParameters(PATRONAGES, [[{ ...reported, paidAt: BigInt(paidAt) }]]);
        expect(await operators.report(feed, payload)).to.equal(taken);
        return;
      }
      const acts: Record<string, readonly [() => void, () => Promise<unknown>]> = {
        donate: [
          () => model.donate(now, name, gift, next),
          () => actions.donate(who, { source, amount: gift * GWEI, committed: next }),
        ],
        commit: [() => model.commit(now, name, next), () => actions.commitDonation(who, { source, committed: next })],
        stream: [
          () => model.setStream(now, name, gift, next),
          () => actions.setStream(who, { source, asset: token, most: gift * GWEI, committed: next }),
        ],
        collect: [() => model.collect(now, name), () => actions.collectDonation(deployer, { source, patron: name })],
        name: [() => model.nameHighest(now, name), () => actions.nameHighestPatron(deployer, { source, patron: name })],
      };
      const act = acts[step.do];
      if (act === undefined) throw new Error(`there is no ${step.do}`);
      const expected = refusalOf(act[0]);
      const happened = await act[1]().then(
        () => undefined,
        (error: unknown) => (error instanceof ContractRevertError ? error.errorName : Promise.reject(error as Error)),
      );
      expect(happened, JSON.stringify(step)).to.equal(expected);
    };

    /** Where weight decays, units are off by a trillionth at the most. */
    const close = (found: bigint, wanted: bigint): void => {
      const off = found > wanted ? found - wanted : wanted - found;
      expect(off <= (halfLife === 0 ? 0n : wanted / 10n ** 11n + 1n), `${found} is not ${wanted}`).to.equal(true);
    };

    const compare = async (): Promise<void> => {
      const { client, networkHelpers } = world;
      if ((await networkHelpers.time.latest()) < now) await networkHelpers.time.increaseTo(now);
      for (const [account, { patron: wanted, lease, contributed }] of model.holdings) {
        expect(await actions.getPatron(client, { source, patron: account as Address })).to.deep.equal(wanted);
        const held = await getLease(client, { community, account: account as Address });
        expect(held.until).to.equal(lease.until);
        close(held.units, lease.units);
        const paid = await getAccount(client, { community, account: account as Address });
        expect(paid.contributed).to.equal(contributed);
      }
      const { account, units } = model.highest(now);
      const highest = await actions.getHighestPatron(client, { source });
      expect(highest?.patron).to.equal(account);
      close(highest?.units ?? 0n, units);
    };

    it(`agree on ${RUNS} sequences, and on what each refuses`, async () => {
      const steps = fc.array(command, { minLength: 15, maxLength: 30, size: "max" });
      const property = fc.asyncProperty(steps, async (sequence) => {
        await start.restore();
        // An inbox of its own, which counts its reports anew.
        operators = await openInbox(world, community);
        feed = await operators.feedOf("given", source);
        await actions.setSourceFeed(world.treasury, { source, inbox: operators.inbox, feed });
        now = (await world.networkHelpers.time.latest()) + 60;
        model = new PatronsModel({
          genesis,
          cycleLength: DAY,
          halfLife: BigInt(halfLife),
          mostReported: MOST_REPORTED,
        });
        for (const step of sequence) {
          await play(step);
          await compare();
        }
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
