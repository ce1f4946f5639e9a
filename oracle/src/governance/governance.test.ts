import { expect } from "chai";
import { Hono } from "hono";
import { type Hex, keccak256, type PublicClient, stringToHex } from "viem";
import { decodeClauses, enactDocument, encodeClauses } from "@perdure/sdk/constitution";
import { composeClauses, coreTeam, exportCommunityRule, guardian, treasurer } from "@perdure/sdk/governance";
import { fc } from "../../../test/helpers/fuzz.ts";
import { createGoverned, type Governed, ROOT } from "../../../test/helpers/governed.ts";
import { ManualClock } from "../../test/helpers/clock.ts";
import { sourceError } from "../../test/helpers/failure.ts";
import { serve, serveApp, type Served } from "../../test/helpers/server.ts";
import { clientOf, createLimit } from "../gateway/limits.ts";
import { answerErrors } from "../gateway/refusal.ts";
import { createRequest } from "../http/request.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { openPglite } from "../storage/pglite.ts";
import { Governance } from "./governance.ts";
import { GOVERNANCE_MIGRATIONS } from "./migrations.ts";
import { mountGovernance } from "./routes.ts";

const RUNS = process.env["PERDURE_DEEP"] === undefined ? 150 : 3_000;
const FOUNDING = "# The town's rules\n\nWe pay our bills.\n\n## Money\n\nOnce a month — in €.\n";
const FOUNDING_CLAUSES = composeClauses(coreTeam({ seats: 3, confirmations: 2 }), guardian());
const LIMIT = 100;
const hashOf = (text: string): Hex => keccak256(stringToHex(text));

/** Serves texts; what it does not have is not found. */
class Library {
  readonly texts = new Map<string, string>();
  asked = 0;
  served: Served | undefined;

  async open(): Promise<void> {
    this.served = await serve(({ url = "" }, response) => {
      this.asked += 1;
      const text = this.texts.get(url);
      response.writeHead(text === undefined ? 404 : 200, { "content-type": "text/markdown; charset=utf-8" }).end(text);
    });
  }

  urlOf(name: string): string {
    return `${this.served?.url ?? ""}${name}`;
  }
}

