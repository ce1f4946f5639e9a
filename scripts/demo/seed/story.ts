import { formatUnits } from "viem";
import { heading, paint, say, table } from "../print.ts";
import type { Pause } from "../story.ts";
import { EPOCH, SITE } from "./commons.ts";
import { MEMBERS, type MemberName, type SeedWorld } from "./world.ts";

const READING = 5_000;
const DAY = 86_400;
const VIEWS = 200;
/** A reader of the three, three times a day, 9 decimals of a dollar. */
const VISIT = 40_000_000n;
const READERS = ["dan", "eve", "fay"] as const satisfies MemberName[];
const POINTER = "$wallet.example/ann";
const OTHER = "$casino.example/win";
const DECIMALS = 9;

/** Votes are held in a forum, payments made on the web, and both are brought to the chain; all that is said was read from there. */
export class SeedStory {
  constructor(
    private readonly world: SeedWorld,
    private readonly pause: Pause,
  ) {}

  async tell(): Promise<void> {
    await this.#vote();
    await this.#trusted();
    await this.#share();
    await this.#receipts();
  }

  async #vote(): Promise<void> {
    const { world } = this;
    heading("17  A vote where people talk");
    say(
      `Commons is another community: it has a forum, whose pages are paid for by readers, and three operators who tell the chain
      what they see there. Two of them have to agree; today the third is down. Its document lets polls of the forum decide who
      shares in the revenue, a day after they end. So far it all goes to ${(await world.commons.pointers()).join(", ")}.`,
    );
    const third = world.operators.members[2];
    if (third !== undefined) third.down = true;
    say(`Ann writes a payment pointer into her profile, ${POINTER}. A poll opens by itself:`);
    await world.setPointer("ann", POINTER);
    await world.operators.round();
    for (const name of ["ann", "ben", "cat", "dan", "eve"] as const) {
      world.vote(name, POINTER, name === "dan" ? "No" : "Yes");
    }
    this.#printPoll(POINTER);
    say(
      `That is the fifth vote, at which polls of this kind end. Both operators read it themselves, sign, and send it.`,
    );
    await this.#reported(POINTER);
    const { title, raw } = world.forum.forum.messagesTo("ann").at(-1) ?? { title: "", raw: "" };
    say(`Ann has had ${world.forum.forum.messagesTo("ann").length} messages. The last one: “${title}. ${textOf(raw)}”`);
    await this.pause(READING);
  }

  async #trusted(): Promise<void> {
    const { world } = this;
    heading("18  One word is enough");
    await world.setPointer("ben", OTHER);
    say(`Ben would like ${OTHER} to be paid. Fay, whom the forum trusts at level 3, says no, and that decides.`);
    world.vote("ben", OTHER, "Yes");
    world.vote("fay", OTHER, "No");
    await this.#reported(OTHER);
    await this.pause(READING);
  }

  async #share(): Promise<void> {
    const { world } = this;
    heading("19  The next page view");
    await world.carriedOut(POINTER);
    // Pages remember a block for two seconds.
    await world.pass(10);
    say(
      `A day later anybody may carry out what was decided, and the first operator's keeper does. ${VIEWS} people look at a page of the forum:`,
    );
    const views = await Promise.all(Array.from({ length: VIEWS }, () => world.view()));
    const pointers = await world.commons.pointers();
    table(
      ["shares in the revenue", "views that pay it"],
      pointers.map((pointer) => [pointer, String(views.filter((one) => one === pointer).length)]),
    );
    if (!pointers.includes(SITE) || !pointers.includes(POINTER)) throw new Error("Ann's pointer was to share");
    await this.pause(READING);
  }

  async #receipts(): Promise<void> {
    const { world } = this;
    heading("20  A month of micropayments");
    const epoch = await this.#untilNextEpoch();
    for (let day = 0; day < 30; day++) {
      for (const name of READERS) for (let visit = 0; visit < 3; visit++) world.pay(name, VISIT + BigInt(day));
      await world.pass(DAY - 60);
      if (day % 10 === 9) await world.operators.round();
    }
    await world.pass(DAY);
    await world.until("the receipts are served", async () => (await world.receipt("dan")) !== undefined);
    const receipt = await world.receipt("dan");
    say(
      `Dan, Eve and Fay read every day, and stream a few cents each time: ${world.wallet.payments.length} payments into the wallet of
      Commons in month ${epoch}. The operators read them with grants of their own, and publish one root for all of them:
      ${receipt?.root.slice(0, 18)}… Whoever asks an operator gets a proof, and claims.`,
    );
    for (const name of READERS) await world.claim(name);
    const rows = READERS.map(async (name) => {
      const known = await world.receipt(name);
      const weight = await world.commons.weight(world.actor(name).account.address);
      return [name, eth(BigInt(known?.value ?? 0)), eth(weight)];
    });
    table(["", "receipted", "weight now"], await Promise.all(rows));
    say(
      `A dollar is booked as a thousandth of an ether here. Weight that was paid for on the web fades like any other.`,
    );
    await this.pause(READING);
  }

  /** @returns which month begins, counted from 0 */
  async #untilNextEpoch(): Promise<number> {
    const { world } = this;
    const genesis = await world.commons.genesisAt();
    const epoch = Math.floor((world.clock.seconds - genesis) / EPOCH) + 1;
    await world.moveTo(genesis + epoch * EPOCH);
    return epoch;
  }

  #printPoll(pointer: string): void {
    const poll = this.world.poll(pointer);
    table(
      [`Add ${pointer} to the revenue share`, "votes"],
      (poll?.options ?? []).map(({ html, votes }) => [html, String(votes)]),
    );
  }

  async #reported(pointer: string): Promise<void> {
    const { world } = this;
    await world.until("the outcome is on the chain", async () => (await world.reportOn(pointer)) !== undefined);
    const { status } = await world.reported(pointer);
    const { readyAt } = await world.commons.direction(world.pollKey(pointer));
    const seconds = Number(readyAt) - (await world.commons.time());
    const effect =
      readyAt === 0n ? "Nothing follows from it." : `It can be carried out in ${Math.ceil(seconds / 3_600)} h.`;
    say(`On the chain: ${paint("bold", status === 1 ? "passed" : "failed")}. ${effect}`);
  }
}

/** Where what was told about is to be looked at. */
export function printPlaces({ page, forum, commons, operators }: SeedWorld): void {
  const { kernel } = commons.community;
  const { inbox, outcomes, shares, receipts } = commons.addresses;
  say(
    `Commons is left running as well; ${MEMBERS.length} members, and the forum asks for an API key: ${forum.apiKey}.`,
  );
  table(
    ["", ""],
    [
      ["whom the next view pays", `${page}/web-monetization/pointer.json`],
      ["the same, for wallets", `${page}/revshare/_DEFAULT?format=json`],
      ["receipts", `${page}/receipts/{account}`],
      ["forum", `${forum.url}/posts.json`],
      ...operators.members.map(({ url, down }, i): [string, string] => [`operator ${i + 1}`, down ? "down" : url]),
      ["kernel of Commons", kernel],
      ["report inbox", inbox],
      ["outcomes", outcomes],
      ["revenue shares", shares],
      ["receipt source", receipts],
    ],
  );
}

const eth = (value: bigint): string => `${Number(formatUnits(value, DECIMALS)).toFixed(5)} ETH`;

const textOf = (markdown: string): string => markdown.replaceAll("**", "");
