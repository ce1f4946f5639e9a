import { expect } from "chai";
import { decodeFunctionData, encodeFunctionData, type Hex, zeroHash } from "viem";
import { ManualClock } from "../../test/helpers/clock.ts";
import { deployShares } from "../../test/shares.ts";
import { createRevenue, type Revenue, type Writers } from "./revenue.ts";
import { changeShares, encodeSetShares, flattenShares, isPointer, keyOf, pickPointer, type Share } from "./shares.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

const RUNS = process.env["PERDURE_DEEP"] === undefined ? 60 : 1_000;
const equal = (...pointers: string[]): Share[] => pointers.map((pointer) => ({ weight: 1n, pointer }));

describe("revenue shares, as the oracle reads them", () => {
  let chain: Awaited<ReturnType<typeof deployShares>>;
  let clock: ManualClock;
  let revenue: Revenue;
  let writers: Record<string, Writers>;
  let number: bigint;

  beforeEach(async () => {
    chain = await deployShares();
    clock = new ManualClock();
    writers = {};
    number = 0n;
    const { client, address } = chain;
    const random = (): bigint => number;
    const writersOf = (topic: string) => Promise.resolve(writers[topic]);
    revenue = createRevenue({ client, address, clock, random, writersOf });
  });

  const set = async (name: string, shares: readonly Share[]): Promise<void> => {
    await chain.set(keyOf(name), shares);
    clock.advance(2_000);
  };
  /** Who is picked by how many of the first thousand numbers. */
  const share = async (page: Parameters<Revenue["pick"]>[0]): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (let i = 0n; i < 1_000n; i++) {
      number = i * 7_919n + 13n;
      const pointer = (await revenue.pick(page)) ?? "nobody";
      counts[pointer] = (counts[pointer] ?? 0) + 1;
    }
    return counts;
  };

  it("picks what the contract would pick, by the same number, whatever leads where", async () => {
    const keys = ["_DEFAULT", "a", "b", "c"];
    const oneShare = fc.record({
      weight: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
      to: fc.oneof(fc.constantFrom(...keys), fc.constantFrom("$x.example", "$y.example/a", "$z.example")),
    });
    const config = fc.tuple(...keys.map(() => fc.array(oneShare, { maxLength: 4 })));
    const numbers = fc.array(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(config, numbers, fc.constantFrom(...keys, "unknown"), async (lists, picks, start) => {
        for (const [i, list] of lists.entries()) {
          const own = keyOf(keys[i] ?? "");
          const shares = list.map(({ weight, to }): Share =>
            to.startsWith("$") ? { weight, pointer: to } : { weight, key: keyOf(to) },
          );
          await set(
            keys[i] ?? "",
            shares.filter((one) => "pointer" in one || one.key !== own),
          );
        }
        for (const pick of picks) {
          number = pick;
          const byContract = await chain.contract.read.pick([keyOf(start), pick]).catch(() => undefined);
          expect(await revenue.pick({ key: start })).to.equal(byContract);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("gives half to the author of whatever topic it is, the rest to the site", async () => {
    await set("_DEFAULT", equal("$site.example"));
    await set("_TOPIC", [
      { weight: 1n, key: keyOf("_AUTHOR") },
      { weight: 1n, key: keyOf("_DEFAULT") },
    ]);
    writers["7"] = { author: "$ann.example", participants: ["$ann.example"] };
    const counts = await share({ topic: "7" });
    expect(counts["$ann.example"]).to.be.within(450, 550);
    expect(counts["$site.example"]).to.equal(1_000 - (counts["$ann.example"] ?? 0));
    // Who wrote it has no pointer, or nobody knows: all for the site.
    expect(await share({ topic: "8" })).to.deep.equal({ "$site.example": 1_000 });
    expect(await share({})).to.deep.equal({ "$site.example": 1_000 });
  });

  it("splits equally among those who take part, or gives to the team of a tag", async () => {
    await set("_DEFAULT", equal("$site.example"));
    await set("_TOPIC", [{ weight: 1n, key: keyOf("_PARTICIPANTS") }]);
    writers["7"] = { author: undefined, participants: ["$a.example", "$b.example", "$c.example", "$d.example"] };
    const counts = await share({ topic: "7" });
    expect(Object.keys(counts)).to.have.members(writers["7"].participants as string[]);
    for (const count of Object.values(counts)) expect(count).to.be.within(200, 300);
    await set("tag:governance", equal("$team.example"));
    expect(await share({ topic: "7", tags: ["other", "governance"] })).to.deep.equal({ "$team.example": 1_000 });
    expect(await share({ tags: ["other"] })).to.deep.equal({ "$site.example": 1_000 });
    await set("topic:7", equal("$one.example"));
    expect(await share({ topic: "7", tags: ["governance"] })).to.deep.equal({ "$one.example": 1_000 });
  });

  it("mixes a tag's team in, where the site decided so", async () => {
    await set("_DEFAULT", equal("$site.example"));
    await set("mixed", [
      { weight: 3n, key: keyOf("_TAGS") },
      { weight: 1n, pointer: "$site.example" },
    ]);
    await set("tag:x", equal("$team.example"));
    const counts = await share({ key: "mixed", tags: ["y", "x"] });
    expect(counts["$team.example"]).to.be.within(700, 800);
    expect(await share({ key: "mixed" })).to.deep.equal({ "$site.example": 1_000 });
  });

  it("asks the chain once a key and block, and sees the next block", async () => {
    await set("_DEFAULT", equal("$old.example"));
    let asked = 0;
    const client = {
      ...chain.client,
      readContract: (...args: never[]) => (
        asked++,
        (chain.client.readContract as (...args: never[]) => unknown)(...args)
      ),
    };
    const counted = createRevenue({ client: client as typeof chain.client, address: chain.address, clock });
    await Promise.all(Array.from({ length: 50 }, () => counted.pick({})));
    expect(asked).to.equal(1);
    await chain.set(zeroHash, equal("$new.example"));
    expect(await counted.pick({})).to.equal("$old.example");
    clock.advance(2_000);
    expect(await counted.pick({})).to.equal("$new.example");
    expect(asked).to.equal(2);
  });

  it("says that nobody shares, where nobody does", async () => {
    expect(await revenue.pick({})).to.equal(undefined);
    expect(await revenue.flatten("_DEFAULT", await chain.client.getBlockNumber())).to.deep.equal({});
  });

  it("flattens keys within keys into what each pointer gets on average", async () => {
    await set("_DEFAULT", [
      { weight: 1n, pointer: "$a.example" },
      { weight: 2n, pointer: "$b.example" },
    ]);
    await set("blog", [
      { weight: 3n, pointer: "$a.example" },
      { weight: 2n, key: keyOf("_DEFAULT") },
      { weight: 1n, key: keyOf("nothing") },
    ]);
    // 3/6 + 2/6 × 1/3 + 1/6 × 1/3, and 2/6 × 2/3 + 1/6 × 2/3.
    const flat = await revenue.flatten("blog", await chain.client.getBlockNumber());
    expect(flat).to.deep.equal({ "$a.example": 2, "$b.example": 1 });
    const wide = await flattenShares(
      () =>
        Promise.resolve([
          { weight: 2n ** 64n - 1n, pointer: "$a.example" },
          { weight: 1n, pointer: "$b.example" },
        ]),
      zeroHash,
    );
    expect(wide["$a.example"]).to.be.below(2 ** 53);
    expect(wide["$b.example"]).to.equal(1);
  });

  it("changes a configuration as a policy says, and makes the call of it", async () => {
    const one = changeShares([], { kind: "add", pointer: "$a.example", weight: 1n });
    const two = changeShares([...one, { weight: 1n, key: keyOf("team") }], {
      kind: "add",
      pointer: "$a.example",
      weight: 5n,
    });
    expect(two).to.deep.equal([
      { weight: 5n, pointer: "$a.example" },
      { weight: 1n, key: keyOf("team") },
    ]);
    expect(changeShares(two, { kind: "remove", pointer: "$a.example" })).to.deep.equal([two[1]]);
    const replaced = changeShares(two, { kind: "replace", pointers: { "$c.example": 2n } });
    expect(replaced).to.deep.equal([{ weight: 2n, pointer: "$c.example" }]);
    const { abi } = chain.contract;
    const shares = two.map((share) => ({ key: zeroHash, pointer: "", ...share }));
    const call = encodeFunctionData({ abi, functionName: "set", args: [keyOf("x"), shares] });
    expect(`0x${call.slice(10)}`).to.equal(encodeSetShares(keyOf("x"), two));
    expect(decodeFunctionData({ abi, data: call }).functionName).to.equal("set");
    for (const pointer of [
      "a.example",
      "$",
      "$/x",
      "$a?b",
      "$a#b",
      "$u@a",
      "$a:1",
      "$a b",
      "$ä",
      `$${"a".repeat(256)}`,
    ]) {
      expect(() => changeShares([], { kind: "add", pointer, weight: 1n }), pointer).to.throw("cannot have a share");
    }
    const full = Array.from({ length: 64 }, (_, i): Share => ({ weight: 1n, pointer: `$${i}.example` }));
    expect(() => changeShares(full, { kind: "add", pointer: "$z.example", weight: 1n })).to.throw("at most 64");
  });

  it("takes as pointers exactly what the contract takes", async () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from("$/a.?#@:\\ ~é!")), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(text, async (rest) => {
        const pointer = `$${rest}`;
        const taken = await chain.contract.simulate
          .set([zeroHash, [{ weight: 1n, key: zeroHash, pointer }]])
          .then(() => true)
          .catch(() => false);
        expect(isPointer(pointer), pointer).to.equal(taken);
      }),
      { numRuns: RUNS },
    );
  });

  it("names keys so that they can be read, and none twice", () => {
    expect(keyOf("_DEFAULT")).to.equal(zeroHash);
    expect(keyOf("topic:7")).to.equal(`0x${Buffer.from("topic:7").toString("hex").padEnd(64, "0")}`);
    const long = keyOf("t".repeat(32));
    expect(long).to.match(/^0x[0-9a-f]{64}$/);
    expect(long).not.to.equal(`0x${"74".repeat(32)}`);
    const key: Hex = `0x${"Ab".repeat(32)}`;
    expect(keyOf(key)).to.equal(key.toLowerCase());
  });

  it("comes to an end where keys lead in a circle", async () => {
    const circle = (key: Hex): Promise<Share[]> =>
      Promise.resolve([{ weight: 1n, key: key === keyOf("a") ? keyOf("b") : keyOf("a") }]);
    expect(await pickPointer(circle, keyOf("a"), 1n)).to.equal(undefined);
    expect(await flattenShares(circle, keyOf("a"))).to.deep.equal({});
  });
});
