import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createPublicClient, http } from "viem";
import { stringify } from "yaml";
import { systemClock } from "../clock.ts";
import { loadConfig, readOrComplain } from "../config.ts";
import { OracleError } from "../errors.ts";
import { createRequest } from "../http/request.ts";
import { composeOracle, feedsOf, openMemory, openStorage, runOracle } from "../index.ts";
import { writeKeystore } from "../keystore.ts";
import { createSources } from "../providers.ts";
import { rebuildReceipts } from "../receipts/source.ts";
import { contentHashOf } from "../reports/report.ts";
import type { Observed, Source } from "../sources/Source.ts";
import { EXAMPLE } from "./example.ts";
import { examine } from "./examine.ts";
import type { Given } from "./main.ts";

/** Stops looking at a source that never ends. */
const LONGEST_LOOK = 60_000;

export async function init({ config }: Given): Promise<void> {
  const files = [config, "operator.json", "secrets/operator-password"];
  const there = files.find((file) => existsSync(file));
  if (there !== undefined) throw new OracleError(`${there} is there already`, "Begin in an empty folder.");
  mkdirSync("secrets", { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString("base64url");
  writeFileSync("secrets/operator-password", `${password}\n`, { mode: 0o600, flag: "wx" });
  const address = await writeKeystore("operator.json", password);
  writeFileSync(config, EXAMPLE, { flag: "wx" });
  console.log(`The operator's account is ${address}: the community's inbox has to name it, and it pays for gas.`);
  console.log(`Fill in ${config}, then: perdure-oracle doctor`);
}

export async function doctor({ config: path }: Given): Promise<void> {
  const findings = await examine(path);
  for (const { what, problem, advice } of findings) {
    console.log(problem === undefined ? `ok    ${what}` : `FAIL  ${what}: ${problem}`);
    if (advice) console.log(`      ${advice}`);
  }
  if (findings.some(({ problem }) => problem !== undefined)) process.exitCode = 1;
}

/** With the real sources and a storage in memory, so that a running oracle is not in the way. */
export async function dryRun({ config: path }: Given): Promise<void> {
  const { config } = loadConfig(path);
  const database = await openMemory();
  const told = { onWait: () => {}, onFault: () => {}, onReceipts: () => {} };
  const around = { request: createRequest({ clock: systemClock }), clock: systemClock, database, ...told };
  const feeds = feedsOf(config, createPublicClient({ transport: http(config.chain.rpc), cacheTime: 0 }));
  for (const source of createSources(config.sources, around)) {
    for await (const { key, observation } of seen(source)) {
      console.log(`${source.name} ${key}: ${observation.kind} ${contentHashOf(observation)}`);
      for (const { name, sources, builder } of feeds.filter((feed) => feed.sources.includes(source.name))) {
        const parts = builder.parts(observation);
        for (let part = 0; part < parts; part++) {
          const payload = await builder.build(observation, part);
          console.log(`  would be told on ${name} (${sources.length} sources): ${payload ?? "not yet"}`);
        }
      }
    }
  }
  await database.close();
}

const seen = (source: Source): AsyncIterable<Observed> | Observed[] =>
  source.observe?.(undefined, AbortSignal.timeout(LONGEST_LOOK)) ?? [];

export async function run({ config: path }: Given): Promise<void> {
  const { config, folder } = loadConfig(path);
  const oracle = await composeOracle(config, folder);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  await runOracle(config, oracle, stop.signal);
}

/** With a folder for storage, the oracle has to be stopped meanwhile. */
export async function rebuild({ config: path, rest: [epoch = ""] }: Given): Promise<void> {
  const { config, folder } = loadConfig(path);
  const receipts = config.sources.find((source) => source.kind === "receipts");
  if (receipts === undefined) throw new OracleError("No source makes receipts", "See sources in the configuration.");
  if (!/^\d{1,9}$/.test(epoch)) throw new OracleError("The number of an epoch is needed", "As in: receipts rebuild 3");
  const database = await openStorage(config, folder);
  try {
    const made = await rebuildReceipts(receipts, database, Number(epoch));
    console.log(
      made === 1
        ? "1 epoch is made again; the next run tells its root."
        : `${made} epochs are made again; the next run tells their roots.`,
    );
  } finally {
    await database.close();
  }
}

export function checkConfig({ config: path }: Given): void {
  const { config } = loadConfig(path);
  const { sources, feeds, peers } = config;
  console.log(`${path} is right: ${sources.length} sources, ${feeds.length} feeds, ${peers.length} peers.`);
}

export function printConfig({ config: path }: Given): void {
  console.log(stringify(loadConfig(path).shown));
}

/** `keys new` and, with a key to take over, `keys import`. */
export async function newKey({ rest: [file], ...given }: Given): Promise<void> {
  const passwordFile = given["password-file"];
  if (file === undefined || passwordFile === undefined) {
    throw new OracleError(
      "A file and --password-file are needed",
      "As in: keys new operator.json --password-file secret",
    );
  }
  const password = readOrComplain(passwordFile, "Write a password of at least 12 characters into it.").trim();
  const keyFile = given["key-file"];
  const key = keyFile === undefined ? undefined : readOrComplain(keyFile, "It has to hold 32 bytes in hex.").trim();
  if (key !== undefined && !/^0x[0-9a-fA-F]{64}$/.test(key)) {
    throw new OracleError(`${keyFile} holds no key`, "It has to hold 32 bytes in hex, beginning with 0x.");
  }
  console.log(await writeKeystore(file, password, key));
}
