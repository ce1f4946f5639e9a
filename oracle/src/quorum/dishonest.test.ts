import { expect } from "chai";
import { Hono } from "hono";
import { Dealings } from "../../test/dealings.ts";
import type { TestChain } from "../../test/chain.ts";
import { acceptances } from "../../test/kills/ordeal.ts";
import { type Crew, LIFETIME, LIST, type Member, TAKEOVER, poll, eachWithACrew } from "../../test/operators.ts";
import { pollKeyOf } from "../reports/outcomes.ts";
import { type Proposal, contentHashOf, toJson } from "../reports/report.ts";

/** What one of three operators can do to the others, two of whom make a quorum. */
describe("Dishonest operator", () => {
  let chain: TestChain;
  let crew: Crew;
  let dealings: Dealings;

  const keys = async () => (await acceptances(chain, crew.inbox)).map(({ pollKey }) => pollKey);
  const keyOf = (pollId: string) => pollKeyOf(LIST, pollId);
  const member = (index: number): Member => {
    const one = crew.members[index];
    if (one === undefined) throw new Error(`There is no operator ${index}.`);
    return one;
  };
  /** With turns for everybody. */
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round++) {
      await crew.round();
      crew.clock.advance(TAKEOVER / 2);
    }
  };
  const look = (one: Member) => one.operator.look(one.view, new AbortController().signal);

  /** Its signature of a report, beside what it says that the report is about. */
  const known = async (rogue: Member, proposal: Proposal) => ({
    proposal,
    signatures: { [rogue.signer.address]: await dealings.signed(rogue, proposal) },
  });
  /** Shows others what it likes, and signs nothing for them, whatever it says before. */
  const turn = (rogue: Member, { live = [], says = { refused: "not-seen" } }: { live?: unknown[]; says?: object }) => {
    rogue.rogue = new Hono()
      .get("/peers/v1/feeds/*", (context) => context.body(toJson(live), 200, { "content-type": "application/json" }))
      .post("/peers/v1/confirm", (context) => context.json(says))
      .post("/peers/v1/sign", (context) => context.json({ refused: "not-seen" }));
  };

  eachWithACrew(3, (fresh, on) => {
    crew = fresh;
    chain = on;
    dealings = new Dealings(crew);
  });

  for (const [what, changes] of Object.entries({
    "": {},
    " for ever": { expiresAt: 2n ** 62n },
    " beyond what can be stored": { expiresAt: 2n ** 64n - 1n },
  })) {
    it(`holds nobody up by signing${what} what was never seen`, async () => {
      const rogue = member(2);
      const invented = await known(rogue, await dealings.proposal(poll("invented"), changes));
      turn(rogue, { live: [invented] });
      // Each asks about what nobody else sees, and so hears of it.
      for (const one of [0, 1]) member(one).view.list.push(poll(`only ${one}`));
      await rounds(6);
      crew.see(poll("a"));
      await rounds(6);
      expect(await keys()).to.deep.equal([keyOf("a")]);
    });
  }

  it("holds nobody up with names that cannot be stored", async () => {
    const rogue = member(2);
    const proposal = await dealings.proposal(poll("invented"));
    const invented = await known(rogue, { ...proposal, items: proposal.items.map((one) => ({ ...one, key: "a\0b" })) });
    turn(rogue, { live: [invented] });
    crew.see(poll("a"));
    await rounds(6);
    expect(await keys()).to.deep.equal([keyOf("a")]);
  });

  it("fills nobody's storage with reports of one sequence", async () => {
    const rogue = member(2);
    const proposals = await Promise.all(Array.from({ length: 20 }, (_, i) => dealings.proposal(poll(`${i}`))));
    const shown = await Promise.all(proposals.map((one) => known(rogue, one)));
    turn(rogue, { live: shown });
    member(0).view.list.push(poll("a"));
    await rounds(8);
    // Two are what proves that it contradicts itself.
    const kept = "SELECT FROM proposals JOIN signatures USING (digest) WHERE signer = $1";
    expect(await member(0).database.query(kept, [rogue.signer.address])).to.have.lengthOf(2);
    expect(await member(0).database.query("SELECT FROM equivocations")).to.have.lengthOf(1);
  });

  it("does not make others forget one thing by telling another in its name", async () => {
    const rogue = member(2);
    crew.see(poll("a"), poll("b"));
    for (const one of [member(0), member(1)]) await look(one);
    const report = await dealings.proposal(poll("a"));
    const other = { key: "b", contentHash: contentHashOf(poll("b")), observation: poll("b") };
    for (const lie of [other, { key: "b" }]) {
      const shown = await known(rogue, { ...report, items: report.items.map((one) => ({ ...one, ...lie })) });
      turn(rogue, { live: [shown] });
      for (const one of [member(0), member(1)]) await crew.tell(one);
      crew.clock.advance(TAKEOVER);
      for (const one of [member(0), member(1)]) await crew.tell(one);
      crew.clock.advance(TAKEOVER);
      for (const one of [member(0), member(1)]) await crew.tell(one);
    }
    turn(rogue, {});
    for (const one of [member(0), member(1)]) await dealings.ask(one, rogue, toJson(report));
    await dealings.submit(report, [member(0), member(1)]);
    await rounds(12);
    expect(await keys()).to.deep.equal([keyOf("a"), keyOf("b")]);
    for (const { database } of [member(0), member(1)]) {
      expect(await database.query("SELECT FROM items WHERE wanted IS DISTINCT FROM reported")).to.have.lengthOf(0);
    }
  });

  it("holds the rest up for a report's lifetime at most, with what it only says that it would sign", async () => {
    turn(member(2), { says: { willing: true } });
    // Only one has seen it, and can show it to nobody.
    const [other, one] = [member(0), member(1)];
    one.view.list.push(poll("mine"), poll("a"));
    other.view.list.push(poll("a"));
    for (let lifetimes = 0; lifetimes < 4; lifetimes++) {
      await rounds(6);
      await chain.control.increaseTime({ seconds: LIFETIME + 10 });
      await chain.control.mine({ blocks: 5 });
    }
    await rounds(6);
    expect(await keys()).to.deep.equal([keyOf("a")]);
  });

  it("gets no second report of what has come in, from those who have not heard of that yet", async () => {
    const [one, other, rogue] = [member(0), member(1), member(2)];
    crew.see(poll("a"));
    for (const honest of [one, other]) await look(honest);
    const report = await dealings.proposal(poll("a"));
    for (const honest of [one, other]) {
      expect((await dealings.ask(honest, rogue, toJson(report))).answer).to.have.property("signature");
    }
    await dealings.submit(report, [one, other]);
    const again = toJson(await dealings.proposal(poll("a"), { sequence: 2n }));
    expect((await dealings.ask(one, rogue, again)).answer).to.deep.equal({ refused: "already-reported", items: [0] });
    await crew.tell(one);
    expect((await dealings.ask(one, rogue, again)).answer).to.deep.equal({ refused: "already-reported", items: [0] });
  });
});
