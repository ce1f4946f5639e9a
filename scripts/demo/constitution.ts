import { type Address, formatEther, keccak256, parseEther, toHex, zeroAddress } from "viem";
import { getBalance } from "viem/actions";
import * as sdk from "../../sdk/src/actions/index.ts";
import {
  act,
  encodeClauses,
  enactDocument,
  getAvailable,
  getQueued,
  paymentAction,
} from "../../sdk/src/constitution/index.ts";
import { PerdureError } from "../../sdk/src/errors/index.ts";
import {
  arriveByFork,
  claimFromFork,
  executeFork,
  followFork,
  getFork,
  joinFork,
  proposeFork,
} from "../../sdk/src/forks/index.ts";
import { describeClause, treasurer } from "../../sdk/src/governance/index.ts";
import { CONSTITUTION, type DemoCommunity, KEEPER, type Name } from "./community.ts";
import { printField } from "./field.ts";
import { bar, heading, paint, percent, say, table } from "./print.ts";
import type { Pause } from "./story.ts";

const READING = 5_000;
const WEEKLY = 900;
const MONTH = 30 * 86_400;
const WEEKS_OF_DELAY = 4;
const MOST_WEEKS = 60;
const FOREVER = 2n ** 63n;
/** An account of the local chain that plays no other part. */
const CHANDLER = 8;
const FORK = 0n;
/** Of their weight, per cent, people leave on the office. */
const MOST = 80n;

const TEXT = "The keeper keeps the light burning, and buys oil for it: up to 10 ETH a month.\n";

/** A constitution is elected, an officer spends a budget and is replaced, and a minority leaves with its share. */
export class ConstitutionStory {
  constructor(
    private readonly lighthouse: DemoCommunity,
    private readonly pause: Pause,
  ) {}

  async tell(): Promise<void> {
    await this.#document();
    await this.#budget();
    await this.#replacement();
    await this.#fork();
  }

