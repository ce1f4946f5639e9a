import { systemClock } from "../../src/clock.ts";
import { createRequest } from "../../src/http/request.ts";
import { createDeliverer } from "../../src/outbound/deliverer.ts";
import { createTarget } from "../../src/outbound/targets.ts";
import { openPostgres } from "../../src/storage/postgres.ts";

/** A worker in a process of its own that delivers until it is killed. */
const [postgres = "", url = "", secret = ""] = process.argv.slice(2);
const clock = systemClock;
const target = createTarget(
  { kind: "webhook", name: "hook", url, secret },
  { request: createRequest({ clock }), clock },
);
const database = await openPostgres(postgres);
await createDeliverer({ database, clock, targets: [target] }).run(new AbortController().signal);
