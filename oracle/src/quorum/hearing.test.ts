import { expect } from "chai";
import { Dealings } from "../../test/dealings.ts";
import type { TestChain } from "../../test/chain.ts";
import { acceptances } from "../../test/kills/ordeal.ts";
import { type Crew, LIST, feed, poll, eachWithACrew } from "../../test/operators.ts";
import { rejected } from "../../test/storage.ts";
import { pollKeyOf } from "../reports/outcomes.ts";

/** How operators hear of what came in: from nodes that are not all as far, and of what came in without them. */
describe("Hearing of reports", () => {
  let chain: TestChain;
  let crew: Crew;

  const keys = async () => (await acceptances(chain, crew.inbox)).map(({ pollKey }) => pollKey);
  const keyOf = (pollId: string) => pollKeyOf(LIST, pollId);

  eachWithACrew(2, (fresh, on) => {
    crew = fresh;
    chain = on;
  });

  it("tells nothing twice when a node knows a report's sequence, but not its event", async () => {
    crew.see(poll("a"));
    await crew.rounds(2);
    expect(await keys()).to.deep.equal([keyOf("a")]);
    await chain.control.mine({ blocks: 5 });
    const { client } = chain;
    const { getContractEvents } = client;
    client.getContractEvents = () => Promise.resolve([]);
    for (const { operator } of crew.members) await rejected(operator.tell(feed), "outcomes has come to 1 on the chain");
    client.getContractEvents = getContractEvents;
    await crew.rounds(8);
    expect(await keys()).to.deep.equal([keyOf("a")]);
  });

  it("takes back what it was to bring in, when another has for good: it could only fail, again and again", async () => {
    crew.see(poll("a"));
    await crew.rounds(2);
    const states = async () => {
      const lists = await Promise.all(crew.members.map(({ operator }) => operator.outbox.list(9)));
      return lists.flat().map(({ state }) => state);
    };
    for (const { database, operator } of crew.members) {
      const [row] = await database.query<{ digest: string }>("SELECT digest FROM proposals");
      const call = { target: crew.inbox, data: "0x", gas: 100_000n, idleIfFalse: true } as const;
      await operator.outbox.plan({ key: `report:${row?.digest ?? ""}`, ...call });
    }
    expect(await states()).to.include("planned");
    await chain.control.mine({ blocks: 5 });
    for (const one of crew.members) await crew.tell(one);
    expect(await states())
      .to.include("idle")
      .and.not.to.include("planned");
  });

  it("asks about all that came in without it, be much of it nobody's", async () => {
    const dealings = new Dealings(crew);
    const [one] = crew.members;
    if (one === undefined) throw new Error("There are two.");
    for (let sequence = 1n; sequence <= 40n; sequence++) {
      await dealings.submit(await dealings.proposal(poll(`nobody's ${sequence}`), { sequence }), crew.members);
    }
    await dealings.submit(await dealings.proposal(poll("a"), { sequence: 41n }), crew.members);
    await chain.control.mine({ blocks: 5 });
    await crew.tell(one);
    const strangers = () =>
      one.database.query<{ sequence: bigint }>("SELECT sequence FROM strangers ORDER BY sequence");
    expect(await strangers()).to.have.lengthOf(41);
    // Only now it is seen, and known again by what it told.
    crew.see(poll("a"));
    await crew.rounds(8);
    expect((await strangers()).at(-1)?.sequence).to.equal(40n);
    expect(await one.database.query("SELECT FROM items WHERE wanted IS DISTINCT FROM reported")).to.have.lengthOf(0);
  });
});
