import {
  type Attributes,
  isSpanContextValid,
  type Span,
  type SpanContext,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";

/** The steps from what is seen to what is done about it. */
type Step = "observe" | "sign" | "collect" | "submit" | "confirm" | "deliver";

/** Where what failed has failed, for whoever tells of it once the span has ended. */
const failedIn = new WeakMap<Error, SpanContext>();

/**
 * Does a step's work in a span of OpenTelemetry's. Nothing is recorded, and next to nothing spent, unless whoever runs the oracle has
 * registered an SDK.
 * @param attributes what tells it from others of its kind; never a secret
 */
export function traced<T>(step: Step, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return trace.getTracer("perdure-oracle").startActiveSpan(step, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      noteFailure(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

function noteFailure(span: Span, error: unknown): void {
  const failure = error instanceof Error ? error : new Error(String(error));
  span.recordException(failure);
  span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
  if (!failedIn.has(failure)) failedIn.set(failure, span.spanContext());
}

/**
 * By which a line of the log is found with its trace: of the span that is at work, or in which an error came about.
 * @returns nothing if there is none
 */
export function traceIds(error?: unknown): { trace_id?: string; span_id?: string } {
  const context = (error instanceof Error ? failedIn.get(error) : undefined) ?? trace.getActiveSpan()?.spanContext();
  if (context === undefined || !isSpanContextValid(context)) return {};
  return { trace_id: context.traceId, span_id: context.spanId };
}
