import { expect } from "chai";
import { ManualClock } from "../../test/helpers/clock.ts";
import { sourceError } from "../../test/helpers/failure.ts";
import { SourceError } from "../errors.ts";
import { limitRate, type RateLimit } from "./rateLimit.ts";
import type { Reply, Request } from "./request.ts";
import { fc } from "../../../test/helpers/fuzz.ts";

const OPTIONS = { url: "http://a.example", expect: "nothing" } as const;

/** Lets everything that can go on without the clock go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("limitRate", () => {
  let clock: ManualClock;
  let sent: number[];
  let waits: number[];
  const start = Date.UTC(2026, 0, 1);
  const answer: Request = async <T>() => {
    sent.push(clock.now() - start);
    return { status: 200, headers: new Headers(), body: undefined } as Reply<T>;
  };
  const limited = (limits: RateLimit[], request = answer, maxWaiting?: number): Request =>
    limitRate(request, {
      clock,
      limits,
      onWait: (_, wait) => waits.push(wait),
      ...(maxWaiting === undefined ? {} : { maxWaiting }),
    });
  const finish = async (): Promise<void> => {
    for (await settle(); clock.next !== undefined; await settle()) clock.advance(clock.next - clock.now());
  };

  beforeEach(() => {
    clock = new ManualClock(start);
    sent = [];
    waits = [];
  });

  it("sends in the order of asking, as fast as all limits let it", async () => {
    const request = limited([
      { count: 2, windowMs: 1_000 },
      { count: 3, windowMs: 10_000 },
    ]);
    const all = Promise.all([1, 2, 3, 4, 5].map(() => request("test", OPTIONS)));
    await finish();
    await all;
    expect(sent).to.deep.equal([0, 0, 1_000, 10_000, 10_000]);
    expect(waits).to.deep.equal([1_000, 10_000, 10_000]);
  });

  it("never sends more than a limit in any window, whenever it is asked", async () => {
    const limit = fc.record({ count: fc.integer({ min: 1, max: 5 }), windowMs: fc.integer({ min: 1, max: 5_000 }) });
    const pauses = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(limit, { minLength: 1, maxLength: 3 }), pauses, async (limits, pauses) => {
        sent = [];
        const request = limited(limits);
        const all: Promise<unknown>[] = [];
        for (const pause of pauses) {
          all.push(request("test", OPTIONS));
          await settle();
          clock.advance(pause);
        }
        await finish();
        await Promise.all(all);
        expect(sent).to.have.length(pauses.length);
        for (const { count, windowMs } of limits) {
          for (const [index, at] of sent.entries()) {
            const earlier = sent[index - count];
            if (earlier !== undefined) expect(at - earlier).to.be.at.least(windowMs);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("holds everybody when the source asks for patience", async () => {
    let refuse = true;
    const request = limited([{ count: 1, windowMs: 1_000 }], async (source, options) => {
      if (refuse) throw new SourceError(source, "rate-limited", "slow down", "", 5_000);
      return answer(source, options);
    });
    const first = sourceError(request("test", OPTIONS));
    const second = request("test", OPTIONS);
    expect((await first).retryAfter).to.equal(5_000);
    refuse = false;
    await finish();
    await second;
    expect(sent).to.deep.equal([5_000]);
  });

  it("refuses when too many wait, and says when to come again", async () => {
    const request = limited([{ count: 1, windowMs: 1_000 }], answer, 2);
    await request("test", OPTIONS);
    const waiting = [request("test", OPTIONS), request("test", OPTIONS)];
    const error = await sourceError(request("test", OPTIONS));
    expect([error.fault, error.retryAfter]).to.deep.equal(["rate-limited", 1_000]);
    await finish();
    await Promise.all(waiting);
    expect(sent).to.deep.equal([0, 1_000, 2_000]);
  });

  it("lets go of whoever calls off", async () => {
    const request = limited([{ count: 1, windowMs: 1_000 }]);
    await request("test", OPTIONS);
    const controller = new AbortController();
    const called = sourceError(request("test", { ...OPTIONS, signal: controller.signal }));
    const behind = request("test", OPTIONS);
    const alsoCalled = sourceError(request("test", { ...OPTIONS, signal: controller.signal }));
    controller.abort();
    expect((await alsoCalled).fault).to.equal("rate-limited");
    expect((await called).fault).to.equal("rate-limited");
    await finish();
    await behind;
    expect(sent).to.deep.equal([0, 1_000]);
  });
});
