import { expect } from "chai";
import { type Hex, keccak256 } from "viem";
import { readArtifact } from "../../../scripts/lib/artifacts.ts";
import { type TestChain, operatorSigners } from "../../test/chain.ts";
import { Dealings } from "../../test/dealings.ts";
import { type Told, acceptances } from "../../test/kills/ordeal.ts";
import { type Crew, LIFETIME, LIST, type Member, TAKEOVER, feed, poll, eachWithACrew } from "../../test/operators.ts";
import { signRequest } from "../http/peerAuth.ts";
import type { BallotBatch } from "../observation.ts";
import { ballotsBuilder } from "../reports/ballots.ts";
import { feedId } from "../reports/feeds.ts";
import { pollKeyOf } from "../reports/outcomes.ts";
import { type Proposal, toJson } from "../reports/report.ts";

/** Three operators, two of whom make a quorum; each sees what it sees, and speaks to the others over HTTP. */
describe("Quorum", () => {
  let chain: TestChain;
  let crew: Crew;
  let dealings: Dealings;

  const told = (): Promise<Told[]> => acceptances(chain, crew.inbox);
  const keys = async (): Promise<Hex[]> => (await told()).map(({ pollKey }) => pollKey);
  const keyOf = (pollId: string): Hex => pollKeyOf(LIST, pollId);
  const member = (index: number): Member => {
    const one = crew.members[index];
    if (one === undefined) throw new Error(`There is no operator ${index}.`);
    return one;
  };
  /** Who leads a sequence at first. */
  const leaderOf = (sequence: number): Member => member(sequence % 3);
  const othersThan = (leader: Member): Member[] => crew.members.filter((one) => one !== leader);
  const proposal: Dealings["proposal"] = (...of) => dealings.proposal(...of);
  const ask: Dealings["ask"] = (...of) => dealings.ask(...of);

  const assemble = eachWithACrew(3, (fresh, on) => {
    crew = fresh;
    chain = on;
    dealings = new Dealings(crew);
  });

  it("tells what all have seen, in its order, once", async () => {
    crew.see(poll("a"), poll("b"), poll("c"));
    await crew.rounds(12);
    expect(await keys()).to.deep.equal(["a", "b", "c"].map(keyOf));
    await crew.rounds(6);
    expect(await told()).to.have.lengthOf(3);
    expect(await member(0).database.query("SELECT FROM items WHERE wanted IS DISTINCT FROM reported")).to.have.lengthOf(
      0,
    );
  });

  it("tells what only one found, once the others have looked for themselves", async () => {
    member(0).view.list.push(poll("a"));
    for (const other of [member(1), member(2)]) other.view.hidden.set("a", poll("a"));
    crew.clock.advance(TAKEOVER);
    await crew.rounds(3);
    crew.clock.advance(TAKEOVER);
    await crew.rounds(3);
    crew.clock.advance(TAKEOVER);
    await crew.rounds(3);
    expect(await keys()).to.deep.equal([keyOf("a")]);
  });

  it("does not tell what only one sees, and is not held up by it", async () => {
    for (const one of crew.members) one.view.list.push(poll("mine", 5 + crew.members.indexOf(one)), poll("all"));
    await crew.rounds(4);
    expect(await keys()).to.deep.equal([keyOf("all")]);
  });

  it("goes on with one operator down, whoever leads", async () => {
    crew.see(poll("a"), poll("b"), poll("c"));
    member(2).down = true;
    for (let round = 0; round < 12; round++) {
      await crew.round();
      crew.clock.advance(TAKEOVER / 2);
    }
    expect(await keys()).to.deep.equal(["a", "b", "c"].map(keyOf));
    member(2).down = false;
    await crew.rounds(4);
    const items = await member(2).database.query("SELECT FROM items WHERE wanted IS DISTINCT FROM reported");
    expect(items, "it learned what was told without it").to.have.lengthOf(0);
    expect(await told()).to.have.lengthOf(3);
  });

  it("tells nothing with two of three down, and all of it when one comes back", async () => {
    crew.see(poll("a"));
    member(0).down = member(1).down = true;
    for (let round = 0; round < 5; round++) {
      await crew.round();
      crew.clock.advance(TAKEOVER);
    }
    expect(await told()).to.have.lengthOf(0);
    member(1).down = false;
    for (let round = 0; round < 5; round++) {
      await crew.round();
      crew.clock.advance(TAKEOVER);
    }
    expect(await keys()).to.deep.equal([keyOf("a")]);
  });

  it("a new leader goes on with what others have signed already", async () => {
    crew.see(poll("a"), poll("b"));
    const [leader, first, second] = [leaderOf(1), ...othersThan(leaderOf(1))];
    if (first === undefined || second === undefined) throw new Error("There are three.");
    const begun = await proposal(poll("b"));
    expect((await ask(first, leader, toJson(begun))).answer).to.have.property("signature");
    leader.down = true;
    for (let round = 0; round < 4; round++) {
      await crew.round();
      crew.clock.advance(TAKEOVER / 2);
    }
    expect((await keys())[0]).to.equal(keyOf("b"));
  });

  it("signs no second report of a sequence until the first cannot come in any more", async () => {
    crew.see(poll("a"), poll("b"));
    for (const one of crew.members) await one.operator.look(one.view, new AbortController().signal);
    const [one, other] = [member(0), member(1)];
    expect((await ask(one, other, toJson(await proposal(poll("a"))))).answer).to.have.property("signature");
    expect((await ask(one, other, toJson(await proposal(poll("b"))))).answer).to.deep.equal({
      refused: "other-signed",
    });
    await chain.control.increaseTime({ seconds: LIFETIME + 10 });
    await chain.control.mine({ blocks: 1 });
    // The time is over in the latest block, but not in one that stays.
    await one.operator.tell(feed);
    expect((await ask(one, other, toJson(await proposal(poll("b"))))).answer).to.deep.equal({
      refused: "other-signed",
    });
    await chain.control.mine({ blocks: 5 });
    await one.operator.tell(feed);
    expect((await ask(one, other, toJson(await proposal(poll("b"))))).answer).to.have.property("signature");
    expect(await one.database.query("SELECT FROM equivocations"), "which is no equivocation").to.have.lengthOf(0);
  });

  it("agrees on who withdrew, though only one of them saw what another voter thought in between", async () => {
    const polls = [{ source: LIST, poll: "p", election: 1, options: { yes: 1 }, fullScore: 100 }];
    const builder = ballotsBuilder({ kind: "ballots", polls });
    await assemble(3, {
      id: feedId("ballots"),
      name: "ballots",
      sources: [LIST],
      builder,
    });
    const batch = (...voters: [subject: string, optionId: string][]): BallotBatch => ({
      kind: "ballots",
      source: LIST,
      pollId: "p",
      closedAt: 5,
      contentHash: `0x${"11".repeat(32)}`,
      complete: true,
      ballots: voters.map(([subject, optionId]) => ({ subject, choices: [{ optionId, approve: true }], castAt: 5 })),
    });
    const settled = async (): Promise<void> => {
      for (let round = 0; round < 12; round++) {
        await crew.round();
        await chain.control.mine({ blocks: 4 });
        crew.clock.advance(TAKEOVER / 2);
      }
    };
    crew.see(batch(["1", "yes"], ["2", "yes"]));
    await settled();
    member(1).view.list.push(batch(["1", "no"], ["2", "yes"]));
    await member(1).operator.look(member(1).view, new AbortController().signal);
    crew.see(batch(["1", "yes"]));
    await settled();
    for (const { database } of crew.members) {
      expect(await database.query("SELECT FROM items WHERE wanted IS DISTINCT FROM reported")).to.have.lengthOf(0);
      const [last] = await database.query<{ body: string }>("SELECT body FROM observations ORDER BY id DESC LIMIT 1");
      const { ballots } = JSON.parse(last?.body ?? "") as BallotBatch;
      expect(ballots.map(({ castAt, choices }) => [castAt, choices.length])).to.deep.equal([
        [7, 1],
        [6, 0],
      ]);
    }
  });

  it("answers the same again with the same signature", async () => {
    crew.see(poll("a"));
    await member(0).operator.look(member(0).view, new AbortController().signal);
    const body = toJson(await proposal(poll("a")));
    const [first, second] = [await ask(member(0), member(1), body), await ask(member(0), member(1), body)];
    expect(first.answer).to.deep.equal(second.answer);
  });

  it("finds out who signs two reports of one sequence, and keeps them", async () => {
    crew.see(poll("a"), poll("b"));
    const rogue = leaderOf(2);
    const [leader] = [leaderOf(1)];
    const [one, two] = [await proposal(poll("a")), await proposal(poll("b"))];
    // The rogue has signed both, as its own storage shows to whoever asks.
    for (const each of [one, two]) {
      await insertSigned(rogue, each, await dealings.signed(rogue, each));
    }
    for (const other of crew.members)
      if (other !== rogue) await other.operator.look(other.view, AbortSignal.timeout(1e6));
    await leader.operator.tell(feed);
    const rows = await leader.database.query<{ signer: string; first: string; second: string }>(
      "SELECT signer, first, second FROM equivocations",
    );
    expect(rows).to.have.lengthOf(1);
    expect(rows[0]?.signer).to.equal(rogue.signer.address);
    expect([rows[0]?.first, rows[0]?.second]).to.have.members([dealings.digest(one), dealings.digest(two)]);
    await leader.operator.tell(feed);
    const text = await leader.metrics.registry.metrics();
    expect(text).to.include(`perdure_equivocations{signer="${rogue.signer.address}"} 1`);
  });

  async function insertSigned(owner: Member, one: Proposal, signature: Hex): Promise<void> {
    const { report } = one;
    await owner.database.query(
      "INSERT INTO proposals (digest, feed, sequence, observed_at, expires_at, body) VALUES ($1, $2, $3, $4, $5, $6)",
      [dealings.digest(one), report.feed, report.sequence, report.observedAt, report.expiresAt, toJson(one)],
    );
    await owner.database.query("INSERT INTO signatures VALUES ($1, $2, $3)", [
      dealings.digest(one),
      owner.signer.address,
      signature,
    ]);
  }

  it("signs nothing that it has not seen, or that says something else", async () => {
    const [one, other] = [member(0), member(1)];
    one.view.list.push(poll("a"));
    await one.operator.look(one.view, new AbortController().signal);
    const good = await proposal(poll("a"));
    const now = good.report.observedAt;
    const refused = async (what: object) => (await ask(one, other, toJson(what))).answer["refused"];
    expect(await refused(await proposal(poll("unseen")))).to.equal("not-seen");
    expect(await refused(await proposal(poll("a", 7)))).to.equal("not-seen");
    expect(await refused(await proposal(poll("a"), { payload: "0x1234" }))).to.equal("other-payload");
    expect(await refused(await proposal(poll("a"), { sequence: 2n }))).to.equal("out-of-turn");
    expect(await refused(await proposal(poll("a"), { feed: keccak256("0x01") }))).to.equal("unacceptable");
    expect(await refused(await proposal(poll("a"), { expiresAt: now + 10n * BigInt(LIFETIME) }))).to.equal(
      "unacceptable",
    );
    // Milliseconds for seconds.
    expect(await refused(await proposal(poll("a"), { observedAt: now * 1000n }))).to.equal("unacceptable");
    const [item] = good.items;
    expect(await refused({ ...good, items: [{ ...item, part: 1 }] })).to.equal("unacceptable");
    expect(await refused({ ...good, items: [{ ...item, source: "list:other" }] })).to.equal("unacceptable");
    expect(await refused({ ...good, items: [item, item] })).to.equal("unacceptable");
    expect((await ask(one, other, "{")).status).to.equal(400);
    expect((await ask(one, other, toJson({ ...good, more: 1 }))).status).to.equal(400);
    expect(await one.database.query("SELECT FROM signatures")).to.have.lengthOf(0);
    expect((await ask(one, other, toJson(good))).answer).to.have.property("signature");
  });

  it("lets no signature out that it could not store", async () => {
    const [one, other] = [member(0), member(1)];
    one.view.list.push(poll("a"));
    await one.operator.look(one.view, new AbortController().signal);
    await one.database.query("ALTER TABLE signatures ADD CONSTRAINT full_disk CHECK (false) NOT VALID");
    const body = toJson(await proposal(poll("a")));
    const path = "/peers/v1/sign";
    const clock = () => crew.clock.now();
    const headers = await signRequest(
      { method: "POST", path, body },
      { signer: other.signer, to: one.signer.address, clock },
    );
    const response = await fetch(one.server.url + path, { method: "POST", body, headers });
    await one.database.query("ALTER TABLE signatures DROP CONSTRAINT full_disk");
    expect(response.status).to.equal(500);
    expect(await response.text()).to.not.match(/0x[0-9a-f]{130}/);
  });

  it("lets in nobody but operators, each request once", async () => {
    const [one, other] = [member(0), member(1)];
    const body = toJson(await proposal(poll("a")));
    const good = await ask(one, other, body);
    expect(good.status).to.equal(200);
    const again = await fetch(`${one.server.url}/peers/v1/sign`, good.init);
    expect(await again.json()).to.deep.equal({ error: "seen before" });
    const elsewhere = await fetch(`${member(2).server.url}/peers/v1/sign`, good.init);
    expect(await elsewhere.json()).to.deep.equal({ error: "signed by somebody else, or for somebody else" });
    const otherPath = await fetch(`${one.server.url}/peers/v1/confirm`, good.init);
    expect(otherPath.status).to.equal(401);
    const stranger = operatorSigners(9)[8];
    if (stranger === undefined) throw new Error("There are nine.");
    const forged = await ask(one, { ...other, signer: stranger }, body);
    expect(forged.status).to.equal(401);
    const claimed = { "perdure-signer": other.signer.address };
    expect((await ask(one, { ...other, signer: stranger }, body, undefined, claimed)).status).to.equal(401);
    const late = { "perdure-timestamp": String(crew.clock.seconds - 3_600) };
    expect((await ask(one, other, body, undefined, late)).answer["error"]).to.include("is not now");
    const milliseconds = { "perdure-timestamp": String(crew.clock.now()) };
    expect((await ask(one, other, body, undefined, milliseconds)).status).to.equal(401);
    expect((await fetch(`${one.server.url}/peers/v1/feeds/${feed.id}/1`)).status).to.equal(401);
    crew.clock.advance(3_600_000);
    const late2 = await fetch(`${one.server.url}/peers/v1/sign`, good.init);
    expect(late2.status).to.equal(401);
  });

  it("signs anew for another set of signers", async () => {
    crew.see(poll("a"), poll("b"));
    member(2).down = true;
    for (const one of crew.members) await one.operator.look(one.view, new AbortController().signal);
    const begun = await proposal(poll("a"));
    await ask(member(0), member(1), toJson(begun));
    const { abi } = await readArtifact("contracts/oracle/ReportInbox.sol");
    const signers = [member(0), member(1)].map(({ signer }) => signer.address);
    await chain.wallet.writeContract({ address: crew.inbox, abi, functionName: "rotate", args: [signers, 2] });
    await chain.control.mine({ blocks: 1 });
    for (let round = 0; round < 8; round++) {
      await crew.round();
      crew.clock.advance(TAKEOVER / 2);
    }
    expect(await keys()).to.have.members([keyOf("a"), keyOf("b")]);
  });

  it("recognises what came in by another's hand", async () => {
    crew.see(poll("a"));
    await dealings.submit(await proposal(poll("a")), [member(0), member(1)]);
    await crew.rounds(8);
    expect(await keys()).to.deep.equal([keyOf("a")]);
    for (const { database } of crew.members) {
      expect(await database.query("SELECT FROM strangers")).to.have.lengthOf(0);
      expect(await database.query("SELECT FROM items WHERE wanted IS DISTINCT FROM reported")).to.have.lengthOf(0);
    }
  });

  it("tells again what a reorganisation took back", async () => {
    crew.see(poll("a"));
    for (let round = 0; round < 6 && (await told()).length === 0; round++) await crew.round();
    expect(await told()).to.have.lengthOf(1);
    await chain.control.request({ method: "anvil_rollback" as never, params: [1] as never });
    expect(await told()).to.have.lengthOf(0);
    await crew.rounds(6);
    expect(await keys()).to.deep.equal([keyOf("a")]);
  });
});
