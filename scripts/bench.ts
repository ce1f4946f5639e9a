import { mkdir, readFile, writeFile } from "node:fs/promises";
import { zeroAddress } from "viem";
import { Chain } from "./bench/chain.ts";
import { Community, OFFICES } from "./bench/community.ts";
import { advances, afterElections, afterVoters, idle, otherBallots, purchases, singleBallots } from "./bench/ours.ts";
import { funding } from "./bench/funding.ts";
import { documents, forks } from "./bench/governance.ts";
import { matters } from "./bench/matters.ts";
import { markdown } from "./bench/page.ts";
import { Peers } from "./bench/peers.ts";
import { people } from "./bench/people.ts";
import { forwardedReports, reports } from "./bench/reports.ts";
import { type Row, Snapshot, broken, excesses, format, regressions } from "./bench/report.ts";
import { cooperative } from "./bench/sources.ts";
import { conclude } from "./lib/conclude.ts";
import { runOrExit } from "./lib/run.ts";

/** `npm run bench`: measures gas and writes docs/bench; with `--check` compares with what is written there instead. */

/** What a person gate may cost a purchase or a ballot. */
const MOST_FOR_A_GATE = 8_000;
const GATED_VOTERS = 7;
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
  const ungated = await purchasesAndBallots(community);
  rows.push(...ungated, ...(await gated(chain, ungated)));
  rows.push(...(await ownTreasury(chain)), ...(await chain.aside(() => otherBallots(community))));
  tell("closing");
  rows.push(...(await advances(community)), ...(await idle(community)));
  tell("documents and forks");
  rows.push(...(await chain.aside(() => documents(chain))), ...(await chain.aside(() => forks(chain))));
  rows.push(...(await chain.aside(() => reports(community))));
  rows.push(...(await chain.aside(() => people(community))));
  rows.push(...(await chain.aside(() => matters(community))));
  tell("receipts and patrons");
  rows.push(...(await chain.aside(() => cooperative(chain))));
  tell("pledges");
  rows.push(...(await chain.aside(() => funding(community))));
  return rows;
}

async function purchasesAndBallots(community: Community): Promise<Row[]> {
  const bought = await community.chain.aside(() => purchases(community));
  return [...bought, ...(await community.chain.aside(() => singleBallots(community)))];
}

/** Into a treasury that can make calls, and is asked whether it does. */
async function ownTreasury(chain: Chain): Promise<Row[]> {
  const community = await Community.found(chain, "treasury", { offices: [], treasury: zeroAddress });
  await community.buy(chain.voter(1));
  return [
    { name: "Community founded, from the preset, with its own treasury", gas: community.gasToFound },
    { name: "Purchase, first, into the own treasury", gas: await community.buy(chain.voter(2)), bound: 85_000 },
    { name: "Purchase, repeat, into the own treasury", gas: await community.buy(chain.voter(2)), bound: 65_000 },
  ];
}

/** With a credential from elsewhere that every voter holds. */
async function gated(chain: Chain, ungated: readonly Row[]): Promise<Row[]> {
  const credential = await chain.put("contracts/test/Credentials.sol", "Credential721");
  const gate = await chain.put("contracts/weights/sources/CredentialGate.sol", "CredentialGate", [
    credential.address,
    0n,
  ]);
  for (let number = 1; number <= GATED_VOTERS; number++) {
    const args = [chain.voter(number), BigInt(number)];
    await chain.measure({ from: chain.voter(0), to: credential, functionName: "issue", args });
  }
  const rows = await purchasesAndBallots(await Community.found(chain, "gated", { gate: gate.address }));
  return rows.map(({ name, gas }, i) => {
    const without = ungated[i]?.gas ?? 0;
    return { name: `${name}, with a credential gate`, gas, bound: without + MOST_FOR_A_GATE };
  });
}

async function measure(): Promise<Snapshot> {
  const chain = await Chain.start();
  const ours = await ourRows(chain);
  tell("the Governor");
  const peers = await Peers.create(chain);
  const peerRows = await chain.aside(() => peers.rows());
  peerRows.push(...(await chain.aside(() => forwardedReports(chain))));
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

/** Compares with what is written, which must also agree with itself. */
async function compare(snapshot: Snapshot): Promise<string[]> {
  const before = Snapshot.parse(JSON.parse(await readFile(`${FOLDER}/gas.json`, "utf8")));
  const complaints = regressions(before, snapshot);
  if ((await readFile(`${FOLDER}/gas.md`, "utf8")) !== markdown(before)) {
    complaints.push(`${FOLDER}/gas.md does not say what gas.json does: run npm run bench`);
  }
  return complaints;
}

async function write(snapshot: Snapshot): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(`${FOLDER}/gas.json`, `${JSON.stringify(snapshot, undefined, 2)}\n`);
  await writeFile(`${FOLDER}/gas.md`, markdown(snapshot));
  console.log(markdown(snapshot));
}

await runOrExit("hardhat", ["--config", "hardhat.production.config.ts", "build", "--no-tests", "--quiet"]);
const snapshot = await measure();
const complaints = broken(snapshot);
if (process.argv.includes("--check")) complaints.push(...(await compare(snapshot)));
else await write(snapshot);

const over = excesses(snapshot);
for (const { name, gas, bound } of over) console.log(`over its bound: ${name}: ${format(gas)} of ${format(bound)}`);
const but = over.length === 0 ? "" : ", except those";
conclude(`Every bound and relation holds${but}.`, complaints);
