import { type Hex, encodeFunctionData, keccak256, toFunctionSelector, toHex } from "viem";
import * as sdk from "../../sdk/src/actions/index.ts";
import {
  type Clause,
  encodeClauses,
  enactDocument,
  getCodehash,
  getElectionsOf,
  getQueued,
} from "../../sdk/src/constitution/index.ts";
import { type Cooperative, type Person, VALUE } from "./cooperative.ts";
import { bar, heading, paint, percent, say, table } from "./print.ts";
import type { Pause } from "./story.ts";

const READING = 5_000;
const WAD = 10n ** 18n;
const ROOT = 0n;
const WEEKS_OF_DELAY = 4;
const MOST_WEEKS = 30;
const FEATURES = { halfLife: 0, interval: 8, floor: WAD / 20n };
/** Of their weight, per cent, people leave on the constitution. */
const ON_RULES = 40n;
const ISSUES = ["A whistle", "Dark mode", "Boil at altitude"] as const;

/** A sole maintainer becomes a team within a year: patrons, contributors, priorities, releases, and nobody who pays oneself. */
export class CooperativeStory {
  #office = 0n;

  constructor(
    private readonly kettle: Cooperative,
    private readonly pause: Pause,
  ) {}

  async tell(): Promise<void> {
    await this.#patrons();
    await this.#maintainer();
    await this.#priorities();
    await this.#release();
    await this.#team();
    await this.#year();
  }

