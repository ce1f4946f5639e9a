/** What it costs to be known by a report, and to have a ballot brought by one. */
import { type Address, type Hex, encodeAbiParameters, keccak256, parseAbiParameters, toHex } from "viem";
import type { Contract } from "./chain.ts";
import { type Community, OFFICE, UNITS } from "./community.ts";
import type { Row } from "./report.ts";

const [NOMINEE, FIRST] = [101, 102];
/** To a report. */
const COUNT = 8;
const FORUM = keccak256(toHex("discourse:forum.example.org"));
const FEED = keccak256(toHex("people"));
const UNDO_PERIOD = 86_400;
const QUALITY = 2;
const ATTESTATIONS = parseAbiParameters([
  "Attestation[] list",
  "struct Attestation { bytes32 provider; bytes32 subject; address account; uint8 quality; bool revoked; }",
]);
const BATCH = parseAbiParameters([
  "Batch batch",
  "struct Batch { bytes32 pollKey; uint64 election; Voice[] voices; }",
  "struct Voice { bytes32 provider; bytes32 subject; uint64 castAt; Choice[] choices; }",
  "struct Choice { uint32 candidacy; int8 score; }",
]);

const subjectOf = (number: number) => keccak256(toHex(String(number)));
const unsigned = (signer: Address) => ({ signer, nonce: 0n, deadline: 0n, signature: "0x" });

/** A registry and a relay that hear reports from an account that stands for the inbox. */
async function opened({ chain, kernel, treasury }: Community, inbox: Address) {
  const libraries = { TypedDataLib: chain.deployment.contracts.TypedDataLib.address };
  const source = "contracts/members/IdentityRegistry.sol";
  const registry = await chain.put(source, "IdentityRegistry", [UNDO_PERIOD, FORUM, QUALITY], libraries);
  await chain.asDeployer({ to: registry, functionName: "serve", args: [kernel.address] });
  const args = [kernel.address, registry.address];
  const relay = await chain.put("contracts/oracle/RelayedBallots.sol", "RelayedBallots", args);
  const weights = {
    address: await chain.read<Address>(kernel, "weights"),
    abi: await chain.abiOf("contracts/weights/Weights.sol"),
  };
  await chain.measure({ from: treasury, to: weights, functionName: "installModule", args: [relay.address] });
  for (const to of [registry, relay]) {
    await chain.measure({ from: treasury, to, functionName: "setFeed", args: [inbox, FEED] });
  }
  return { registry, relay };
}

/** Of the report's consumer alone: what the inbox costs stands in the rows of reports. */
export async function people(community: Community): Promise<Row[]> {
  const { chain, elections } = community;
  const inbox = chain.voter(0);
  const { registry, relay } = await opened(community, inbox);
  await community.buy(chain.voter(NOMINEE));
  await community.nominate(chain.voter(NOMINEE));
  const numbers = Array.from({ length: COUNT }, (_, i) => FIRST + i);
  for (const number of numbers) {
    const from = chain.voter(number);
    await community.buy(from);
    await chain.measure({ from, to: registry, functionName: "link", args: [FORUM, subjectOf(number), unsigned(from)] });
    const terms = [OFFICE, relay.address, UNITS, unsigned(from)];
    await chain.measure({ from, to: elections, functionName: "appointRelay", args: terms });
  }
  let sequence = 0;
  const each = async (to: Contract, payload: Hex): Promise<number> => {
    const gas = await chain.measure({
      from: inbox,
      to,
      functionName: "consume",
      args: [FEED, ++sequence, 100, payload],
    });
    return Math.round(gas / COUNT);
  };
  const linked = await each(
    registry,
    attestationsOf(numbers, (number) => chain.voter(number)),
  );
  return [
    { name: `Account linked by a report, each of ${COUNT}`, gas: linked },
    { name: `Ballot relayed by a report, first, each of ${COUNT}`, gas: await each(relay, voicesOf(numbers, 1)) },
    { name: `Ballot relayed by a report, changed, each of ${COUNT}`, gas: await each(relay, voicesOf(numbers, 2)) },
  ];
}

function attestationsOf(numbers: readonly number[], accountOf: (number: number) => Address) {
  const list = numbers.map((number) => ({
    provider: FORUM,
    subject: subjectOf(number),
    account: accountOf(number),
    quality: QUALITY,
    revoked: false,
  }));
  return encodeAbiParameters(ATTESTATIONS, [list]);
}

function voicesOf(numbers: readonly number[], castAt: number) {
  const voices = numbers.map((number) => ({
    provider: FORUM,
    subject: subjectOf(number),
    castAt: BigInt(castAt),
    choices: [{ candidacy: 1, score: 100 }],
  }));
  return encodeAbiParameters(BATCH, [{ pollKey: FEED, election: OFFICE, voices }]);
}
