import { mkdir, readFile, writeFile } from "node:fs/promises";
import { Chain } from "./bench/chain.ts";
import { Community, OFFICES } from "./bench/community.ts";
import { advances, afterElections, afterVoters, ballots, idle, purchases } from "./bench/ours.ts";
import { Peers } from "./bench/peers.ts";
import { type Row, type Snapshot, broken, markdown, regressions } from "./bench/report.ts";
import { conclude } from "./lib/conclude.ts";
import { runOrExit } from "./lib/run.ts";

/** `npm run bench`: measures gas and writes docs/bench; with `--check` compares with what is written there instead. */

const FOLDER = "docs/bench";
const VOTERS = [1, 100, 10_000];
const ELECTIONS = [1, 10, 100];

const tell = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
};

async function ourRows(chain: Chain): Promise<Row[]> {
  const community = await Community.found(chain, "plain");
  const { gasToFound } = await Community.found(chain, "one-office", { offices: OFFICES.slice(0, 1) });
  const rows = [{ name: "Community founded, from the preset, with one office", gas: gasToFound }];
  tell("purchases and ballots");
  const bought = await chain.aside(() => purchases(community, "", { first: 85_000, repeat: 65_000 }));
  rows.push(...bought, ...(await gated(chain, bought)));
  rows.push(...(await chain.aside(() => ballots(community))));
  tell("closing");
  rows.push(...(await advances(community)), ...(await idle(community)));
  return rows;
}

/** With a credential from elsewhere that every buyer holds. */
async function gated(chain: Chain, ungated: readonly Row[]): Promise<Row[]> {
  const credential = await chain.put("contracts/test/Credentials.sol", "Credential721");
  const gate = await chain.put("contracts/weights/sources/CredentialGate.sol", "CredentialGate", [
    credential.address,
    0n,
  ]);
  for (const number of [1, 2]) {
    const args = [chain.voter(number), BigInt(number)];
    await chain.measure({ from: chain.voter(0), to: credential, functionName: "issue", args });
  }
  const community = await Community.found(chain, "gated", { gate: gate.address });
  const repeat = ungated[1]?.gas ?? 0;
  return chain.aside(() => purchases(community, ", with a credential gate", { repeat: repeat + 8_000 }));
}

async function measure(): Promise<Snapshot> {
  const chain = await Chain.start();
  const ours = await ourRows(chain);
  tell("the Governor");
  const peers = await Peers.create(chain);
  const peerRows = await chain.aside(() => peers.rows());
  tell(`${VOTERS.at(-1)} voters`);
  const crowd = await Community.found(chain, "crowd");
  const voters = await chain.aside(() => afterVoters(crowd, VOTERS));
  voters.push(await chain.aside(() => peers.afterVoters(VOTERS)));
  tell(`${ELECTIONS.at(-1)} elections`);
  const elections = await chain.aside(() => afterElections(crowd, ELECTIONS));
  elections.push(await chain.aside(() => peers.afterElections(ELECTIONS)));
  await chain.close();
  tell("");
  return { peers: peerRows, ours, voters, elections };
}

await runOrExit("hardhat", ["--config", "hardhat.production.config.ts", "build", "--no-tests", "--quiet"]);
const snapshot = await measure();
const complaints = broken(snapshot);
if (process.argv.includes("--check")) {
  const before = JSON.parse(await readFile(`${FOLDER}/gas.json`, "utf8")) as Snapshot;
  complaints.push(...regressions(before, snapshot));
  if ((await readFile(`${FOLDER}/gas.md`, "utf8")) !== markdown(before)) {
    complaints.push(`${FOLDER}/gas.md does not say what gas.json does: run npm run bench`);
  }
} else {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(`${FOLDER}/gas.json`, `${JSON.stringify(snapshot, undefined, 2)}\n`);
  await writeFile(`${FOLDER}/gas.md`, markdown(snapshot));
  console.log(markdown(snapshot));
}
conclude("Every bound holds.", complaints);
