import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { LosslessNumber } from "lossless-json";
import { z } from "zod";
import { ManualClock } from "../../test/helpers/clock.ts";
import { sourceError } from "../../test/helpers/failure.ts";
import { type Served, serve } from "../../test/helpers/server.ts";
import { type SourceFault, SourceError } from "../errors.ts";
import { createPublicFetch, isPublicAddress } from "./publicFetch.ts";
import { createRequest, type Request } from "./request.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const body =
  (
    text: string | Uint8Array,
    headers: Record<string, string> = { "content-type": "application/json" },
    status = 200,
  ): Answer =>
  (response) => {
    response.writeHead(status, headers);
    response.end(text);
  };

describe("request", () => {
  let clock: ManualClock;
  let request: Request;
  let server: Served;
  let answer: Answer;
  let asked: IncomingMessage[];

  before(async () => {
    server = await serve((incoming, response) => {
      asked.push(incoming);
      answer(response, incoming);
    });
  });
  after(() => server.close());
  beforeEach(() => {
    clock = new ManualClock();
    request = createRequest({ clock });
    asked = [];
  });

  const json = async (text: string): Promise<unknown> => {
    answer = body(text);
    return (await request("test", { url: server.url, expect: "json" })).body;
  };
  const faultOf = async (given: Answer, expect: "json" | "csv" | "text" = "json"): Promise<SourceFault> => {
    answer = given;
    return (await sourceError(request("test", { url: server.url, expect, maxBytes: 1_000 }))).fault;
  };

  describe("reading", () => {
    it("gives what the schema makes of JSON", async () => {
      answer = body('{"id":7,"more":true}');
      const schema = z.object({ id: z.number() });
      const reply = await request("test", { url: server.url, expect: "json", schema });
      expect(reply.body).to.deep.equal({ id: 7 });
      expect(reply.status).to.equal(200);
    });

    it("rounds no number", async () => {
      const text = "[1, 0.1, 12345678901234567890, 0.123456789012345678, 1e2]";
      const values = (await json(text)) as unknown[];
      expect(values.slice(0, 3)).to.deep.equal([1, 0.1, 12345678901234567890n]);
      expect(values[3]).to.be.instanceOf(LosslessNumber).with.property("value", "0.123456789012345678");
      expect(values[4]).to.equal(100);
    });

    it("sends method, headers and body, and may ignore the answer", async () => {
      let sent = "";
      answer = (response, incoming) => {
        incoming.on("data", (piece: Buffer) => (sent += piece.toString()));
        incoming.on("end", () => response.writeHead(204).end());
      };
      const options = { method: "PUT", headers: { "api-key": "k" }, body: "a=1", expect: "nothing" } as const;
      const reply = await request("test", { url: server.url, ...options });
      expect([reply.status, sent, asked[0]?.method, asked[0]?.headers["api-key"]]).to.deep.equal([
        204,
        "a=1",
        "PUT",
        "k",
      ]);
    });

    it("reads tables, quoted fields included", async () => {
      answer = body('a,b\r\n"x, ""y""\n",\r\n', { "content-type": "text/csv" });
      const reply = await request("test", { url: server.url, expect: "csv" });
      expect(reply.body).to.deep.equal([
        ["a", "b"],
        ['x, "y"\n', ""],
      ]);
    });

    it("reads text as it is, with UTF-8 beyond ASCII", async () => {
      answer = body("Grüße, 世界", { "content-type": 'text/plain; charset="UTF-8"' });
      expect((await request("test", { url: server.url, expect: "text" })).body).to.equal("Grüße, 世界");
    });
  });

  describe("refuses", () => {
    const pages: [string, Answer, SourceFault][] = [
      ["a web page that calls itself one", body("hello", { "content-type": "text/html; charset=utf-8" }), "html"],
      ["a web page that calls itself JSON", body(" \n<!DOCTYPE html><p>Log in"), "html"],
      ["another charset", body("{}", { "content-type": "application/json; charset=ISO-8859-1" }), "charset"],
      ["bytes that are not UTF-8", body(Buffer.from('{"a":"é"}', "latin1")), "charset"],
      ["half a character", body('{"a":"\\ud800"}'), "charset"],
      ["half a character as a key", body('{"\\udc00":1}'), "charset"],
      ["a key twice", body('{"a":1,"b":2,"a":3}'), "duplicate-key"],
      ["a key twice, written differently", body('{"a":1,"\\u0061":3}'), "duplicate-key"],
      ["deep arrays", body("[".repeat(500) + "]".repeat(500)), "too-deep"],
      [
        "deep objects, behind a bracket in a string",
        body('{"a":"]]}"'.repeat(1) + ',"b":' + '{"a":'.repeat(100)),
        "too-deep",
      ],
      ["nothing", body(""), "malformed"],
      ["half of it", body('{"a":'), "malformed"],
      ["more than it", body("{} {}"), "malformed"],
      ["NaN", body("NaN"), "malformed"],
      ["a number without end", body("9".repeat(500)), "malformed"],
      ["one byte too many", body(`"${"a".repeat(999)}"`), "oversized"],
      ["a bomb", body(gzipSync("a".repeat(100_000)), { "content-encoding": "gzip" }), "oversized"],
      ["401", body("{}", {}, 401), "unauthorized"],
      ["403", body("{}", {}, 403), "unauthorized"],
      ["404", body("{}", {}, 404), "not-found"],
      ["410", body("{}", {}, 410), "not-found"],
      ["500", body("{}", {}, 500), "status"],
      ["304", body("", {}, 304), "status"],
    ];
    for (const [what, given, fault] of pages) it(what, async () => expect(await faultOf(given)).to.equal(fault));

    it("tables out of shape", async () => {
      expect(await faultOf(body("a,b\n1\n", {}), "csv")).to.equal("malformed");
      expect(await faultOf(body('a,b\n"1,2\n', {}), "csv")).to.equal("malformed");
      expect(await faultOf(body("<html>", {}), "csv")).to.equal("html");
    });

    it("what the schema does not know, by its field", async () => {
      answer = body('{"polls":[{"id":"x"}]}');
      const schema = z.object({ polls: z.array(z.object({ id: z.number() })) });
      const error = await sourceError(request("test", { url: server.url, expect: "json", schema }));
      expect(error.fault).to.equal("unexpected");
      expect(error.message).to.contain("polls.0.id");
    });

    it("to wait longer than the deadline, in the head or in the middle of a body", async () => {
      for (const stall of [() => undefined, (response: ServerResponse) => void response.write('{"a":')]) {
        const stalled = new Promise<void>((resolve) => {
          answer = (response) => {
            stall(response);
            resolve();
          };
        });
        const work = sourceError(request("test", { url: server.url, expect: "json", timeoutMs: 5_000 }));
        await stalled;
        clock.advance(5_000);
        expect((await work).fault).to.equal("timeout");
        expect(clock.sleeping).to.equal(0);
      }
    });

    it("to go on when it is called off, before or while", async () => {
      const url = server.url;
      expect((await sourceError(request("test", { url, expect: "json", signal: AbortSignal.abort() }))).fault).to.equal(
        "timeout",
      );
      const controller = new AbortController();
      answer = () => controller.abort();
      expect((await sourceError(request("test", { url, expect: "json", signal: controller.signal }))).fault).to.equal(
        "timeout",
      );
    });

    it("what drops the connection or is not there", async () => {
      expect(await faultOf((response) => response.destroy())).to.equal("unreachable");
      expect(
        await faultOf((response) => {
          response.writeHead(200, { "content-length": "50" });
          response.write("{");
          setImmediate(() => response.destroy());
        }),
      ).to.equal("unreachable");
      const gone = await serve(() => undefined);
      await gone.close();
      expect((await sourceError(request("test", { url: gone.url, expect: "json" }))).fault).to.equal("unreachable");
    });

    it("addresses that are not HTTP, or carry a password", async () => {
      for (const url of ["file:///etc/passwd", "http://a:b@127.0.0.1/", "nonsense", "data:application/json,{}"]) {
        expect((await sourceError(request("test", { url, expect: "json" }))).fault, url).to.equal("unexpected");
      }
    });

    it("to tell its query, where keys may be", async () => {
      answer = body("{}", {}, 500);
      const error = await sourceError(request("test", { url: `${server.url}/?api_key=secret`, expect: "json" }));
      expect(error.message).not.to.contain("secret");
    });
  });

  describe("redirects", () => {
    const redirect = (location: string): Answer => body("", { location }, 302);

    it("are followed within the origin", async () => {
      answer = (response, incoming) => (incoming.url === "/a" ? redirect("/b") : body("1"))(response, incoming);
      expect((await request("test", { url: `${server.url}/a`, expect: "json" })).body).to.equal(1);
      expect(asked.map(({ url }) => url)).to.deep.equal(["/a", "/b"]);
    });

    it("are not followed elsewhere, for ever, or with what was sent", async () => {
      expect(await faultOf(redirect("http://localhost:1/"))).to.equal("status");
      expect(asked).to.have.length(1);
      expect(await faultOf(redirect("/again"))).to.equal("status");
      expect(asked).to.have.length(5);
      const post = { url: server.url, method: "POST", body: "{}", expect: "json" } as const;
      expect((await sourceError(request("test", post))).fault).to.equal("status");
      expect(asked).to.have.length(6);
    });
  });

  describe("patience", () => {
    const wait = async (headers: Record<string, string>, text = "{}", status = 429): Promise<SourceError> => {
      answer = body(text, headers, status);
      return sourceError(request("test", { url: server.url, expect: "json" }));
    };

    it("is read from seconds, dates, Discourse and GitHub, the longest counting", async () => {
      const inTenSeconds = new Date(clock.now() + 10_000).toUTCString();
      expect((await wait({ "retry-after": "7" })).retryAfter).to.equal(7_000);
      expect((await wait({ "retry-after": inTenSeconds })).retryAfter).to.equal(10_000);
      const discourse = '{"errors":["slow down"],"error_type":"rate_limit","extras":{"wait_seconds":12}}';
      expect((await wait({ "retry-after": "7" }, discourse)).retryAfter).to.equal(12_000);
      const reset = String(clock.seconds + 30);
      const github = await wait({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset }, "{}", 403);
      expect([github.fault, github.retryAfter]).to.deep.equal(["rate-limited", 30_000]);
      expect((await wait({ "retry-after": "9" }, "{}", 503)).retryAfter).to.equal(9_000);
    });

    it("has an end, and is not asked for by nonsense", async () => {
      expect((await wait({ "retry-after": "99999999999" })).retryAfter).to.equal(86_400_000);
      expect((await wait({ "retry-after": "soon" }, "<html>")).retryAfter).to.equal(undefined);
      expect((await wait({ "retry-after": new Date(0).toUTCString() })).retryAfter).to.equal(0);
    });
  });

  describe("the public internet", () => {
    it("does not contain this machine, by address or by name", async () => {
      answer = body("1");
      const { port } = new URL(server.url);
      for (const host of ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f000001", "0.0.0.0"]) {
        const url = `http://${host}:${port}`;
        expect((await sourceError(request("test", { url, expect: "json", publicOnly: true }))).fault, host).to.equal(
          "unreachable",
        );
      }
      expect(asked).to.have.length(0);
    });

    it("is asked at the address that was looked at", async () => {
      answer = body("1");
      let lookups = 0;
      const resolve = ((_host: string, _options: unknown, callback: (...args: unknown[]) => void) => {
        lookups++;
        callback(null, [{ address: "127.0.0.1", family: 4 }]);
      }) as never;
      const allowed = createPublicFetch({ resolve, isAllowed: (address) => address === "127.0.0.1" });
      const { port } = new URL(server.url);
      const open = createRequest({ clock, publicFetch: allowed });
      const options = { url: `http://anywhere.example:${port}`, expect: "json", publicOnly: true } as const;
      expect((await open("test", options)).body).to.equal(1);
      const closed = createRequest({ clock, publicFetch: createPublicFetch({ resolve }) });
      expect((await sourceError(closed("test", options))).fault).to.equal("unreachable");
      expect(lookups).to.equal(2);
    });

    it("is what the registries leave", () => {
      for (const address of ["8.8.8.8", "2606:4700::1111", "1.1.1.1"])
        expect(isPublicAddress(address), address).to.equal(true);
      const others = [
        "10.1.2.3",
        "172.31.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "255.255.255.255",
        "fe80::1",
        "fc00::1",
      ];
      for (const address of [...others, "::1", "64:ff9b::7f00:1", "2002:7f00:1::", "nonsense", ""]) {
        expect(isPublicAddress(address), address).to.equal(false);
      }
    });
  });

  it("answers any bytes with a value or a SourceError", async () => {
    const types = fc.constantFrom("application/json", "text/csv", "text/html", "application/json; charset=utf-16", "");
    const soup = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .string({ unit: fc.constantFrom(...Array.from('[]{}",:\\u0de+-\n ')), maxLength: 100 })
        .map((text) => Buffer.from(text)),
    );
    const status = fc.constantFrom(200, 201, 204, 301, 400, 403, 429, 500, 503);
    await fc.assert(
      fc.asyncProperty(
        soup,
        types,
        status,
        fc.constantFrom("json" as const, "csv" as const, "text" as const),
        async (bytes, type, code, kind) => {
          const headers = { "content-type": type, location: "/", "retry-after": "x" };
          const fetch = async (): Promise<Response> =>
            new Response(code === 204 ? null : bytes, { status: code, headers });
          try {
            await createRequest({ clock, fetch })("test", { url: server.url, expect: kind });
          } catch (error) {
            expect(error).to.be.instanceOf(SourceError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