  async #document(): Promise<void> {
    const { lighthouse } = this;
    const { chain, community } = lighthouse;
    heading("7  A constitution");
    say(
      `All that was paid lies in the treasury, ${await this.#money(community.treasury)}, and nobody can touch it. Cleo writes a
      document: the keeper's office goes on, with everybody's ballots, and gets a budget. It is elected like everything else;
      Ada, Ben, Cleo and Eve move a fifth of their weight to it, which counts for more than a fifth of their votes.`,
    );
    const list = treasurer({
      title: "Keeper",
      carried: KEEPER,
      stabilizationFill: 10n ** 18n,
      amount: parseEther("10"),
      period: MONTH,
    });
    table(
      ["", ""],
      list.map((_, i) => [paint("green", "+"), describeClause(list, i)]),
    );
    const clauses = encodeClauses(list);
    const ben = await this.#candidacyOf("Ben");
    for (const name of ["Ada", "Ben", "Cleo", "Eve"] as const) await lighthouse.place(name, ben, false, MOST);
    const document = await lighthouse.nominate("Cleo", CONSTITUTION, { content: keccak256(toHex(TEXT)), clauses });
    for (const name of ["Ada", "Ben", "Eve"] as const)
      await lighthouse.placeIn(CONSTITUTION, name, document, false, 100n - MOST);
    await this.#untilSeated(CONSTITUTION, "Cleo", "document");
    const queued = await getQueued(chain.client, { community, election: CONSTITUTION });
    if (queued === undefined) throw new Error("the document has won, and is not queued");
    say(
      `It has won, and takes effect only after ${WEEKS_OF_DELAY} weeks: time to object, or to leave. Then anybody can enact it;
      Dan, who did not vote for it, does.`,
    );
    await lighthouse.pass(WEEKS_OF_DELAY);
    await lighthouse.act("Dan", (dan) => enactDocument(dan, { community, election: CONSTITUTION, clauses }));
    await this.pause(READING);
  }

  async #budget(): Promise<void> {
    const { lighthouse } = this;
    const { chain, community } = lighthouse;
    heading("8  An officer spends");
    const chandler = chain.actor(CHANDLER).account.address;
    const before = await getBalance(chain.client, { address: chandler });
    await this.#pay("Ben", chandler, "6");
    const paid = (await getBalance(chain.client, { address: chandler })) - before;
    const left = await getAvailable(chain.client, { community, office: KEEPER });
    say(`Ben, the keeper, buys oil for ${formatEther(paid)} ETH; ${formatEther(left)} ETH are left to him this month.`);
    say(`He tries to pay 6 ETH more. ${await this.#refusal(() => this.#pay("Ben", chandler, "6"))}`);
    await this.pause(READING);
  }

  async #replacement(): Promise<void> {
    const { lighthouse } = this;
    heading("9  An officer is replaced");
    say(
      `The oil was bad. Ada stands for keeper, and Cleo, Dan and Eve move to her all that they had placed: on Ben, against Wim, and
      on the document, which nobody contests.`,
    );
    const ada = await this.#candidacyOf("Ada");
    for (const name of ["Ada", "Cleo", "Eve"] as const) {
      await this.#withdrawEverything(name);
      await lighthouse.place(name, ada);
    }
    await lighthouse.place("Dan", ada);
    await this.#untilSeated(KEEPER, "Ada", "keeper");
    const chandler = lighthouse.chain.actor(CHANDLER).account.address;
    say(
      `A lost seat is lost power, at once. Ben tries to pay once more.
      ${await this.#refusal(() => this.#pay("Ben", chandler, "1"))} Ada can.`,
    );
    await this.#pay("Ada", chandler, "1");
    await this.pause(READING);
  }

  async #fork(): Promise<void> {
    const { lighthouse } = this;
    const { chain, community } = lighthouse;
    heading("10  A minority leaves, with its share");
    say(
      `Wim has had enough of being outvoted. He proposes a community of his own, Harbour, and joins it with all of his weight.
      Who holds a tenth of all votes for long enough may leave together; nobody has to agree.`,
    );
    const parameters = await this.#harbour();
    await lighthouse.act("Wim", (wim) => proposeFork(wim, { community, parameters }));
    await this.#withdrawEverything("Wim");
    await lighthouse.act("Wim", (wim) => joinFork(wim, { community, fork: FORK }));
    let weeks = 0;
    for (; weeks < MOST_WEEKS && !(await getFork(chain.client, { community, fork: FORK })).isReady; weeks++) {
      await lighthouse.pass(1);
    }
    const held = await getBalance(chain.client, { address: community.treasury });
    await lighthouse.act("Wim", (wim) =>
      executeFork(wim, { community, fork: FORK, parameters, assets: [zeroAddress] }),
    );
    const { child } = await getFork(chain.client, { community, fork: FORK });
    if (child === undefined) throw new Error("the fork was executed, and there is no child");
    const harbour = await sdk.getCommunity(chain.client, { kernel: child });
    await lighthouse.act("Wim", (wim) =>
      arriveByFork(wim, { community, fork: FORK, member: lighthouse.addressOf("Wim") }),
    );
    await this.#withdrawEverything("Dan");
    await lighthouse.act("Dan", (dan) => followFork(dan, { community, fork: FORK }));
    await lighthouse.act("Dan", (dan) => claimFromFork(dan, { community, fork: FORK, asset: zeroAddress }));
    const taken = await getBalance(chain.client, { address: harbour.treasury });
    say(
      `After ${weeks === 1 ? "a week" : `${weeks} weeks`} anybody may execute the fork, and Dan follows. ${eth(taken)} of the
      ${eth(held)} go along: of what is there, as much as the two have paid in of all that was. Both communities live on, each
      with a constitution of its own to elect.`,
    );
    await this.#printBoth(harbour);
    await this.pause(READING);
  }

  /** What Wim proposes: the same preset, under another name. */
  async #harbour(): Promise<sdk.KernelParametersInput> {
    const { chain, community, deployment } = this.lighthouse;
    return {
      ...(await sdk.getPresetParameters(chain.client, {
        factory: deployment.factory,
        preset: "blockchainProject",
        choices: {
          name: "harbour",
          symbol: "HARB",
          referenceCurrency: "ETH",
          gate: community.gate,
          purchases: { assets: [{}] },
          offices: [
            { kind: "office", method: "resource", seats: 1, nominationFill: 0n, stabilizationFill: 10n ** 18n },
          ],
        },
      })),
      genesisAt: 0n,
    };
  }

  async #printBoth(harbour: sdk.Community): Promise<void> {
    const { chain, community } = this.lighthouse;
    const names = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Wim"] as const;
    const shareIn = async (there: sdk.Community, name: Name): Promise<number> => {
      const units = await sdk.getUnits(chain.client, { community: there, account: this.lighthouse.addressOf(name) });
      const votes = await sdk.getVotesFor(chain.client, { community: there, units });
      const all = await sdk.getElectorate(chain.client, { community: there });
      return all === 0n ? 0 : Number((votes * 1_000_000n) / all) / 1_000_000;
    };
    const rows = await Promise.all(
      names.map(async (name) => {
        const [stays, goes] = [await shareIn(community, name), await shareIn(harbour, name)];
        return [paint("bold", name), percent(stays), bar(stays, 15), percent(goes), bar(goes, 15)];
      }),
    );
    const money = await Promise.all([community, harbour].map(({ treasury }) => this.#money(treasury)));
    table(["", "Lighthouse", "", "Harbour", ""], [...rows, ["treasury", "", money[0] ?? "", "", money[1] ?? ""]]);
  }

  async #pay(name: Name, to: Address, coins: string): Promise<void> {
    const { community } = this.lighthouse;
    const action = paymentAction({ office: KEEPER, to, amount: parseEther(coins), deadline: FOREVER });
    await this.lighthouse.act(name, (officer) => act(officer, { community, action }));
  }

  /** What the SDK says of a call that has to be refused. */
  async #refusal(call: () => Promise<void>): Promise<string> {
    const error: unknown = await call().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof PerdureError)) throw error ?? new Error("what had to be refused was done");
    return `Refused: ${paint("red", error.shortMessage)}`;
  }

  async #withdrawEverything(name: Name): Promise<void> {
    const { chain, community } = this.lighthouse;
    for (const election of [CONSTITUTION, KEEPER]) {
      const at = { community, election, voter: this.lighthouse.addressOf(name) };
      const { placements } = await sdk.getBallot(chain.client, at);
      if (placements.length === 0) continue;
      await this.lighthouse.act(name, (voter) => sdk.withdrawBallot(voter, { community, election }));
    }
  }

  async #candidacyOf(name: Name): Promise<number> {
    const field = await this.lighthouse.standing();
    return field.find((one) => one.name === name)?.candidacy ?? 0;
  }

  async #money(account: Address): Promise<string> {
    return eth(await getBalance(this.lighthouse.chain.client, { address: account }));
  }

  /** The forecast is made before and checked after; some of the weeks on the way are shown. */
  async #untilSeated(election: bigint, name: Name, seated: string): Promise<void> {
    const { lighthouse } = this;
    const forecast = await lighthouse.forecast(election);
    if (forecast?.name !== name) throw new Error(`${name} was to be seated, and ${forecast?.name} is foreseen`);
    await printField(lighthouse, election, seated);
    say(`If nothing changes, that is decided at the end of week ${forecast.cycle}.`);
    await this.pause(READING);
    const weeks = forecast.cycle + 1 - (await lighthouse.cycle());
    await lighthouse.pass(Math.floor(weeks / 2));
    await printField(lighthouse, election, seated);
    await this.pause(WEEKLY);
    await lighthouse.pass(weeks - Math.floor(weeks / 2));
    await printField(lighthouse, election, seated);
    const incumbent = (await lighthouse.standing(election)).find(({ stage }) => stage === "incumbent");
    if (incumbent?.name !== name) throw new Error(`${name} was foreseen, ${incumbent?.name} is seated`);
    await this.pause(WEEKLY);
  }
}

const eth = (wei: bigint): string => `${Number(formatEther(wei)).toFixed(2)} ETH`;
