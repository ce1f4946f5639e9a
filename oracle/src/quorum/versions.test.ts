import { expect } from "chai";
import type { TestChain } from "../../test/chain.ts";
import { Dealings } from "../../test/dealings.ts";
import { acceptances } from "../../test/kills/ordeal.ts";
import { type Crew, LIST, TAKEOVER, feed, poll, eachWithACrew } from "../../test/operators.ts";
import { pollKeyOf } from "../reports/outcomes.ts";
import { toJson } from "../reports/report.ts";

/** What is told of one thing when it changes: every version at most once, and none after a later one. */
describe("Versions", () => {
  let chain: TestChain;
  let crew: Crew;

  const told = () => acceptances(chain, crew.inbox);
  const keyOf = (pollId: string) => pollKeyOf(LIST, pollId);

  eachWithACrew(3, (fresh, on) => {
    crew = fresh;
    chain = on;
  });

  it("supersedes what was edited after it was told", async () => {
    crew.see(poll("a"));
    await crew.rounds(6);
    crew.see(poll("a", 9));
    await crew.rounds(8);
    const [first, second, ...more] = await told();
    expect([first?.pollKey, second?.pollKey]).to.deep.equal([keyOf("a"), keyOf("a")]);
    expect(first?.payload).to.equal(await feed.builder.build(poll("a"), 0));
    expect(second?.payload).to.equal(await feed.builder.build(poll("a", 9), 0));
    expect(more).to.deep.equal([]);
  });

  it("tells a thing again that is as it was before it was told otherwise", async () => {
    for (const yes of [3, 4, 3]) {
      crew.see(poll("a", yes));
      await crew.rounds(8);
    }
    const payloads = (await told()).map(({ payload }) => payload);
    expect(payloads).to.have.lengthOf(3);
    expect(payloads[2]).to.equal(payloads[0]);
  });

  it("does not tell anew what an operator takes for the last word that has not seen the change yet", async () => {
    for (const [late, { view: behind }] of crew.members.entries()) {
      const versions = [poll(`${late}`), poll(`${late}`, 9)] as const;
      crew.see(versions[0]);
      await crew.rounds(8);
      for (const { view } of crew.members) if (view !== behind) view.list.push(versions[1]);
      for (let round = 0; round < 12; round++) {
        await crew.round();
        crew.clock.advance(TAKEOVER / 2);
      }
      const payloads = await Promise.all(versions.map((version) => feed.builder.build(version, 0)));
      const reports = (await told()).filter(({ pollKey }) => pollKey === keyOf(`${late}`));
      expect(reports.map(({ payload }) => payload)).to.deep.equal(payloads);
    }
  });

  it("test_Attack: whoever leads asks one that is behind for an old version again, which looks before it signs", async () => {
    const [one, behind, rogue] = crew.members;
    if (one === undefined || behind === undefined || rogue === undefined) throw new Error("There are three.");
    const dealings = new Dealings(crew);
    crew.see(poll("a"));
    await crew.rounds(8);
    behind.down = true;
    for (const { view } of [one, rogue]) view.list.push(poll("a", 9));
    for (let round = 0; round < 6; round++) {
      await crew.round();
      crew.clock.advance(TAKEOVER / 2);
    }
    behind.down = false;
    behind.view.hidden.set("a", poll("a", 9));
    await crew.tell(behind);
    const old = toJson(await dealings.proposal(poll("a"), { sequence: 3n }));
    expect((await dealings.ask(behind, rogue, old)).answer).to.deep.equal({ refused: "not-seen", items: [0] });
    // Then it becomes so again.
    behind.view.list.push(poll("a"));
    await behind.operator.look(behind.view, new AbortController().signal);
    expect((await dealings.ask(behind, rogue, old)).answer).to.have.property("signature");
  });
});
