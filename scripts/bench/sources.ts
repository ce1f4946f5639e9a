/** What weight from receipts and from patronage costs. */
import {
  type Address,
  type Hex,
  concat,
  encodeAbiParameters,
  keccak256,
  padHex,
  parseAbiParameters,
  parseEventLogs,
  zeroAddress,
} from "viem";
import { type Chain, COIN, type Contract } from "./chain.ts";
import { PRESET, choicesOf } from "./community.ts";
import type { Row } from "./report.ts";

const SOURCES = "contracts/weights/sources";
const DAY = 86_400;
const MONTH = 30 * DAY;
const FEED = padHex("0xfeed", { size: 32 });
/** Values have 9 decimals. */
const VALUE = 10n ** 9n;
const MOST = 10n ** 18n;
const DONATION_BOUND = 110_000;
/** As many inner nodes as a million accounts need. */
const DEEP = 20;

interface Sources {
  receipts: Contract;
  patrons: Contract;
  token: Contract;
  treasury: Address;
}

/** A community that counts receipts and has patrons. */
async function found(chain: Chain): Promise<Sources> {
  const treasury = chain.voter(999_999);
  const token = await chain.put("contracts/test/Tokens.sol", "PlainToken", [18]);
  const receipts = await chain.put(`${SOURCES}/ReceiptSource.sol`, "ReceiptSource");
  const register = await chain.put(`${SOURCES}/PurchaseSource.sol`, "PurchaseSource");
  const patrons = await chain.put(`${SOURCES}/PatronSource.sol`, "PatronSource", [register.address]);
  const assets = [zeroAddress, token.address].map((asset) => [asset, zeroAddress, 0] as const);
  const terms = parseAbiParameters("(((address,address,uint32)[],address,uint32),uint64)");
  const epochs = encodeAbiParameters(parseAbiParameters("uint32, uint64"), [MONTH, MOST]);
  const [first, second] = await sourcesOf(chain, treasury, [
    { implementation: receipts.address, configuration: epochs },
    {
      implementation: patrons.address,
      configuration: encodeAbiParameters(terms, [[[assets, zeroAddress, 0], MOST]]),
    },
  ]);
  await chain.endow(treasury);
  return {
    receipts: { address: first, abi: receipts.abi },
    patrons: { address: second, abi: patrons.abi },
    token,
    treasury,
  };
}

/** The two sources of a new community that is like the preset in all else. */
async function sourcesOf(
  chain: Chain,
  treasury: Address,
  sources: readonly { implementation: Address; configuration: Hex }[],
): Promise<[Address, Address]> {
  const abi = await chain.abiOf("contracts/kernel/CommunityFactory.sol");
  const factory = { address: chain.deployment.factory, abi };
  const choices = choicesOf("cooperative", treasury, zeroAddress, []);
  const preset = await chain.read<object>(factory, "parametersOf", [PRESET, choices]);
  const call = { from: chain.voter(0), to: factory, functionName: "create", args: [{ ...preset, sources }] };
  const { logs } = await chain.receipt(call);
  const [created] = parseEventLogs({ abi, logs, eventName: "CommunityCreated" }) as unknown as {
    args: { kernel: Address };
  }[];
  if (created === undefined) throw new Error("the factory announced no community");
  const kernel = { address: created.args.kernel, abi: await chain.abiOf("contracts/kernel/Kernel.sol") };
  const [first = zeroAddress, second = zeroAddress] = await chain.read<Address[]>(kernel, "sources");
  return [first, second];
}

export async function cooperative(chain: Chain): Promise<Row[]> {
  const sources = await found(chain);
  return [...(await claims(chain, sources)), ...(await donations(chain, sources))];
}

/** Of a leaf in a tree as deep as asked: what lies beside the way up is made up. */
async function claims(chain: Chain, { receipts, treasury }: Sources): Promise<Row[]> {
  const inbox = chain.voter(900);
  await chain.measure({ from: treasury, to: receipts, functionName: "setFeed", args: [inbox, FEED] });
  let epoch = 0;
  const claim = async (account: Address, amount: bigint, depth: number): Promise<number> => {
    chain.pass(MONTH + DAY);
    const proof = Array.from({ length: depth }, (_, i) => keccak256(padHex(`0x${(i + 1).toString(16)}`, { size: 32 })));
    const root = proof.reduce(pair, leafOf(account, amount));
    const totals = parseAbiParameters("uint32, bytes32, uint96, uint64");
    const payload = encodeAbiParameters(totals, [epoch++, root, 1000n * amount, 1000n * amount]);
    const args = [FEED, BigInt(epoch), 0n, payload];
    await chain.measure({ from: inbox, to: receipts, functionName: "consume", args });
    // The electorate's checkpoint of the cycle is somebody else's.
    return chain.measure({
      from: chain.voter(3),
      to: receipts,
      functionName: "claim",
      args: [account, amount, amount, proof],
    });
  };
  await claim(chain.voter(1), VALUE, DEEP);
  return [
    { name: "Claim of receipts among a million accounts, first", gas: await claim(chain.voter(2), 2n * VALUE, DEEP) },
    { name: "Claim of receipts among a million accounts, repeat", gas: await claim(chain.voter(2), 3n * VALUE, DEEP) },
  ];
}

function leafOf(account: Address, amount: bigint): Hex {
  const leaf = encodeAbiParameters(parseAbiParameters("address, uint96, uint64"), [account, amount, amount]);
  return keccak256(keccak256(leaf));
}

const pair = (a: Hex, b: Hex): Hex => keccak256(concat(a < b ? [a, b] : [b, a]));

async function donations(chain: Chain, { patrons, token }: Sources): Promise<Row[]> {
  const donate = (from: Address): Promise<number> => {
    const args = [zeroAddress, COIN, VALUE, 0n];
    return chain.measure({ from, to: patrons, functionName: "donate", args, value: COIN });
  };
  const [neighbour, newcomer, member, streaming] = [5, 6, 2, 7].map((number) => chain.voter(number)) as [
    Address,
    Address,
    Address,
    Address,
  ];
  await donate(neighbour);
  const rows: Row[] = [
    { name: "Donation, first of a newcomer", gas: await donate(newcomer), bound: DONATION_BOUND },
    { name: "Donation, first of who has contributed before", gas: await donate(member), bound: DONATION_BOUND },
  ];
  await chain.measure({ from: streaming, to: token, functionName: "mint", args: [streaming, 10n * COIN] });
  await chain.measure({ from: streaming, to: token, functionName: "approve", args: [patrons.address, 10n * COIN] });
  const stream = [token.address, COIN, VALUE];
  await chain.measure({ from: streaming, to: patrons, functionName: "setStream", args: stream });
  const collect = { from: neighbour, to: patrons, functionName: "collect", args: [streaming] };
  await chain.measure(collect);
  chain.pass(MONTH - DAY);
  await donate(neighbour);
  return [
    ...rows,
    { name: "Donation, renewed", gas: await donate(newcomer), bound: DONATION_BOUND },
    { name: "Donation, streamed and collected", gas: await chain.measure(collect), bound: DONATION_BOUND },
  ];
}
