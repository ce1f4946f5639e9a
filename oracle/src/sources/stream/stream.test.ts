import { createHmac } from "node:crypto";
import { expect } from "chai";
import { Hono } from "hono";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { type Served, serveApp } from "../../../test/helpers/server.ts";
import type { Payment } from "../../observation.ts";
import { receiptSecret } from "../../verification/streamReceipts.ts";
import type { Observed, Source } from "../Source.ts";
import { createStream, StreamConfig } from "./adapter.ts";
import { fc } from "../../../../test/helpers/fuzz.ts";

const SEED = Buffer.alloc(32, 5);
const { signal } = new AbortController();

describe("STREAM receipts from payers", () => {
  let clock: ManualClock;
  let served: Served;
  let source: Source;
  let recorded: Observed[];

  beforeEach(async () => {
    [clock, recorded] = [new ManualClock(), []];
    const config = {
      kind: "stream",
      wallet: "$wallet.example/alice",
      seed: SEED.toString("base64"),
      asset: "USD",
      scale: 9,
    };
    source = createStream(StreamConfig.parse(config), { clock });
    const app = new Hono();
    source.mount?.(app, (observed) => {
      recorded.push(observed);
      return Promise.resolve();
    });
    served = await serveApp(app);
  });

  afterEach(() => served.close());

  function receipt(total: bigint, seed: Uint8Array = SEED): string {
    const head = Buffer.alloc(26, 1);
    head.writeBigUInt64BE(total, 18);
    const secret = receiptSecret(seed, head.subarray(1, 17));
    return Buffer.concat([head, createHmac("sha256", secret).update(head).digest()]).toString("base64");
  }

  const post = (body: string): Promise<Response> => fetch(`${served.url}/receipts/stream`, { method: "POST", body });
  const show = (total: bigint, seed?: Uint8Array): Promise<Response> =>
    post(JSON.stringify({ receipt: receipt(total, seed), payer: "discourse:forum.example/42" }));

  it("are one payment whose total grows", async () => {
    for (const total of [5n, 900n, 900n]) expect((await show(total)).status).to.equal(200);
    expect(new Set(recorded.map(({ key }) => key)).size).to.equal(1);
    const seen = recorded.map(({ observation }) => observation as Payment);
    expect(seen.map(({ cumulativeAmount }) => cumulativeAmount)).to.deep.equal(["5", "900", "900"]);
    expect(seen[0]).to.include({ payer: "discourse:forum.example/42", final: true, observedAt: clock.seconds });
  });

  it("Attack: receipts that the wallet did not make", async () => {
    expect((await show(5n, Buffer.alloc(32, 6))).status).to.equal(401);
    expect(recorded).to.deep.equal([]);
  });

  it("are confirmed by the receipt, while it is fresh", async () => {
    await show(5n);
    const [claimed] = recorded;
    if (claimed === undefined) throw new Error("nothing recorded");
    clock.advance(60_000);
    expect(await source.confirm(claimed, signal)).to.deep.equal(claimed.observation);
    expect(await source.confirm({ ...claimed, key: `${claimed.key}/again` }, signal)).to.equal(undefined);
    const forged = JSON.stringify({ receipt: receipt(6n, Buffer.alloc(32)), payer: "x" });
    expect((await sourceError(source.confirm({ ...claimed, evidence: forged }, signal))).fault).to.equal("signature");
    clock.advance(3_600_000);
    expect(await source.confirm(claimed, signal)).to.equal(undefined);
  });

  it("refuses whatever else it is sent", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.json(), fc.constant("[".repeat(3_000)), fc.constant("x".repeat(5_000))),
        async (body) => {
          expect((await post(body)).status).to.equal(400);
        },
      ),
      { numRuns: 60 },
    );
    expect(recorded).to.deep.equal([]);
  });
});
