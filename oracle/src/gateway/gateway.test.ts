import { expect } from "chai";
import { toFunctionSelector, zeroHash } from "viem";
import { CALLBACK, TOKEN, useGateway } from "../../test/metagov.ts";
import type { PollOutcome } from "../observation.ts";
import { encodeSetShares } from "../revenue/shares.ts";
import { signedAt } from "../verification/webhookSignature.ts";

const SET = toFunctionSelector("set(bytes32,(uint64,bytes32,string)[])");
const { signal } = new AbortController();

describe("the Metagov gateway, driven by a PolicyKit", () => {
  const world = useGateway();

  describe("votes", () => {
    it("open in the forum, are polled, close at five votes, and the driver and the member are told", async () => {
      const begun = await world.start();
      expect(begun).to.deep.include({ name: "discourse.poll", community: "town", status: "pending", errors: {} });
      expect(begun.url).to.match(/\/t\//);
      for (const [i, name] of ["ann", "ben", "cat", "dan"].entries()) world.vote(name, i % 2);
      world.clock.advance(5_000);
      expect((await world.policykit.getProcess()).outcome.votes).to.deep.equal({
        Yes: 2,
        No: 2,
        "Nobody wants this": 0,
      });
      world.vote("eve", 0);
      await world.observe();
      expect(world.outcome()).to.deep.include({
        status: "passed",
        voters: 5,
        policy: "pointer",
        source: world.metagov.name,
      });
      expect(world.outcome().options.map(({ label, count }) => [label, count])).to.deep.equal([
        ["Yes", "3"],
        ["No", "2"],
        ["Nobody wants this", "0"],
      ]);
      const ended = await world.policykit.getProcess();
      expect(ended.status).to.equal("completed");
      expect(ended.outcome).to.deep.include({ status: "passed", votes: { Yes: 3, No: 2, "Nobody wants this": 0 } });

      world.receiver.manners.push({ status: 500 });
      await world.deliver();
      world.clock.advance(60_000);
      await world.deliver();
      const callbacks = world.receiver.received.filter(({ path }) => path.startsWith("/metagov/internal/outcome/"));
      expect(callbacks.map(({ body }) => JSON.parse(body) as unknown)).to.deep.equal([ended, ended]);
      const [last] = callbacks.slice(-1);
      expect(signedAt(CALLBACK, last?.headers["perdure-signature"], last?.body ?? "", world.clock.seconds)).to.equal(
        world.clock.seconds,
      );
      const messages = world.forum.forum.messagesTo("ann").map(({ title }) => title);
      expect(messages).to.deep.equal([
        "Vote opened: Add $ann.example to the revenue share",
        "Vote ended: Add $ann.example to the revenue share",
      ]);
    });

    it("close at one word of somebody trusted, which decides", async () => {
      world.forum.forum.createUser("trusted", { trustLevel: 3 });
      await world.start();
      for (const name of ["ann", "ben", "cat"]) world.vote(name, 0);
      await world.observe();
      expect(world.recorded).to.deep.equal([]);
      world.vote("trusted", 1);
      await world.observe();
      expect(world.outcome().status).to.equal("failed");
    });

    it("close after a day, whoever has voted", async () => {
      await world.start();
      world.vote("ann", 0);
      world.clock.advance(86_400_000);
      await world.observe();
      expect(world.outcome()).to.deep.include({ status: "passed", voters: 1 });
    });

    it("are closed by their driver, once", async () => {
      await world.start({ policy: undefined });
      expect((await world.policykit.closeProcess()).outcome).to.deep.include({ status: "closed" });
      const error = await world.policykit.closeProcess().then(
        () => undefined,
        (reason: Error) => reason.message,
      );
      expect(error).to.include("Can't close process, it has already completed");
    });

    it("open once, however often a start is repeated, or its answer lost", async () => {
      const send = (title: string) => {
        const headers = { authorization: `Bearer ${TOKEN}`, "x-metagov-community": "town", "idempotency-key": "k1" };
        const body = JSON.stringify({ title, options: ["Yes"] });
        return fetch(`${world.served.url}/api/internal/process/discourse.poll`, { method: "POST", headers, body });
      };
      let isCut = true;
      world.forum.interfere = (context) => {
        if (!isCut || context.req.method !== "POST") return undefined;
        isCut = false;
        return context.req.json().then((body: Record<string, string>) => {
          world.forum.forum.write(world.forum.forum.user("system"), body);
          return context.text("the answer got lost", 502);
        });
      };
      const [first, second] = [await send("Once"), await send("Once")];
      expect([first.status, second.status]).to.deep.equal([202, 202]);
      expect(first.headers.get("location")).to.equal(second.headers.get("location"));
      expect(world.forum.forum.latest(Infinity)).to.have.length(1);
      expect((await send("Twice")).status).to.equal(409);
    });

    it("count every poll of the post", async () => {
      await world.start({ policy: undefined });
      const raw = (world.forum.forum.post(1) as unknown as { raw: string }).raw;
      world.forum.forum.edit(
        1,
        `${raw}\n[poll name=second type=regular results=always public=true]\n# More\n* A\n* B\n[/poll]`,
      );
      await world.policykit.closeProcess();
      expect(
        world.recorded.map(({ observation }) => (observation as PollOutcome).pollId.split("/").at(-1)),
      ).to.deep.equal(["poll", "second"]);
    });

    it("are seen by other operators with their own eyes", async () => {
      await world.start();
      for (const name of ["ann", "ben", "cat", "dan", "eve"]) world.vote(name, 0);
      await world.observe();
      const [claimed] = world.recorded;
      if (claimed === undefined) throw new Error("Nothing was observed.");
      const peer = world.build();
      expect(await peer.confirm(claimed, signal)).to.deep.equal(claimed.observation);
      const lie = { ...claimed, observation: { ...world.outcome(), status: "failed" as const } };
      expect(await peer.confirm(lie, signal)).to.deep.equal(claimed.observation);
      const elsewhere = { ...claimed, observation: { ...world.outcome(), pollId: "discourse:evil.example/1/poll" } };
      expect(await peer.confirm(elsewhere, signal)).to.equal(undefined);
      expect(await peer.confirm({ ...claimed, key: `${claimed.key}?again` }, signal)).to.equal(undefined);
    });

    it("go nowhere but where the operator lets callbacks go, and hold no markup", async () => {
      for (const [more, said] of [
        [{ callback_url: "http://169.254.169.254/x" }, "not of an origin"],
        [{ options: ["Yes", "Yes"] }, "has an option twice"],
        [{ title: "x\n[/poll]" }, "at title"],
        [{ policy: "constructor" }, "There is no policy 'constructor'"],
      ] as const) {
        const body = { title: "T", options: ["Yes"], ...more };
        const [status, detail] = await world.refusal(
          world.policykit.send("POST", "/api/internal/process/discourse.poll", body),
        );
        expect([status, detail], JSON.stringify(more)).to.satisfy(
          ([s, d]: [number, string]) => s === 400 && d.includes(said),
        );
      }
      expect(
        await world.refusal(
          world.policykit.send("POST", "/api/internal/process/slack.emoji-vote", { title: "T", options: ["a"] }),
        ),
      ).to.deep.equal([404, "There is no process 'slack.emoji-vote'."]);
      const [status] = await world.refusal(
        world.policykit.send("POST", "/api/internal/process/discourse.poll", { title: "T", options: ["[/poll]"] }),
      );
      expect(status).to.equal(502);
      expect(world.forum.forum.latest(Infinity)).to.deep.equal([]);
    });
  });

  describe("outcomes and shares", () => {
    it("records what a policy decided, once, and anew when it changes", async () => {
      const report = { proposal_id: 7, policy_id: 3, status: "passed", votes: { yes: 3, no: { count: 1 }, never: 0 } };
      await world.policykit.performAction("perdure.report-outcome", report);
      world.clock.advance(60_000);
      await world.policykit.performAction("perdure.report-outcome", report);
      const [first, second] = world.recorded.map(({ observation }) => observation);
      expect(first).to.deep.equal(second);
      expect(first).to.deep.include({ pollId: "town/7", status: "passed", policy: "3", voters: 4 });
      expect(
        await world.policykit.performAction("perdure.report-outcome", { ...report, status: "failed" }),
      ).to.deep.equal({
        recorded: true,
        poll_id: "town/7",
      });
      expect((world.recorded[2]?.observation as PollOutcome | undefined)?.status).to.equal("failed");
      expect(
        await world.policykit.performAction("perdure.report-outcome", { ...report, status: "proposed" }),
      ).to.deep.equal({
        recorded: false,
      });
    });

    it("has other operators believe what was signed, and nothing else", async () => {
      await world.signing().performAction("perdure.report-outcome", {
        proposal_id: "9",
        status: "passed",
        votes: { yes: 1 },
      });
      await world.policykit.performAction("perdure.report-outcome", { proposal_id: "10", status: "passed" });
      const [signed, told] = world.recorded;
      if (signed === undefined || told === undefined) throw new Error("Two were world.recorded.");
      const peer = world.build();
      expect(await peer.confirm(signed, signal)).to.deep.equal(signed.observation);
      expect(await peer.confirm(told, signal)).to.equal(undefined);
      const forged = { ...signed, evidence: (signed.evidence ?? "").replace('"v1=', '"v2=').replace("town", "other") };
      expect(await peer.confirm(forged, signal)).to.equal(undefined);
      for (const key of [`${signed.key}?again`, signed.key.replace("outcome", "revshare")]) {
        expect(await peer.confirm({ ...signed, key }, signal)).to.equal(undefined);
      }
    });

    it("brings pointers to the chain, each building on the last, and picks from what is there", async () => {
      const driver = world.signing();
      await world.chain.set(zeroHash, [{ weight: 1n, pointer: "$site.example" }]);
      const after = await driver.performAction("revshare.add-pointer", { pointer: "$ann.example", weight: 1 });
      expect(after).to.deep.equal({ "$site.example": 1, "$ann.example": 1 });
      await driver.performAction("revshare.add-pointer", { pointer: "$ann.example", weight: 1 }).catch(() => undefined);
      world.clock.advance(1_000);
      await driver.performAction("revshare.add-pointer", { pointer: "$ben.example", weight: 1 });
      const [first, second] = world.recorded;
      if (first === undefined || second === undefined || world.recorded.length !== 2)
        throw new Error("Two changes were made.");
      const site = { weight: 1n, pointer: "$site.example" };
      const ann = { weight: 1n, pointer: "$ann.example" };
      expect((second.observation as PollOutcome).data).to.equal(
        encodeSetShares(zeroHash, [site, ann, { weight: 1n, pointer: "$ben.example" }]),
      );
      const peer = world.build();
      expect(await peer.confirm(first, signal)).to.deep.equal(first.observation);
      expect(await peer.confirm({ ...first, key: first.key.replace("revshare", "outcome") }, signal)).to.equal(
        undefined,
      );
      // As a report would, by the mandate that the constitution gave it.
      const data = ((first.observation as PollOutcome).data ?? "0x").slice(2);
      await world.chain.treasury.sendTransaction({ to: world.chain.address, data: `${SET}${data}` });
      world.clock.advance(2_000);
      expect(await peer.confirm(second, signal)).to.deep.equal(second.observation);
      const config = await world.policykit.performAction("revshare.get-config", {});
      expect(config).to.deep.equal({ "$site.example": 1, "$ann.example": 1 });
      const picked = await fetch(`${world.served.url}/api/action/revshare.pick-pointer`, {
        method: "POST",
        headers: { "x-metagov-community": "town", "content-type": "application/json" },
        body: "{}",
      });
      expect(await picked.json())
        .to.have.property("pointer")
        .that.is.oneOf(["$site.example", "$ann.example"]);
      const [status, detail] = await world.refusal(
        world.policykit.send("POST", "/api/action/revshare.add-pointer", { parameters: {} }),
      );
      expect([status, detail]).to.deep.equal([404, "There is no action 'revshare.add-pointer'."]);
    });

    it("says so where nobody shares", async () => {
      const asked = world.policykit.send("POST", "/api/action/revshare.pick-pointer", { parameters: { key: "blog" } });
      expect(await world.refusal(asked)).to.deep.equal([404, "No pointers for key blog"]);
    });
  });
});
