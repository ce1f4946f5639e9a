import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { closeEpoch, publishEpoch } from "../oracle/src/receipts/closing.ts";
import { recordPayments } from "../oracle/src/receipts/ledger.ts";
import { receiptMigrations } from "../oracle/src/receipts/migrations.ts";
import { readReceipt } from "../oracle/src/receipts/proofs.ts";
import { migrate } from "../oracle/src/storage/migrate.ts";
import { openPglite } from "../oracle/src/storage/pglite.ts";
import { accountOf, micropayments, TERMS } from "../oracle/test/receipts.ts";
import type { Payment } from "../oracle/src/observation.ts";

/** `npm run bench:receipts`: a month of micropayments into one root, on PGlite in a folder, and writes docs/bench/receipts.md. */

const PAYMENTS = 1_000_000;
const PAYERS = 50_000;
const BATCH = 5_000;
const PROOFS = 1_000;
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 1_000;

interface Figures {
  recording: number;
  closing: number;
  processor: number;
  megabytes: number;
  proof: number;
  load: number;
  root: string;
}

/** A database takes more memory to be made than to be opened, and is made once: another process does that. */
async function make(folder: string): Promise<void> {
  const database = await openPglite(folder);
  await migrate(database, receiptMigrations);
  await database.close();
}

async function measure(folder: string): Promise<Figures> {
  const database = await openPglite(folder);
  const started = performance.now();
  let batch: Payment[] = [];
  for (const payment of micropayments(PAYMENTS, PAYERS)) {
    batch.push(payment);
    if (batch.length < BATCH) continue;
    await recordPayments(database, TERMS, batch);
    batch = [];
  }
  await recordPayments(database, TERMS, batch);
  const recorded = performance.now();
  const { root = "" } = await closeEpoch(database, TERMS);
  const closed = performance.now();
  const { user, system } = process.cpuUsage();
  await publishEpoch(database, 0);
  const asked = performance.now();
  for (let i = 0; i < PROOFS; i++) await readReceipt(database, accountOf((i * 7_919) % PAYERS));
  const proof = (performance.now() - asked) / PROOFS;
  await database.close();
  return {
    recording: (recorded - started) / 1_000,
    closing: (closed - recorded) / 1_000,
    processor: (user + system) / 1_000_000,
    megabytes: process.resourceUsage().maxRSS / 1_024,
    proof,
    load: loadavg()[1] ?? 0,
    root,
  };
}

function page({ recording, closing, processor, megabytes, proof, load, root }: Figures): string {
  const count = (number: number): string => number.toLocaleString("en");
  return `# A month of micropayments into one root

\`npm run bench:receipts\`: ${count(PAYMENTS)} payments of ${count(PAYERS)} payers, recorded in batches of ${count(BATCH)} in PGlite in a folder and closed into
one Merkle root, in one process, on ${availableParallelism()} cores whose load was ${load.toFixed(1)} (1 is this process alone: above, the times are longer
than they need be, and the processor time says what it takes).

| | measured | bound |
|---|---|---|
| payments recorded, durably | ${recording.toFixed(1)} s (${count(Math.round(PAYMENTS / recording))} a second) | |
| epoch closed: summed, valued, one root, every node stored | ${closing.toFixed(1)} s | |
| both together | ${(recording + closing).toFixed(1)} s | ${MOST_SECONDS} s |
| processor time of the process, its start included | ${processor.toFixed(1)} s | |
| most memory resident | ${megabytes.toFixed(0)} MB | ${count(MOST_MEGABYTES)} MB |
| a proof read | ${proof.toFixed(1)} ms | |

The root, the same on every machine: \`${root}\`.

Memory depends on how many accounts there are, not on how many payments: amounts are added up in the database. On the chain a claim
costs by its proof, log2 of the accounts: ${Math.ceil(Math.log2(PAYERS))} hashes here, for one payment as for a million.
`;
}

const [command, given] = process.argv.slice(2);
if (command === "make" && given !== undefined) await make(given);
else {
  const folder = await mkdtemp(join(tmpdir(), "perdure-receipts-"));
  try {
    const script = process.argv[1] ?? "";
    const made = spawnSync(process.execPath, ["--import", "tsx", script, "make", folder], { stdio: "inherit" });
    if (made.status !== 0) throw new Error("The database could not be made.");
    const figures = await measure(folder);
    const text = page(figures);
    await mkdir("docs/bench", { recursive: true });
    await writeFile("docs/bench/receipts.md", text);
    console.log(text);
    const isWithin = figures.recording + figures.closing <= MOST_SECONDS && figures.megabytes <= MOST_MEGABYTES;
    process.exitCode = isWithin ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
