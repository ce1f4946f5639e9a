import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { parse } from "yaml";
import { z } from "zod";
import { operatingRoutes } from "./http/operating.ts";
import { Metrics } from "./metrics.ts";

const Dashboard = z.object({
  panels: z.array(z.object({ id: z.number(), targets: z.array(z.object({ expr: z.string() })) })),
});
const Alerts = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});

/** Names in an expression that begin like ours. */
const names = (text: string): string[] => text.match(/perdure_\w+/g) ?? [];

describe("Metrics", () => {
  const known = new Set(new Metrics().registry.getMetricsAsArray().map(({ name }) => name));

  it("has every metric that the dashboard shows, and shows every metric that it has", async () => {
    const { panels } = Dashboard.parse(JSON.parse(await readFile("oracle/grafana/dashboard.json", "utf8")));
    const shown = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => names(expr)));
    expect([...new Set(shown)]).to.have.members([...known]);
    expect(new Set(panels.map(({ id }) => id)).size).to.equal(panels.length);
  });

  it("has every metric that an alert watches", async () => {
    const { groups } = Alerts.parse(parse(await readFile("oracle/prometheus/alerts.yml", "utf8")));
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).to.be.greaterThan(5);
    for (const { alert, expr } of rules) {
      expect(names(expr), alert).to.have.lengthOf.at.least(1);
      expect([...known], alert).to.include.members(names(expr));
    }
  });

  it("is served beside health and readiness", async () => {
    const metrics = new Metrics();
    let ready = false;
    const app = operatingRoutes({ metrics, isReady: () => ready });
    metrics.sourceErrors.inc({ source: "discourse:x", fault: "html" });
    expect((await app.request("/health")).status).to.equal(200);
    expect((await app.request("/ready")).status).to.equal(503);
    ready = true;
    expect((await app.request("/ready")).status).to.equal(200);
    const text = await (await app.request("/metrics")).text();
    expect(text).to.include('perdure_source_errors_total{source="discourse:x",fault="html"} 1');
  });
});
