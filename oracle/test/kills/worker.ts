import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { pino } from "pino";
import { type Address, type Hex, createPublicClient, http } from "viem";
import { systemClock } from "../../src/clock.ts";
import { Metrics } from "../../src/metrics.ts";
import { Operator } from "../../src/operator.ts";
import { quorumMigrations } from "../../src/quorum/migrations.ts";
import { feedId } from "../../src/reports/feeds.ts";
import { outcomesBuilder } from "../../src/reports/outcomes.ts";
import { localSigner } from "../../src/reports/Signer.ts";
import { migrate } from "../../src/storage/migrate.ts";
import { observationMigrations } from "../../src/storage/observations.ts";
import { openPglite } from "../../src/storage/pglite.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import { submissionMigrations } from "../../src/submission/outbox.ts";
import { FORUM, forumSource } from "./forum.ts";

export interface WorkerOrders {
  key: Hex;
  port: number;
  peers: { address: Address; url: string }[];
  chain: { url: string; id: number; inbox: Address };
  forum: string;
  /** A folder, or a server's URL. */
  storage: { folder: string } | { postgres: string };
}

/**
 * One operator in a process of its own, as it runs for real but for this: told `{ killAt }`, it is gone the moment it comes to
 * that step, without another word.
 */
const orders = JSON.parse(process.argv[2] ?? "") as WorkerOrders;
let killAt: string | undefined;
process.on("message", (message: { killAt: string }) => {
  killAt = message.killAt;
});
// Without the one who gives the orders there is nothing to do.
process.on("disconnect", () => process.exit());

const database =
  "folder" in orders.storage ? await openPglite(orders.storage.folder) : await openPostgres(orders.storage.postgres);
await migrate(database, [...observationMigrations, ...quorumMigrations, ...submissionMigrations]);
const signer = localSigner(orders.key);
const feed = {
  id: feedId("outcomes"),
  name: "outcomes",
  sources: [FORUM],
  builder: outcomesBuilder({ kind: "outcomes", policy: "polls", arguments: [] }),
};
const operator = new Operator({
  database,
  sources: [forumSource(orders.forum)],
  feeds: [feed],
  client: createPublicClient({ transport: http(orders.chain.url), cacheTime: 0 }),
  chainId: orders.chain.id,
  inbox: orders.chain.inbox,
  signer,
  submitter: signer,
  peers: orders.peers,
  pace: {
    observe: 60,
    chain: 40,
    takeover: 400,
    patience: 1_500,
    lifetime: 120n,
    depth: 1n,
    startBlock: 0n,
    mostFee: 10n ** 12n,
    reportGas: 1_000_000n,
  },
  clock: systemClock,
  metrics: new Metrics(),
  log: pino({ level: process.env["LOG"] ?? "silent" }, pino.destination({ fd: 2, sync: true })),
  checkpoint: async (name) => {
    if (name === killAt) process.kill(process.pid, "SIGKILL");
    // What comes after would run on while the signal is under way.
    if (name === killAt) await new Promise(() => {});
  },
});
const listener = getRequestListener(operator.peerApp.fetch);
createServer((request, response) => void listener(request, response)).listen(orders.port, "127.0.0.1");
process.send?.("ready");
await operator.run(new AbortController().signal);
