import { z } from "zod";
import type { Clock } from "./clock.ts";
import { SourceError } from "./errors.ts";
import type { Request } from "./http/request.ts";
import type { PayloadBuilder } from "./reports/feeds.ts";
import { OutcomesConfig, outcomesBuilder } from "./reports/outcomes.ts";
import { DiscourseConfig, createDiscourse } from "./sources/discourse/discourse.ts";
import type { Source } from "./sources/Source.ts";
import type { Database } from "./storage/Database.ts";

/** Every kind of source that a configuration can name. A new one is added here, and nowhere else. */
export const SourceConfig = z.discriminatedUnion("kind", [DiscourseConfig]);
type SourceConfig = z.infer<typeof SourceConfig>;

/** Every kind of report that a feed can carry. */
export const ReportConfig = z.discriminatedUnion("kind", [OutcomesConfig]);
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
  }
}

export function createBuilder(config: ReportConfig): PayloadBuilder {
  switch (config.kind) {
    case "outcomes":
      return outcomesBuilder(config);
  }
}
