import { context, type SpanContext, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect } from "chai";
import { type TestChain, startAnvil } from "../test/chain.ts";
import { Crew, LIST, feed, poll } from "../test/operators.ts";
import { systemClock } from "./clock.ts";
import { SourceError } from "./errors.ts";
import { createLog } from "./log.ts";
import { createDeliverer } from "./outbound/deliverer.ts";
import { enqueue, OUTBOUND_MIGRATIONS } from "./outbound/deliveries.ts";
import type { Database } from "./storage/Database.ts";
import { migrate } from "./storage/migrate.ts";
import { traced, traceIds } from "./tracing.ts";

interface Line {
  msg: string;
  trace_id?: string;
  span_id?: string;
}

/** A log that keeps its lines. */
function keptLog() {
  const lines: Line[] = [];
  const write = (text: string): void => void lines.push(JSON.parse(text) as Line);
  return { lines, log: createLog("info", { write }) };
}

const fault = new SourceError(LIST, "timeout", "took too long", "It is asked again later.");

describe("tracing", () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });

  /** As an operator does with `node --import`. */
  const register = (): void => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(provider);
  };

  afterEach(() => {
    exporter.reset();
    trace.disable();
    context.disable();
  });

  const spans = (name: string): ReadableSpan[] => exporter.getFinishedSpans().filter((span) => span.name === name);
  const [only, idsOf] = [
    (name: string): ReadableSpan => {
      const [span, ...others] = spans(name);
      if (span === undefined || others.length > 0) throw new Error(`There are ${spans(name).length} spans ${name}.`);
      return span;
    },
    ({ traceId, spanId }: SpanContext) => ({ trace_id: traceId, span_id: spanId }),
  ];

  it("costs nothing and says nothing where nobody has registered an SDK", async () => {
    const { lines, log } = keptLog();
    const work = async (): Promise<string> => {
      log.info("at work");
      expect(trace.getActiveSpan()?.isRecording() ?? false).to.equal(false);
      return "done";
    };
    expect(await traced("observe", { source: LIST }, work)).to.equal("done");
    expect(lines[0]).to.not.have.any.keys("trace_id", "span_id");
    const failing = traced("observe", {}, () => Promise.reject(fault));
    expect(await failing.catch((error: unknown) => error)).to.equal(fault);
    expect(traceIds(fault)).to.deep.equal({});
    expect(exporter.getFinishedSpans()).to.have.length(0);
  });

  it("names the span in what is logged within it, and afterwards of what failed in it", async () => {
    register();
    const { lines, log } = keptLog();
    const failure = new Error("no luck");
    const work = async (): Promise<never> => {
      log.info("at work");
      return traced("sign", {}, () => Promise.reject(failure));
    };
    await traced("collect", { sequence: 3 }, work).catch(() => undefined);
    log.warn(traceIds(failure), "it failed");
    log.info("at rest");
    const [outer, inner] = [only("collect"), only("sign")];
    expect(lines.map(({ msg, trace_id, span_id }) => ({ msg, trace_id, span_id }))).to.deep.equal([
      { msg: "at work", ...idsOf(outer.spanContext()) },
      { msg: "it failed", ...idsOf(inner.spanContext()) },
      { msg: "at rest", trace_id: undefined, span_id: undefined },
    ]);
    expect(inner.parentSpanContext?.spanId).to.equal(outer.spanContext().spanId);
    for (const { status, events } of [outer, inner]) {
      expect(status).to.deep.equal({ code: SpanStatusCode.ERROR, message: "no luck" });
      expect(events.map(({ name }) => name)).to.deep.equal(["exception"]);
    }
    expect(outer.attributes).to.deep.equal({ sequence: 3 });
  });

  describe("of operators", function () {
    this.timeout(60_000);
    let databases: Database[];
    let chain: TestChain;
    let crew: Crew;

    before(async () => {
      databases = await Crew.databases(2);
      chain = await startAnvil({ manual: true });
      crew = await Crew.assemble(chain, databases, 2);
    });

    after(async () => {
      await crew.disband();
      chain.stop();
      await Promise.all(databases.map((database) => database.close()));
    });

    it("shows each step from what is seen to what is final", async () => {
      register();
      crew.see(poll("a"));
      await crew.rounds(8);
      expect(new Set(spans("observe").map(({ attributes }) => attributes["source"]))).to.deep.equal(new Set([LIST]));
      // Both have signed, one of them within its own collecting.
      const signed = spans("sign");
      expect(signed.map(({ attributes }) => attributes)).to.deep.equal([
        { feed: feed.name, sequence: 1 },
        { feed: feed.name, sequence: 1 },
      ]);
      const collected = spans("collect").filter(({ attributes }) => attributes["sequence"] === 1);
      const within = collected.map((span) => span.spanContext().spanId);
      expect(signed.some(({ parentSpanContext }) => within.includes(parentSpanContext?.spanId ?? ""))).to.equal(true);
      const [submitted, confirmed] = [only("submit"), only("confirm")];
      expect(submitted.attributes["hash"]).to.match(/^0x[0-9a-f]{64}$/);
      expect(confirmed.attributes).to.deep.include({
        state: "final",
        transaction: submitted.attributes["transaction"],
      });
      const receipt = await chain.client.getTransactionReceipt({ hash: submitted.attributes["hash"] as `0x${string}` });
      expect(confirmed.attributes["block"]).to.equal(Number(receipt.blockNumber));
    });

    it("shows what leaves, and how it failed", async () => {
      register();
      const [database] = databases;
      if (database === undefined) throw new Error("two databases were opened");
      await migrate(database, OUTBOUND_MIGRATIONS);
      const targets = [{ name: "hook", deliver: () => Promise.reject(fault) }];
      await enqueue(database, { target: "hook", key: "one", payload: {} }, 0);
      const deliverer = createDeliverer({ database, targets, clock: systemClock });
      expect(await deliverer.deliverDue(new AbortController().signal)).to.equal(1);
      const { attributes, status } = only("deliver");
      expect(attributes).to.deep.include({ target: "hook", attempt: 1 });
      expect(status.message).to.equal(fault.message);
    });
  });
});
