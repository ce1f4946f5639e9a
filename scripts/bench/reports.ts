/** What a report from outside costs, beside Chainlink's forwarder. */
import { type Address, type Hex, concat, hashTypedData, keccak256, padHex, toHex } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import type { Chain, Contract } from "./chain.ts";
import type { Community } from "./community.ts";
import type { Row } from "./report.ts";

const CONTRACTS = "scripts/bench/contracts/Reports.sol";
const SIGNATURES = [2, 4, 7, 11];
const BOUNDS = new Map([[4, 95_000]]);
const PAYLOAD = padHex("0x5a", { size: 160 });
const FEED = padHex("0xfeed", { size: 32 });
const [EVENT, QUORUM] = [1, 0];
const FOREVER = 2n ** 63n;
const NOW = 1_800_000_000n;
const REPORT = {
  Report: [
    { name: "feed", type: "bytes32" },
    { name: "sequence", type: "uint64" },
    { name: "observedAt", type: "uint64" },
    { name: "expiresAt", type: "uint64" },
    { name: "payload", type: "bytes" },
  ],
} as const;

/** In ascending order of their addresses. */
function operators(count: number): PrivateKeyAccount[] {
  const all = Array.from({ length: count }, (_, i) => privateKeyToAccount(keccak256(toHex(`operator ${i}`))));
  return all.toSorted((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1));
}

/** Through our inbox: the second report of its feed, the first that is no exception. */
export async function reports(community: Community): Promise<Row[]> {
  const { chain, kernel, treasury } = community;
  const sink = await chain.put(CONTRACTS, "Sink");
  const rows: Row[] = [];
  for (const count of SIGNATURES) {
    const signers = operators(count);
    const args = [kernel.address, signers.map(({ address }) => address), count];
    const inbox = await chain.put("contracts/oracle/ReportInbox.sol", "ReportInbox", args);
    const set = { from: treasury, to: inbox, functionName: "setFeed", args: [FEED, sink.address, EVENT, QUORUM] };
    await chain.measure(set);
    await submit(chain, inbox, signers, 1n);
    const bound = BOUNDS.get(count);
    const gas = await submit(chain, inbox, signers, 2n);
    rows.push({ name: `Report with ${count} signatures`, gas, ...(bound === undefined ? {} : { bound }) });
  }
  return rows;
}

async function submit(
  chain: Chain,
  inbox: Contract,
  signers: readonly PrivateKeyAccount[],
  sequence: bigint,
): Promise<number> {
  const message = { feed: FEED, sequence, observedAt: NOW, expiresAt: FOREVER, payload: PAYLOAD };
  const domain = { name: "Perdure Reports", version: "1", chainId: chain.chainId, verifyingContract: inbox.address };
  const hash = hashTypedData({ domain, types: REPORT, primaryType: "Report", message });
  const signatures = await Promise.all(signers.map((signer) => signer.sign({ hash })));
  return chain.measure({ from: chain.voter(1), to: inbox, functionName: "submit", args: [message, signatures] });
}

/** Through KeystoneForwarder, which takes one signature more than faults that it tolerates, of three times as many signers. */
export async function forwardedReports(chain: Chain): Promise<Row[]> {
  const sink = await chain.put(CONTRACTS, "Sink");
  const rows: Row[] = [];
  for (const count of SIGNATURES) {
    const forwarder = await chain.put(CONTRACTS, "PeerForwarder");
    const faults = count - 1;
    const signers = operators(3 * faults + 1);
    const config = [1, 1, faults, signers.map(({ address }) => address)];
    await chain.asDeployer({ to: forwarder, functionName: "setConfig", args: config });
    await forward(chain, forwarder, sink.address, signers.slice(0, count), 1);
    const gas = await forward(chain, forwarder, sink.address, signers.slice(0, count), 2);
    rows.push({ name: `KeystoneForwarder: report with ${count} signatures`, gas });
  }
  return rows;
}

async function forward(
  chain: Chain,
  forwarder: Contract,
  receiver: Address,
  signers: readonly PrivateKeyAccount[],
  execution: number,
): Promise<number> {
  const word = (value: number, size: number): Hex => padHex(toHex(value), { size });
  const head = [word(1, 1), keccak256(toHex(execution)), word(1, 4), word(1, 4), word(1, 4), keccak256("0x01")];
  const raw = concat([...head, padHex("0x6e616d65", { size: 10 }), word(1, 20), word(1, 2), PAYLOAD]);
  const context = padHex("0x01", { size: 96 });
  const hash = keccak256(concat([keccak256(raw), context]));
  const signatures = await Promise.all(signers.map(async (signer) => withParity(await signer.sign({ hash }))));
  const args = [receiver, raw, context, signatures];
  return chain.measure({ from: chain.voter(1), to: forwarder, functionName: "report", args });
}

/** It reads 0 or 1 where others read 27 or 28. */
function withParity(signature: Hex): Hex {
  const last = Number.parseInt(signature.slice(-2), 16);
  return `0x${signature.slice(2, -2)}${(last - 27).toString(16).padStart(2, "0")}`;
}
