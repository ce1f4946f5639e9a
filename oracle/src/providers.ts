import { z } from "zod";
import type { Clock } from "./clock.ts";
import type { SourceError } from "./errors.ts";
import type { Request } from "./http/request.ts";
import type { PayloadBuilder } from "./reports/feeds.ts";
import { OutcomesConfig, outcomesBuilder } from "./reports/outcomes.ts";
import { ReceiptsConfig, createReceipts, receiptsBuilder, ReceiptsReport } from "./receipts/source.ts";
import { DiscourseConfig, createDiscourse } from "./sources/discourse/discourse.ts";
import { OpenPaymentsConfig, createOpenPayments } from "./sources/openpayments/adapter.ts";
import { RafikiConfig, createRafiki } from "./sources/rafiki/adapter.ts";
import type { Source } from "./sources/Source.ts";
import { StreamConfig, createStream } from "./sources/stream/adapter.ts";
import type { Database } from "./storage/Database.ts";

/** Every kind of source that a configuration can name. A new one is added here, and nowhere else. */
export const SourceConfig = z.discriminatedUnion("kind", [
  DiscourseConfig,
  OpenPaymentsConfig,
  RafikiConfig,
  ReceiptsConfig,
  StreamConfig,
]);
type SourceConfig = z.infer<typeof SourceConfig>;

/** Every kind of report that a feed can carry. */
export const ReportConfig = z.discriminatedUnion("kind", [OutcomesConfig, ReceiptsReport]);
type ReportConfig = z.infer<typeof ReportConfig>;

export interface SourceDependencies {
  request: Request;
  clock: Clock;
  database: Database;
  onWait: (source: string, milliseconds: number) => void;
  onFault: (error: SourceError) => void;
}

export function createSource(config: SourceConfig, dependencies: SourceDependencies): Source {
  switch (config.kind) {
    case "discourse":
      return createDiscourse(config, dependencies);
    case "openpayments":
      return createOpenPayments(config, dependencies);
    case "rafiki":
      return createRafiki(config, dependencies);
    case "receipts":
      return createReceipts(config, dependencies);
    case "stream":
      return createStream(config, dependencies);
  }
}

export function createBuilder(config: ReportConfig): PayloadBuilder {
  switch (config.kind) {
    case "outcomes":
      return outcomesBuilder(config);
    case "receipts":
      return receiptsBuilder();
  }
}
