import { Hono } from "hono";
import type { Metrics } from "../metrics.ts";

interface Operating {
  metrics: Metrics;
  isReady: () => boolean;
}

/** For whoever runs it: is it alive, is it at work, and how does it fare. */
export function operatingRoutes({ metrics, isReady }: Operating): Hono {
  const app = new Hono();
  app.get("/health", (context) => context.text("alive\n"));
  app.get("/ready", (context) => (isReady() ? context.text("ready\n") : context.text("not ready\n", 503)));
  app.get("/metrics", async (context) => {
    return context.body(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType });
  });
  return app;
}
