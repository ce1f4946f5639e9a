import { DiscourseConfig } from "../../src/sources/discourse/discourse.ts";
import type { DiscourseServer } from "../servers/discourse.ts";
import type { ManualClock } from "./clock.ts";

export const DAY = 86_400_000;
export const SECRET = "a secret that both know";

/** How an operator would configure a forum that does not limit them. */
export function forumConfig(server: DiscourseServer, more: Partial<DiscourseConfig> = {}): DiscourseConfig {
  const { url, apiKey } = server;
  return DiscourseConfig.parse({ kind: "discourse", url, apiKey, requestsPerMinute: 10_000, ...more });
}

/** The text of a post with a public poll that closes in a day. */
export function pollText(
  clock: ManualClock,
  attributes = "",
  options: readonly string[] = ["Yes", "No"],
  details = "Shall we?",
): string {
  const close = new Date(clock.now() + DAY).toISOString();
  const lines = options.map((option) => `* ${option}`).join("\n");
  return `${details}\n\n[poll type=regular public=true close=${close} ${attributes}]\n# Title\n${lines}\n[/poll]`;
}

export function createUsers(server: DiscourseServer, count: number): string[] {
  return Array.from({ length: count }, (_, index) => server.forum.createUser(`user${index}`).username);
}