  async #patrons(): Promise<void> {
    const { kettle } = this;
    heading("11  A project of one, and its patrons");
    say(
      `Mia maintains Kettle, alone, and founds a cooperative. Nobody can buy weight in it: Pat and Quinn give 30 and 10 euros a month,
      and weigh as much as they gave and have committed to give again, for a month. They let anybody collect the next month's when it is
      due, so their weight never lapses by forgetfulness; a keeper without any rights does it.`,
    );
    await kettle.patronise("Pat", 30);
    await kettle.patronise("Quinn", 10);
    await kettle.send("Mia", kettle.at.patrons, "nameHighest", [kettle.addressOf("Pat")]);
    await this.#printWeights();
    say(
      `They elect a constitution: an office for the maintainer, who lists contributors, serves what the community wants most, and
      publishes releases. No office pays itself: contributors never weigh more than the highest patron, nor together more than half.`,
    );
    await this.#enact("Pat", await this.#clauses(1, 1), ["Quinn"]);
    await this.pause(READING);
  }

  async #maintainer(): Promise<void> {
    const { kettle } = this;
    heading("12  The maintainer");
    const [office] = await getElectionsOf(kettle.chain.client, { community: kettle.community, election: ROOT });
    if (office === undefined) throw new Error("the document is in force, and there is no office");
    this.#office = office;
    const candidacy = await this.#nominateWithConsent("Pat", "Mia", 30n);
    await kettle.place("Quinn", office, candidacy, 30n);
    await this.#untilSeated(office, candidacy);
    await this.#list("Mia", 40);
    say(
      `Pat and Quinn elect Mia. As the sole contributor she weighs as much as the highest patron, whatever she writes down for herself:
      she wrote 40.`,
    );
    await this.#printWeights();
    await this.pause(READING);
  }

  async #priorities(): Promise<void> {
    const { kettle } = this;
    const { priorities } = kettle.at;
    heading("13  What to do next");
    for (const title of ISSUES) {
      await kettle.send("Vik", priorities, "openItem", [1, keccak256(toHex(title)), `https://kettle.example/${title}`]);
    }
    await this.#prop("Pat", 2n, 20n);
    await this.#prop("Mia", 3n, 20n);
    await this.#prop("Quinn", 2n, 20n);
    await kettle.pass(1);
    const items = await Promise.all(ISSUES.map(async (title, i) => ({ title, ...(await this.#item(BigInt(i + 1))) })));
    const ranked = items.toSorted((a, b) => Number(b.rank - a.rank));
    const most = Number(ranked[0]?.rank ?? 1n);
    const order = ranked.map(({ title }) => BigInt(ISSUES.indexOf(title) + 1));
    await kettle.read(priorities, "ranksOf", [1, order]);
    say(
      `Anybody may ask; weight ranks what is asked for. The chain checks the order of a page that somebody shows it.`,
    );
    table(
      ["", "weight", ""],
      ranked.map(({ title, rank }) => [title, (Number(rank) / 1e9).toFixed(1), bar(Number(rank) / most)]),
    );
    const [first = 1n] = order;
    await kettle.actAs("Mia", this.#office, priorities, "serve", [first]);
    for (const name of ["Pat", "Mia", "Quinn"] as const) {
      const [, permanent, leased] = await kettle.read<readonly [boolean, bigint, bigint]>(priorities, "placementOf", [
        first,
        kettle.addressOf(name),
      ]);
      if (permanent + leased > 0n) await kettle.send(name, priorities, "withdraw", [first]);
    }
    say(
      `Mia has done “${ISSUES[Number(first) - 1]}”, and says so: the weight on it is free again for what comes next.`,
    );
    await this.pause(READING);
  }

  async #release(): Promise<void> {
    const { kettle } = this;
    const { releases } = kettle.at;
    heading("14  A release, for patrons first");
    const content = keccak256(toHex("kettle-2.0.0.tgz"));
    const threshold = 100n * VALUE;
    const args = ["2.0.0", content, "https://kettle.example/kettle-2.0.0.tgz", threshold, 0n];
    await kettle.actAs("Mia", this.#office, releases, "publish", args);
    const may = (name: Person) => kettle.read<boolean>(releases, "hasAccess", [1, kettle.addressOf(name)]);
    const [pat, vik] = [await may("Pat"), await may("Vik")];
    let weeks = 0;
    for (; weeks < MOST_WEEKS && !(await may("Vik")); weeks++) await kettle.pass(1);
    say(
      `Version 2 opens to everybody once 100 euros have come in since. Until then Pat ${pat ? "may" : "may not"} have it and Vik, who
      gives nothing, ${vik ? "may" : "may not"}. The keeper collects every month; after ${weeks} weeks everybody may.`,
    );
    await this.pause(READING);
  }

  async #team(): Promise<void> {
    const { kettle } = this;
    heading("15  One becomes three");
    say(
      `Noor and Olu have sent good work, and Mia lists them. Then Quinn proposes that maintaining be done by three, of whom two have to
      agree. Nobody loses anything by it: the office goes on with its ballots, and Mia keeps her seat.`,
    );
    await this.#list("Noor", 20);
    await this.#list("Olu", 15);
    await kettle.pass(2);
    await this.#enact("Quinn", await this.#clauses(3, 2, this.#office), ["Pat", "Mia"]);
    for (const name of ["Noor", "Olu"] as const) {
      const candidacy = await kettle.nominate(name, this.#office, { nominee: kettle.addressOf(name) }, 50n);
      await this.#untilSeated(this.#office, candidacy);
    }
    const seats = await sdk.getIncumbents(kettle.chain.client, { community: kettle.community, election: this.#office });
    say(`The maintainers are now ${seats.map((owner) => kettle.nameOf(owner)).join(", ")}.`);
    await this.pause(READING);
  }

  async #year(): Promise<void> {
    const { kettle } = this;
    heading("16  After a year");
    const cycle = await kettle.cycle();
    if (cycle < 52) await kettle.pass(52 - cycle);
    await this.#printWeights();
    say(
      `In ${await kettle.cycle()} weeks ${(await kettle.money()).toLocaleString("en-US")} euros have come in, by ${kettle.transactions}
      transactions, those of the keeper included. Nobody holds a majority alone; whoever gives no more, or is struck off the list, fades
      from this table.`,
    );
    await this.pause(READING);
  }

  async #clauses(seats: number, confirmations: number, carried?: bigint): Promise<Clause[]> {
    const { chain, at } = this.kettle;
    const office: Clause = {
      kind: "election",
      title: "Maintainers",
      elects: "office",
      method: "resource",
      seats,
      nominationFill: 0n,
      stabilizationFill: WAD / 5n,
      ...(carried === undefined ? {} : { carried }),
    };
    const power = (target: Hex, signature: string): Clause => ({
      kind: "power",
      office: 0,
      target,
      selector: toFunctionSelector(signature),
      confirmations,
    });
    const { contributors, priorities, releases } = at;
    const powers = [
      power(contributors.address, "list(address,uint64)"),
      power(contributors.address, "strike(address)"),
      power(priorities.address, "serve(uint64)"),
      power(releases.address, "publish(string,bytes32,string,uint64,uint64)"),
    ];
    if (carried !== undefined)
      return [office, ...powers, { kind: "module", module: priorities.address, installed: true }];
    const data = encodeFunctionData({ abi: priorities.abi, functionName: "makeList", args: ["features", FEATURES] });
    const codehash = await getCodehash(chain.client, { target: priorities.address });
    return [
      office,
      ...powers,
      { kind: "module", module: priorities.address, installed: true },
      { kind: "call", target: priorities.address, data, codehash },
    ];
  }

  /** Nominates a document, supports it until it has won, waits for its delay, and enacts it. */
  async #enact(author: Person, list: readonly Clause[], supporters: readonly Person[]): Promise<void> {
    const { kettle } = this;
    const { chain, community } = kettle;
    const clauses = encodeClauses(list);
    const content = keccak256(clauses);
    const candidacy = await kettle.nominate(
      author,
      ROOT,
      { content, uri: "https://kettle.example/rules", clauses },
      ON_RULES,
    );
    for (const name of supporters) await kettle.place(name, ROOT, candidacy, ON_RULES);
    const weeks = await this.#untilSeated(ROOT, candidacy);
    if ((await getQueued(chain.client, { community, election: ROOT })) === undefined) {
      throw new Error("the document has won, and is not queued");
    }
    await kettle.pass(WEEKS_OF_DELAY);
    await kettle.act("Vik", (vik) => enactDocument(vik, { community, election: ROOT, clauses }));
    say(`It wins after ${weeks} weeks, and takes effect ${WEEKS_OF_DELAY} weeks later.`);
  }

  /** @returns after how many weeks */
  async #untilSeated(election: bigint, candidacy: number): Promise<number> {
    const { chain, community } = this.kettle;
    for (let weeks = 0; weeks < MOST_WEEKS; weeks++) {
      const field = await sdk.getStanding(chain.client, { community, election });
      if (field.find((one) => one.candidacy === candidacy)?.stage === "incumbent") return weeks;
      await this.kettle.pass(1);
    }
    throw new Error(`candidacy ${candidacy} of election ${election} was to be seated within ${MOST_WEEKS} weeks`);
  }

  /** Somebody without weight stands for an office by consent, and another person's ballot. */
  async #nominateWithConsent(voter: Person, nominee: Person, share: bigint): Promise<number> {
    const { kettle } = this;
    const { community } = kettle;
    const consent = await sdk.signConsent(kettle.actor(nominee), {
      community,
      election: this.#office,
      voter: kettle.addressOf(voter),
      deadline: 2n ** 63n,
    });
    const nomination = { nominee: kettle.addressOf(nominee), consent };
    return kettle.nominate(voter, this.#office, nomination, share);
  }

  /** Lists a contributor, as the office decides: alone, or two of its three. */
  async #list(name: Person, hand: number): Promise<void> {
    const { kettle } = this;
    const args = [kettle.addressOf(name), BigInt(hand) * VALUE];
    await kettle.actAs("Mia", this.#office, kettle.at.contributors, "list", args);
    kettle.keepContributor(name);
  }

  async #prop(name: Person, item: bigint, share: bigint): Promise<void> {
    const { kettle } = this;
    const { permanent, leased } = await kettle.shareOf(name, share);
    await kettle.send(name, kettle.at.priorities, "place", [item, false, permanent, leased, []]);
    kettle.keepItemFresh(item, name);
  }

  #item(item: bigint): Promise<{ rank: bigint }> {
    return this.kettle.read(this.kettle.at.priorities, "itemOf", [item]);
  }

  async #printWeights(): Promise<void> {
    const weights = await this.kettle.weights();
    table(
      [`week ${await this.kettle.cycle()}`, "given", "worked", "of all", ""],
      weights.map(({ name, given, worked, share }) => [
        paint("bold", name),
        given.toFixed(2),
        worked.toFixed(2),
        percent(share),
        bar(share),
      ]),
    );
  }
}
