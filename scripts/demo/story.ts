import type { DemoCommunity, Name } from "./community.ts";
import { printField } from "./field.ts";
import { bar, heading, paint, percent, say, table } from "./print.ts";

/** The last hour of a week, seconds into it. */
const LAST_HOUR = 7 * 86_400 - 3_600;
const READING = 5_000;
const WEEKLY = 900;

/** What a story is told with: time to read, or none. */
export type Pause = (milliseconds: number) => Promise<void>;

/** A seat is contested, defended and outlives a year of silence; whatever is said was read from the chain. */
export class Story {
  constructor(
    private readonly lighthouse: DemoCommunity,
    private readonly pause: Pause,
  ) {}

  async tell(): Promise<void> {
    await this.#purchases();
    await this.#firstKeeper();
    await this.#challenge();
    await this.#whale();
    await this.#answer();
    await this.#silence();
  }

  async #purchases(): Promise<void> {
    const { lighthouse } = this;
    heading("1  Weight is earned, and fades");
    say(
      `Lighthouse sells weight for coins, and everybody here holds a badge that says: one person. What is bought halves every
      year, and counts for its square root. Ada and Ben buy today, the others half a year later.`,
    );
    await lighthouse.buy("Ada", 25);
    await lighthouse.buy("Ben", 4);
    await lighthouse.pass(26);
    await lighthouse.buy("Cleo", 16);
    await lighthouse.buy("Dan", 9);
    await lighthouse.buy("Eve", 1);
    const paid: Record<string, number> = { Ada: 25, Ben: 4, Cleo: 16, Dan: 9, Eve: 1 };
    const weights = (await lighthouse.weights()).filter(({ weight }) => weight > 0);
    table(
      ["", "paid", "weeks ago", "weight now", "could muster", ""],
      weights.map(({ name, weight, share }) => {
        const old = name === "Ada" || name === "Ben";
        return [name, `${paid[name]} ETH`, old ? "26" : "0", `${weight.toFixed(2)} ETH`, percent(share), bar(share)];
      }),
    );
    const [ada, eve] = [weights[0], weights.at(-1)];
    if (ada !== undefined && eve !== undefined) {
      say(
        `Ada's weight is ${(ada.weight / eve.weight).toFixed(1)} times Eve's; her say is only
        ${(ada.share / eve.share).toFixed(1)} times as much.`,
      );
    }
    await this.pause(READING);
  }

  async #firstKeeper(): Promise<void> {
    heading("2  An empty office");
    say(
      `The community has one office: the keeper. Ada stands for it. Nobody opposes her, but a seat is never taken at once: her
      bucket gains, every week, what her votes are of all that could be mustered. When it is full, she is seated.`,
    );
    await this.lighthouse.stand("Ada");
    await this.#untilSeated("Ada");
  }

  async #challenge(): Promise<void> {
    const { lighthouse } = this;
    heading("3  A challenger");
    say(
      `Ben stands against her; Cleo and Dan place their weight on him. From now on a bucket fills only by what its owner has
      more than the keeper, so the slower it fills the closer the race.`,
    );
    const ben = await lighthouse.stand("Ben");
    await lighthouse.place("Cleo", ben);
    await lighthouse.place("Dan", ben);
    await this.#untilSeated("Ben");
  }

  async #whale(): Promise<void> {
    const { lighthouse } = this;
    heading("4  A whale, in the last hour of the week");
    await lighthouse.pass(0, LAST_HOUR);
    await lighthouse.buy("Wim", 300);
    await lighthouse.stand("Wim");
    const field = await lighthouse.standing();
    const [wim, keeper] = [field.find(({ name }) => name === "Wim"), field.find(({ stage }) => stage === "incumbent")];
    say(
      `Wim buys for 300 ETH, more than everybody before him together, and places it on himself: ${percent(wim?.share ?? 0)} of
      all votes against ${percent(keeper?.share ?? 0)}. Another system would have a new keeper now.`,
    );
    await printField(lighthouse);
    const forecast = await lighthouse.forecast();
    if (forecast !== undefined) {
      const weeks = forecast.cycle - (await lighthouse.cycle()) + 1;
      say(`Here it would take him ${weeks} weeks, and everybody can see it coming.`);
    }
    await this.pause(READING);
    for (let week = 0; week < 3; week++) {
      await lighthouse.pass(1);
      await printField(lighthouse);
      await this.pause(WEEKLY);
    }
  }

  async #answer(): Promise<void> {
    const { lighthouse } = this;
    heading("5  The others answer");
    say(
      `Nothing is locked: Ada moves her weight to Ben, Dan moves his against Wim, and Eve, who had not voted, buys for 60 ETH
      and joins them. Wim leads no more, and his bucket empties.`,
    );
    const field = await lighthouse.standing();
    const [ben, wim] = ["Ben", "Wim"].map((name) => field.find((one) => one.name === name)?.candidacy ?? 0) as [
      number,
      number,
    ];
    await lighthouse.buy("Eve", 60);
    await lighthouse.place("Ada", ben);
    await lighthouse.place("Eve", ben);
    await lighthouse.place("Dan", wim, true);
    await printField(lighthouse);
    await this.pause(READING);
    for (let week = 0; week < 4; week++) {
      await lighthouse.pass(3);
      await printField(lighthouse);
      await this.pause(WEEKLY);
    }
    const forecast = await lighthouse.forecast();
    say(
      forecast === undefined
        ? `If nobody does anything, Ben stays keeper for ever.`
        : `If nobody does anything, ${forecast.name} takes the seat at the end of week ${forecast.cycle}.`,
    );
    await this.pause(READING);
  }

  async #silence(): Promise<void> {
    const { lighthouse } = this;
    heading("6  A year of silence");
    say(`For a year nobody does anything. No keeper bot runs, no transaction is sent, and yet all weight fades.`);
    const [before, transactions] = [await lighthouse.weights(), lighthouse.transactions];
    await lighthouse.pass(26);
    const half = await lighthouse.weights();
    await lighthouse.pass(26);
    const now = await lighthouse.weights();
    const eth = (weights: typeof now, name: string) =>
      `${(weights.find((row) => row.name === name)?.weight ?? 0).toFixed(2)} ETH`;
    table(
      ["", "a year ago", "half a year ago", "now", "could muster", ""],
      now.map(({ name, share }) => [
        name,
        eth(before, name),
        eth(half, name),
        eth(now, name),
        percent(share),
        bar(share),
      ]),
    );
    const paid = lighthouse.transactions - transactions;
    const gas = await lighthouse.advance("Cleo");
    const keeper = (await lighthouse.standing()).find(({ stage }) => stage === "incumbent");
    say(
      `In that year ${paid === 0 ? "no" : String(paid)} transactions were paid for. Everybody's weight halved alike, so nobody's
      say changed. The first transaction afterwards closed all 52 weeks for ${Number(gas).toLocaleString("en-US")} gas, and the
      keeper is still ${keeper?.name ?? "nobody"}.`,
    );
    await this.pause(READING);
  }

  /** Week after week, until somebody is seated; the forecast is made before and checked after. */
  async #untilSeated(name: Name): Promise<void> {
    const { lighthouse } = this;
    const forecast = await lighthouse.forecast();
    if (forecast === undefined) throw new Error(`nothing was to happen, but ${name} was to be seated`);
    const first = await lighthouse.cycle();
    await printField(lighthouse);
    say(`If nothing changes, ${forecast.name} is seated at the end of week ${forecast.cycle}.`);
    await this.pause(READING);
    for (let week = first; week <= forecast.cycle; week++) {
      await lighthouse.pass(1);
      await printField(lighthouse);
      await this.pause(WEEKLY);
    }
    const keeper = (await lighthouse.standing()).find(({ stage }) => stage === "incumbent");
    if (keeper?.name !== forecast.name) throw new Error(`${forecast.name} was foreseen, ${keeper?.name} is seated`);
    say(`Foreseen and so it is: ${paint("bold", keeper.name)} is keeper.`);
    await this.pause(READING);
  }
}