describe("the constitution as records that others know", function () {
  this.timeout(60_000);
  let database: Database;
  let library: Library;
  let governed: Governed;
  let clock: ManualClock;
  let governance: Governance;
  let failures: Error[];
  let served: Served;

  before(async () => {
    database = await openPglite();
    await migrate(database, GOVERNANCE_MIGRATIONS);
    library = new Library();
    await library.open();
  });

  after(() => Promise.all([database.close(), library.served?.close()]));

  const openGovernance = (more: Partial<ConstructorParameters<typeof Governance>[0]> = {}): Governance => {
    const { community, client } = governed;
    const config = { kernel: community.kernel, fromBlock: 0, ipfs: library.urlOf("") };
    const request = createRequest({ clock, publicFetch: fetch });
    const { chainId } = community;
    return new Governance({
      config,
      database,
      client,
      chainId,
      depth: 0n,
      clock,
      request,
      ...more,
    });
  };

  /** A community whose founding document waits to be enacted. Its chain is new, and its address the same as the last one's. */
  const found = async (uri: string, text: string): Promise<void> => {
    for (const table of ["cursors", "documents", "decisions", "texts"]) {
      await database.query(`TRUNCATE governance_${table}`);
    }
    const document = { content: hashOf(text), uri, clauses: encodeClauses(FOUNDING_CLAUSES) };
    governed = await createGoverned({ name: "town", daoURI: "https://town.example/dao.json", document });
    governance = openGovernance();
  };
  const enactFounding = async (): Promise<void> => {
    const { deployer, community } = governed;
    await enactDocument(deployer, { community, election: ROOT, clauses: encodeClauses(FOUNDING_CLAUSES) });
  };

  beforeEach(async () => {
    library.texts.clear();
    library.texts.set("/rules.md", FOUNDING);
    library.asked = 0;
    clock = new ManualClock();
    await found(library.urlOf("/rules.md"), FOUNDING);
    const app = new Hono();
    failures = [];
    answerErrors(app, (error) => failures.push(error));
    const count = createLimit(clock, LIMIT);
    const limit = (context: Parameters<typeof clientOf>[0]): void => count(clientOf(context, 0));
    const current = {
      get document() {
        return governance.document;
      },
      get isKnown() {
        return governance.isKnown;
      },
    };
    mountGovernance(app, { governance: current, clock, limit });
    served = await serveApp(app);
  });

  afterEach(async () => {
    await served.close();
    expect(failures).to.deep.equal([]);
  });

  const get = (name: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${served.url}/governance/${name}.json`, { headers });
  const draft = (name: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${served.url}/governance/${name}/draft`, { method: "POST", body, headers });
  const enacted = async (): Promise<void> => {
    await enactFounding();
    await governance.catchUp();
  };

  describe("going out", () => {
    it("is said to be unknown before the chain was looked at, and to be none before one is in force", async () => {
      const early = await get("communityrule");
      expect([early.status, early.headers.get("retry-after")]).to.deep.equal([503, "10"]);
      await governance.catchUp();
      const none = await get("govbase");
      expect(none.status).to.equal(404);
      expect(await none.json()).to.deep.equal({ detail: "No constitution is in force yet." });
      expect((await get("nothing")).status).to.equal(404);
    });

    it("is what the chain says, with the text that was voted on", async () => {
      await enacted();
      const rule = await get("communityrule");
      expect(rule.status).to.equal(200);
      expect(rule.headers.get("access-control-allow-origin")).to.equal("*");
      expect(rule.headers.get("cache-control")).to.equal("public, max-age=60");
      const whole = { title: "The town's rules", text: FOUNDING, clauses: FOUNDING_CLAUSES };
      expect(await rule.json()).to.deep.equal(JSON.parse(JSON.stringify(exportCommunityRule(whole))));

      const { Organizations, Documents } = (await (await get("govbase")).json()) as Record<string, never[]>;
      expect(Organizations?.[0]).to.deep.nested.include({ "fields.Organization name": "town" });
      expect(Documents?.[0]).to.deep.nested.include({
        id: hashOf(FOUNDING),
        "fields.Text": FOUNDING,
        "fields.daoURI": "https://town.example/dao.json",
        "fields.previousConstitutionURI": "",
      });
      const agreement = (await (await get("agreement")).json()) as { record: { data: { what: string } }[] };
      expect(agreement).to.deep.nested.include({ "agreement.process": "InForce", "public.text": FOUNDING });
      expect(agreement.record.map(({ data }) => data.what)).to.deep.equal(["nominated", "enacted"]);
    });

    it("is answered from memory, and not sent again to who has it", async () => {
      await enacted();
      const first = await get("communityrule");
      const tag = first.headers.get("etag") ?? "";
      expect(tag).to.match(/^"[0-9a-f]+"$/);
      const again = await get("communityrule", { "if-none-match": tag });
      expect([again.status, await again.text()]).to.deep.equal([304, ""]);
      expect((await get("govbase", { "if-none-match": tag })).status).to.equal(200);
      expect(library.asked).to.equal(1);
      // After a restart, from what is stored: neither the chain's past nor the text is asked for again.
      const asked: string[] = [];
      const { client } = governed;
      const listening = {
        ...client,
        request: (call: { method: string }) => {
          asked.push(call.method);
          return client.request(call as never);
        },
      } as unknown as PublicClient;
      governance = openGovernance({ client: listening });
      await governance.catchUp();
      expect((await get("communityrule", { "if-none-match": tag })).status).to.equal(304);
      expect(asked).to.not.include("eth_getLogs");
      expect(library.asked).to.equal(1);
    });

    it("changes with the constitution, and remembers the one before", async () => {
      await enacted();
      const tag = (await get("agreement")).headers.get("etag") ?? "";
      const clauses = treasurer({ amount: 10n ** 18n, period: 30 * 86_400 });
      // Nobody can look this one up.
      await governed.enact(0, clauses, 900n);
      const fault = await sourceError(governance.catchUp());
      expect(fault.source).to.equal("governance:text");
      const changed = await get("agreement", { "if-none-match": tag });
      expect(changed.status).to.equal(200);
      const { record, public: terms } = (await changed.json()) as { record: unknown[]; public: { perdure: Hex } };
      expect(record).to.have.length(4);
      expect(decodeClauses(terms.perdure).map(({ kind }) => kind)).to.deep.equal(["election", "budget"]);
      const { Documents } = (await (await get("govbase")).json()) as Record<string, never[]>;
      expect(Documents?.[0]).to.deep.nested.include({
        "fields.previousConstitutionURI": library.urlOf("/rules.md"),
        "fields.Name": "Constitution of town",
      });
    });

    it("shows no other text than was voted on, and shows that one as soon as it is to be had", async () => {
      library.texts.set("/rules.md", `${FOUNDING}\nThe mayor takes all.\n`);
      await enactFounding();
      const fault = await sourceError(governance.catchUp());
      expect(fault.message).to.contain("is another one than was voted on");
      const text = async (): Promise<string> => {
        const { public: terms } = (await (await get("agreement")).json()) as { public: { text: string } };
        return terms.text;
      };
      expect(await text())
        .to.contain(hashOf(FOUNDING))
        .and.to.contain(library.urlOf("/rules.md"));
      expect(await text()).to.not.contain("mayor");
      library.texts.set("/rules.md", FOUNDING);
      await governance.catchUp();
      expect(library.asked, "it is left alone for a while").to.equal(1);
      clock.advance(600_000);
      await governance.catchUp();
      expect(await text()).to.equal(FOUNDING);
    });

    it("is looked for where its nominator says, but never in our own network", async () => {
      await enactFounding();
      governance = openGovernance({ request: createRequest({ clock }) });
      expect((await sourceError(governance.catchUp())).fault).to.equal("unreachable");
      expect(library.asked).to.equal(0);
      await found("ipfs://bafyrules/../../secret", FOUNDING);
      await enactFounding();
      await sourceError(governance.catchUp());
      expect(library.asked).to.equal(0);
      // The gateway is the operator's choice, wherever it is.
      library.texts.set("/ipfs/bafyrules/rules.md", FOUNDING);
      await found("ipfs://bafyrules/rules.md", FOUNDING);
      await enactFounding();
      governance = openGovernance({ request: createRequest({ clock }) });
      await governance.catchUp();
      expect(governance.document?.text).to.equal(FOUNDING);
    });
  });

  describe("coming in", () => {
    it("takes what goes out back in, whole", async () => {
      await enacted();
      for (const name of ["communityrule", "govbase", "agreement"]) {
        const answer = await draft(name, await (await get(name)).text(), { "content-type": "application/json" });
        expect(answer.status, name).to.equal(200);
        const { title, text, clauses, says } = (await answer.json()) as Record<string, string>;
        expect({ title, text }, name).to.deep.equal({ title: "The town's rules", text: FOUNDING });
        expect(clauses, name).to.equal(encodeClauses(FOUNDING_CLAUSES));
        expect(says, name).to.have.length(FOUNDING_CLAUSES.length);
      }
    });

    it("takes a rule in Markdown, and drafts offices that can do nothing yet", async () => {
      const answer = await draft("communityrule", "# Club\n\n## Basics\n\nA council decides.\n", {
        "content-type": "text/markdown",
      });
      const { title, clauses } = (await answer.json()) as { title: string; clauses: Hex };
      expect(title).to.equal("Club");
      expect(decodeClauses(clauses)).to.have.length(1);
    });

    it("names what is wrong", async () => {
      const json = { "content-type": "application/json" };
      const refusals: [
        name: string,
        body: string | Uint8Array<ArrayBuffer>,
        headers: Record<string, string>,
        status: number,
      ][] = [
        ["communityrule", '{"name":"x","name":"y"}', json, 400],
        ["communityrule", `{"name":"x","modules":${"[".repeat(100)}`, json, 400],
        ["communityrule", '{"summary":"nobody"}', json, 400],
        ["communityrule", `{"name":"x","config":{"perdure":"0x12"}}`, json, 400],
        ["govbase", "{}", json, 400],
        ["agreement", "# Markdown", {}, 400],
        ["agreement", '{"agreement":{},"data":{},"public":{},"record":[{"timestamp":null,"data":1}]}', json, 400],
        ["govbase", new Uint8Array([0x7b, 0xff]), json, 415],
        ["govbase", "{}", { "content-type": "application/json; charset=utf-16" }, 415],
        ["govbase", "{}", { "content-encoding": "gzip" }, 415],
        ["agreement", "x".repeat(256 * 1_024 + 1), {}, 413],
      ];
      for (const [name, body, headers, status] of refusals) {
        const answer = await draft(name, body, headers);
        const { detail } = (await answer.json()) as { detail: string };
        expect(answer.status, detail).to.equal(status);
        expect(detail).to.match(/^\S.*\.$/);
      }
    });

    it("survives whatever somebody sends", async () => {
      const names = fc.constantFrom("communityrule", "govbase", "agreement");
      const sound = JSON.stringify(exportCommunityRule({ title: "x", text: FOUNDING, clauses: FOUNDING_CLAUSES }));
      const bent = fc
        .tuple(fc.nat(sound.length), fc.nat(60), fc.string())
        .map(([at, length, by]) => sound.slice(0, at) + by + sound.slice(at + length));
      const bodies = fc.oneof(fc.json(), fc.string(), bent);
      await fc.assert(
        fc.asyncProperty(names, bodies, async (name, body) => {
          clock.advance(60_000);
          const answer = await draft(name, body);
          expect([200, 400, 415]).to.include(answer.status);
          const told = (await answer.json()) as Record<string, unknown>;
          expect(told).to.have.any.keys("detail", "clauses");
        }),
        { numRuns: RUNS },
      );
    });

    it("refuses who asks too often", async () => {
      let last = 200;
      for (let i = 0; i <= LIMIT && last !== 429; i++) last = (await draft("agreement", "{}")).status;
      expect(last).to.equal(429);
    });
  });
});
