/** What it costs to place weight on commitments and priorities. */
import { keccak256, toHex } from "viem";
import { COIN, WEEK } from "./chain.ts";
import { UNITS, type Community } from "./community.ts";
import type { Row } from "./report.ts";

const [COMMITMENT, ITEM] = [1n, 1n];
const MOST = 90_000;
const FAR = 1_000;

export async function matters(community: Community): Promise<Row[]> {
  for (const number of [1, 2, 3]) await community.buy(community.chain.voter(number), 10n * COIN);
  return [...(await commitments(community)), ...(await priorities(community))];
}

async function install(community: Community, module: string): Promise<void> {
  const { chain, kernel, treasury } = community;
  const address = await chain.read<`0x${string}`>(kernel, "weights");
  const weights = { address, abi: await chain.abiOf("contracts/weights/Weights.sol") };
  await chain.measure({ from: treasury, to: weights, functionName: "installModule", args: [module] });
}

async function commitments(community: Community): Promise<Row[]> {
  const { chain, kernel, treasury } = community;
  const deadlines = await chain.put("contracts/commitments/DeadlineLib.sol", "DeadlineLib");
  const libraries = { DeadlineLib: deadlines.address, TypedDataLib: chain.deployment.contracts.TypedDataLib.address };
  const to = await chain.put("contracts/commitments/Commitments.sol", "Commitments", [kernel.address], libraries);
  await install(community, to.address);
  const options = [1, 2].map((number) => ({ content: keccak256(toHex(number)), uri: "", recurs: true }));
  const parameters = { allots: false, halfLife: WEEK, deadline: FAR, period: 0 };
  await chain.measure({ from: treasury, to, functionName: "open", args: [parameters, options] });
  const cast = (number: number, option: number, units = UNITS): Promise<number> => {
    const args = [COMMITMENT, [{ option, permanent: units, leased: 0n }], []];
    return chain.measure({ from: chain.voter(number), to, functionName: "cast", args });
  };
  await cast(1, 1);
  const rows: Row[] = [
    { name: "Commitment: cast, first", gas: await cast(2, 1), bound: MOST },
    { name: "Commitment: cast, changed", gas: await cast(2, 1, 2n * UNITS), bound: MOST },
    { name: "Commitment: cast, moved to another option", gas: await cast(2, 2) },
  ];
  chain.pass(WEEK);
  rows.push({ name: "Commitment: cast, first of the cycle", gas: await cast(3, 1) });
  for (const weeks of [1, 52]) {
    chain.pass(weeks * WEEK);
    const gas = await chain.measure({ from: chain.voter(1), to, functionName: "advance", args: [COMMITMENT, FAR] });
    rows.push({ name: `Commitment: advance after ${weeks} idle week${weeks === 1 ? "" : "s"}`, gas });
  }
  return rows;
}

async function priorities(community: Community): Promise<Row[]> {
  const { chain, kernel, treasury } = community;
  const libraries = { TypedDataLib: chain.deployment.contracts.TypedDataLib.address };
  const to = await chain.put("contracts/priorities/Priorities.sol", "Priorities", [kernel.address], libraries);
  await install(community, to.address);
  const terms = { halfLife: WEEK, interval: 0, floor: 0n };
  await chain.measure({ from: treasury, to, functionName: "makeList", args: ["issues", terms] });
  const opening = { from: chain.voter(1), to, functionName: "openItem", args: [1, keccak256("0x01"), ""] };
  const opened = await chain.measure(opening);
  const place = (number: number, units = UNITS): Promise<number> => {
    const args = [ITEM, false, units, 0n, []];
    return chain.measure({ from: chain.voter(number), to, functionName: "place", args });
  };
  await place(1);
  chain.pass(WEEK);
  return [
    { name: "Priorities: item opened", gas: opened },
    { name: "Priorities: placed on an item that accrues, first", gas: await place(2), bound: MOST },
    { name: "Priorities: placed on an item that accrues, changed", gas: await place(2, 2n * UNITS), bound: MOST },
  ];
}
