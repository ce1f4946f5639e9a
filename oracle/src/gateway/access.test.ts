import { expect } from "chai";
import { OTHER_TOKEN, SIGNING, TOKEN, useGateway } from "../../test/metagov.ts";
import { signBody } from "../verification/webhookSignature.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

describe("the Metagov gateway, and who may ask it what", () => {
  const world = useGateway();

  describe("identities", () => {
    it("are created, linked, found, merged and unlinked", async () => {
      const base = "/api/internal/identity";
      const post = async (name: string, body: object) =>
        (await world.policykit.send("POST", `${base}/${name}`, body, false)).json() as Promise<never>;
      const ids: number[] = await post("create_id", { community_slug: "town", count: 2 });
      expect(ids).to.have.length(2);
      const link = {
        external_id: ids[0],
        community_slug: "town",
        platform_type: "discourse",
        platform_identifier: "ann",
      };
      expect(
        await post("link_account", { ...link, link_quality: "confirmed (strong)", custom_data: { a: 1 } }),
      ).to.deep.include({
        community: "town",
        link_type: "unknown",
        link_quality: "confirmed (strong)",
      });
      await post("link_account", {
        ...link,
        external_id: ids[1],
        platform_identifier: "ann2",
        link_quality: "unconfirmed",
      });
      expect(await world.policykit.findMetagovId("discourse", "ann")).to.equal(ids[0]);
      expect(await post("link_account", { ...link, external_id: ids[1] })).to.deep.equal({
        detail: "The account is linked to another id; unlink it first.",
      });
      await post("merge_ids", { primary_instance_id: ids[0], secondary_instance_id: ids[1] });
      expect(await post("merge_ids", { primary_instance_id: ids[1], secondary_instance_id: ids[0] })).to.deep.equal({
        detail: "They are one already.",
      });
      const get = async (path: string) =>
        (await world.policykit.send("GET", `${base}/${path}`, undefined, false)).json() as Promise<never>;
      const user: { primary_ID: number; linked_accounts: object[] } = await get(`get_user?external_id=${ids[1]}`);
      expect(user.primary_ID).to.equal(ids[0]);
      expect(user.linked_accounts).to.have.length(2);
      expect(await get(`get_linked_account?external_id=${ids[1]}&platform_type=discourse`)).to.include({
        platform_identifier: "ann",
      });
      const filtered = await get(
        `filter_users_by_account?community=town&external_id_list=${ids.join(",")}&link_quality=unconfirmed`,
      );
      expect(filtered).to.have.length(2);
      expect(
        await post("unlink_account", {
          community_slug: "town",
          platform_type: "discourse",
          platform_identifier: "ann",
        }),
      ).to.equal(true);
      expect(await world.policykit.findMetagovId("discourse", "ann")).to.equal(undefined);
      expect(await get(`get_user?external_id=${ids[0]}&external_id=x`)).to.not.have.property("stack");
    });

    it("of one community are nothing to another", async () => {
      const [id] = (await (
        await world.policykit.send("POST", "/api/internal/identity/create_id", { community_slug: "town" })
      ).json()) as number[];
      const other = (path: string) =>
        fetch(`${world.served.url}${path}`, { headers: { authorization: `Bearer ${OTHER_TOKEN}` } });
      expect((await world.refusal(other(`/api/internal/identity/get_user?external_id=${id}`)))[0]).to.equal(400);
      expect(await world.refusal(other("/api/internal/identity/get_users?community=town"))).to.deep.equal([
        400,
        "Community 'town' not found",
      ]);
      await world.start();
      expect(await world.refusal(other("/api/internal/process/discourse.poll/1"))).to.satisfy(
        ([status]: [number]) => status === 404,
      );
    });
  });

  describe("who may", () => {
    const path = "/api/internal/action/perdure.report-outcome";
    const body = JSON.stringify({ parameters: { proposal_id: 1, status: "passed" } });
    const post = (headers: Record<string, string>, to = path) =>
      world.refusal(
        fetch(`${world.served.url}${to}`, {
          method: "POST",
          headers: { "x-metagov-community": "town", ...headers },
          body,
        }),
      );

    it("is whoever knows the token, and names their community", async () => {
      expect(await post({})).to.deep.equal([401, "Authentication credentials were not provided."]);
      expect(await post({ authorization: "Bearer nonsense" })).to.deep.equal([401, "Invalid token."]);
      expect(await post({ authorization: `Bearer ${OTHER_TOKEN}` })).to.deep.equal([401, "Invalid token."]);
      expect(await post({ "x-metagov-community": "" })).to.deep.equal([
        400,
        "Missing required header 'X-Metagov-Community'",
      ]);
      expect(await post({ "x-metagov-community": "constructor" })).to.deep.equal([
        400,
        "Community 'constructor' not found",
      ]);
      expect(world.recorded).to.deep.equal([]);
    });

    it("or whoever signs: this, here, now, and once", async () => {
      const sign = (secret: string, at: number, to = path, community = "town", text = body) => ({
        "perdure-signature": signBody(secret, at, `POST ${to}\n${community}\n${text}`),
      });
      const now = world.clock.seconds;
      const bad = [401, "Invalid signature."];
      expect(await post(sign("another secret", now))).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now - 301))).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now + 301))).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now, "/api/internal/action/revshare.add-pointer"))).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now, path, "other"))).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now, path, "town", "{}"))).to.deep.equal(bad);
      expect(await post({ authorization: `Bearer ${TOKEN}`, "perdure-signature": "t=1,v1=00" })).to.deep.equal(bad);
      expect(await post(sign(SIGNING, now))).to.deep.equal([200, undefined]);
      expect(await post(sign(SIGNING, now))).to.deep.equal([401, "Signature was used before."]);
      expect(world.recorded).to.have.length(1);
    });

    it("asks no more often than others can bear", async () => {
      const pick = () =>
        fetch(`${world.served.url}/api/action/revshare.pick-pointer`, {
          method: "POST",
          headers: { "x-metagov-community": "town" },
        });
      for (let i = 0; i < 20; i++) expect((await pick()).status).to.equal(404);
      const throttled = await pick();
      expect([throttled.status, throttled.headers.get("retry-after")]).to.deep.equal([429, "3"]);
      world.clock.advance(3_000);
      expect((await pick()).status).to.equal(404);
    });
  });

  describe("hooks", () => {
    it("are hints to look, and events for the driver, however often they come", async () => {
      await world.start({ policy: undefined });
      world.forum.forum.toggle(world.forum.forum.user("system"), 1, "poll", "closed");
      world.clock.advance(5_000);
      const user = { user: { id: 5, username: "ann", user_fields: { "1": "$ann.example" } } };
      const hook = `${world.served.url}/api/hooks/town/discourse`;
      for (let i = 0; i < 2; i++) expect((await world.forum.deliver(hook, "user_updated", user)).status).to.equal(200);
      expect(world.outcome().status).to.equal("closed");
      await world.deliver();
      const events = world.receiver.received.filter(({ path }) => path === "/metagov/internal/action");
      expect(events.map(({ body }) => JSON.parse(body) as unknown)).to.deep.equal([
        {
          community: "town",
          source: "discourse",
          event_type: "user_fields_changed",
          timestamp: String(world.clock.seconds),
          data: user.user,
          initiator: { user_id: "ann", provider: "discourse" },
        },
      ]);
    });

    it("are refused unsigned, and unknown", async () => {
      const send = (to: string) =>
        world.refusal(fetch(`${world.served.url}/api/hooks/${to}`, { method: "POST", body: "{}" }));
      expect(await send("town/discourse")).to.deep.equal([401, "Invalid signature."]);
      expect(await send("town/slack")).to.deep.equal([404, "Not found."]);
      expect(await send("nowhere/discourse")).to.deep.equal([404, "Not found."]);
    });
  });

  describe("whatever it is sent", () => {
    const ROUTES = [
      "/api/internal/action/perdure.report-outcome",
      "/api/internal/action/revshare.add-pointer",
      "/api/internal/action/revshare.replace-config",
      "/api/internal/process/discourse.poll",
      "/api/internal/identity/link_account",
      "/api/internal/identity/merge_ids",
      "/api/internal/identity/create_id",
    ];
    const headers = { authorization: `Bearer ${TOKEN}`, "x-metagov-community": "town" };
    const send = async (
      path: string,
      body: string | Uint8Array<ArrayBuffer>,
      type = "application/json",
    ): Promise<number> => {
      const response = await fetch(`${world.served.url}${path}`, {
        method: "POST",
        headers: { ...headers, "content-type": type },
        body,
      });
      expect(await response.json())
        .to.have.property("detail")
        .that.is.a("string");
      world.clock.advance(60_000);
      return response.status;
    };

    it("is refused by name when it is no JSON, or more than JSON", async () => {
      const bodies: [string | Uint8Array<ArrayBuffer>, number, string?][] = [
        ["{", 400],
        ["<!DOCTYPE html><p>hello", 400, "text/html"],
        ['{"parameters":{"a":1,"a":2}}', 400],
        [`{"parameters":${"[".repeat(5_000)}`, 400],
        ["[]", 400],
        ["null", 400],
        ['{"parameters":{"__proto__":{"x":1}}}', 400],
        ['{"parameters":"\\ud800"}', 415],
        ['{"parameters":{"key":"\\u0000"}}', 400],
        [Uint8Array.of(0x7b, 0xff, 0x7d), 415],
        ["{}", 415, "application/json; charset=utf-16"],
        [`{"x":"${"a".repeat(300 * 1_024)}"}`, 413],
      ];
      for (const path of ROUTES) {
        for (const [body, status, type] of bodies) {
          expect(await send(path, body, type), `${path} ${String(body).slice(0, 40)}`).to.equal(status);
        }
      }
    });

    it("is refused with a detail when its parameters are not what they have to be", async () => {
      const value = fc.oneof(
        { maxDepth: 2 },
        fc.jsonValue(),
        fc.constantFrom<unknown>(-1, 1e300, "", "\u0000", "x".repeat(600), null),
      );
      const names = [
        "pointer",
        "weight",
        "key",
        "pointers",
        "proposal_id",
        "status",
        "votes",
        "title",
        "options",
        "closing_at",
      ];
      const more = [
        "notify",
        "callback_url",
        "external_id",
        "community_slug",
        "platform_type",
        "platform_identifier",
        "count",
      ];
      const parameters = fc.dictionary(fc.constantFrom(...names, ...more), value, {
        maxKeys: 6,
        noNullPrototype: true,
      });
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...ROUTES), parameters, async (path, given) => {
          const body = path.includes("/action/")
            ? { parameters: { ...given, unknown: 1, pointer: "no pointer" } }
            : given;
          const response = await fetch(`${world.served.url}${path}`, {
            method: "POST",
            headers,
            body: JSON.stringify(body),
          });
          world.clock.advance(60_000);
          const answer = await response.json().catch(() => undefined);
          if (!response.ok) expect(answer).to.have.property("detail").that.is.a("string");
          expect(response.status, JSON.stringify([path, body, answer])).to.be.below(500);
        }),
        { numRuns: process.env["PERDURE_DEEP"] === undefined ? 100 : 2_000 },
      );
    });

    it("is refused where it arrives too slowly, squeezed, or at no address of ours", async () => {
      const stalled = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("{")) });
      const late = fetch(`${world.served.url}${ROUTES[0]}`, {
        method: "POST",
        headers,
        body: stalled,
        duplex: "half",
      });
      while (world.clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
      world.clock.advance(10_000);
      expect((await late).status).to.equal(408);
      const squeezed = fetch(`${world.served.url}${ROUTES[0]}`, {
        method: "POST",
        headers: { ...headers, "content-encoding": "gzip" },
        body: "x",
      });
      expect((await world.refusal(squeezed))[0]).to.equal(415);
      const nothing = fetch(`${world.served.url}/api/internal/identity/get_users?community=town&link_type=%00`, {
        headers,
      });
      expect((await world.refusal(nothing))[0]).to.equal(400);
      const nul = fetch(`${world.served.url}/api/internal/identity/get_users?community=town&platform_type=%00`, {
        headers,
      });
      expect(await world.refusal(nul)).to.deep.equal([400, "Texts cannot hold the character 0."]);
      expect(await world.refusal(fetch(`${world.served.url}/api/nothing`))).to.deep.equal([404, "Not found."]);
      expect(await world.refusal(fetch(`${world.served.url}${ROUTES[0]}`, { method: "PATCH" }))).to.deep.equal([
        405,
        'Method "PATCH" not allowed.',
      ]);
    });
  });
});
