import { type DestinationStream, type Logger, pino } from "pino";
import { traceIds } from "./tracing.ts";

/** A log of JSON lines; those that are written within a span of OpenTelemetry's name it. */
export function createLog(level: "debug" | "info" | "warn" | "error", destination?: DestinationStream): Logger {
  return pino({ level, base: {}, mixin: () => traceIds() }, destination);
}
