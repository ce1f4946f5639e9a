import { expect } from "chai";
import { TOKEN, useGateway } from "../../test/metagov.ts";
import { sourceError } from "../../test/helpers/failure.ts";
import type { LoomioPollState } from "../../test/servers/loomio.ts";
import { createRequest } from "../http/request.ts";
import { createLoomioVotes } from "./loomioVotes.ts";

const QUESTION = { title: "Plant trees", options: ["Yes", "No", "Nobody wants this"], details: "Many." };

describe("votes in a group of Loomio, driven by a PolicyKit", () => {
  const world = useGateway();

  const start = (more: object = {}) =>
    world.policykit.startProcess("loomio.poll", { ...QUESTION, policy: "aDay", ...more });
  const first = (): LoomioPollState => {
    const [poll] = world.loomio.polls;
    if (poll === undefined) throw new Error("Loomio has no poll.");
    return poll;
  };
  const vote = (voter: string, option: number): void =>
    void Object.assign(first().options[option]?.voter_scores ?? {}, { [voter]: 1 });

  it("open there by the same words as anywhere, are polled, and end when Loomio has closed them", async () => {
    const begun = await start();
    expect(begun).to.deep.include({ name: "loomio.poll", status: "pending", url: `${world.loomio.url}/p/key1` });
    const { title, poll_type: type, group_id: group, closing_at: closing, details } = first();
    expect({ title, type, group }).to.deep.equal({ title: "Plant trees", type: "poll", group: 7 });
    expect(Date.parse(closing)).to.equal(Math.floor(world.clock.now() / 1_000) * 1_000 + 86_400_000);
    expect(details).to.match(/^Many\.\n\n\([0-9a-f]{32}\)$/);
    vote("11", 0);
    vote("12", 0);
    vote("13", 1);
    world.clock.advance(5_000);
    expect((await world.policykit.getProcess()).outcome.votes).to.deep.equal({ Yes: 2, No: 1, "Nobody wants this": 0 });
    // It is due, and Loomio has not got round to it: votes are still taken.
    world.clock.advance(90_000_000);
    await world.observe();
    expect(world.recorded).to.deep.equal([]);
    world.loomio.closePoll(first());
    await world.observe();
    expect(world.outcome()).to.deep.include({
      pollId: `loomio:${new URL(world.loomio.url).host}/key1`,
      status: "passed",
      policy: "aDay",
      voters: 3,
      closedAt: Math.floor(Date.parse(first().closed_at ?? "") / 1_000),
    });
    const ended = await world.policykit.getProcess();
    expect([ended.status, ended.outcome["status"]]).to.deep.equal(["completed", "passed"]);
    const [claimed] = world.recorded;
    if (claimed === undefined) throw new Error("Nothing was observed.");
    expect(await world.build().confirm(claimed, new AbortController().signal)).to.deep.equal(claimed.observation);
  });

  it("count hidden votes, but tell of no poll that is not the group's", async () => {
    await start({ policy: undefined });
    Object.assign(first(), { anonymous: true });
    vote("11", 1);
    world.clock.advance(5_000);
    expect((await world.policykit.getProcess()).outcome.votes).to.deep.include({ No: 1 });
    Object.assign(first(), { group_id: 8 });
    world.clock.advance(5_000);
    expect(await world.policykit.getProcess().catch((error: Error) => error.message)).to.include("502");
    const { loomio, clock } = world;
    const access = { url: loomio.url, apiKey: "a-key", group: 7 };
    const backend = createLoomioVotes({ loomio: access, clock, request: createRequest({ clock }) });
    expect((await sourceError(backend.read("key1", undefined))).fault).to.equal("not-found");
    expect(backend.referenceOf("../polls")).to.equal(undefined);
  });

  it("cannot be closed before they are due: whoever asks for that is told so at once", async () => {
    const send = (body: object) =>
      world.refusal(world.policykit.send("POST", "/api/internal/process/loomio.poll", { ...QUESTION, ...body }));
    const told = "loomio.poll ends when it is due: its policy cannot ask for votes or a trustLevel.";
    expect(await send({ policy: "pointer" })).to.deep.equal([400, told]);
    expect(world.loomio.polls).to.have.length(0);
    await start();
    const closing = await world.policykit.closeProcess().catch((error: Error) => error.message);
    expect(closing).to.include("400").and.to.include("loomio.poll ends when it is due, and not before.");
    const [status] = await send({ closing_at: "2020-01-01T00:00:00Z" });
    expect(status).to.equal(502);
  });

  it("open once, though the answer got lost, and nobody's poll passes for ours", async () => {
    const headers = { authorization: `Bearer ${TOKEN}`, "x-metagov-community": "town", "idempotency-key": "k1" };
    const send = () => {
      const body = JSON.stringify(QUESTION);
      return fetch(`${world.served.url}/api/internal/process/loomio.poll`, { method: "POST", headers, body });
    };
    world.loomio.open("A trap", ["Yes", "No"], { details: "(perdure-town-1)" });
    let isCut = true;
    world.loomio.interfere = async (context) => {
      if (!isCut || context.req.method !== "POST") return undefined;
      isCut = false;
      const asked = await context.req.json<{ title: string; options: string[]; details: string }>();
      world.loomio.open(asked.title, asked.options, { details: asked.details });
      return context.text("the answer got lost", 502);
    };
    expect((await send()).status).to.equal(502);
    // Who copies the mark comes too late.
    world.loomio.open("A copy", ["Yes", "No"], { details: world.loomio.polls[1]?.details ?? "" });
    const again = await send();
    expect(again.status).to.equal(202);
    expect(world.loomio.polls.map(({ title }) => title)).to.deep.equal(["A trap", "Plant trees", "A copy"]);
    const location = again.headers.get("location") ?? "";
    const process = (await (await fetch(world.served.url + location, { headers })).json()) as { url: string };
    expect(process.url).to.equal(`${world.loomio.url}/p/key2`);
  });
});
