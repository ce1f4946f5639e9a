import {
  encodeAbiParameters,
  encodeFunctionData,
  keccak256,
  parseAbiParameters,
  toFunctionSelector,
  zeroAddress,
} from "viem";
import type { Address } from "viem";
import { type Clause, encodeClauses } from "../../sdk/src/core/clauses.ts";
import { type Chain, COIN, type Contract, WEEK } from "./chain.ts";
import { Community, PRESET, UNITS, choicesOf } from "./community.ts";
import type { Row } from "./report.ts";

const WAD = 10n ** 18n;
const ROOT = 0n;
const FIRST_OFFICE = 1n;
const ALL_CYCLES = 2 ** 32 - 1;
/** More than a nomination, the stabilization of a lead of everything, and the enactment delay take. */
const WEEKS_TO_WIN = 4;
const WEEKS_OF_DELAY = 5;
const TOKENS = 5;
const FORK = 0n;

/** A community with a treasury of its own, and its organs. */
async function govern(chain: Chain, name: string) {
  const community = await Community.found(chain, name, { offices: [], treasury: zeroAddress });
  const organ = async (which: string, source: string): Promise<Contract> => ({
    address: await chain.read<Address>(community.kernel, which),
    abi: await chain.abiOf(source),
  });
  return {
    community,
    constitution: await organ("constitution", "contracts/constitution/Constitution.sol"),
    offices: await organ("offices", "contracts/constitution/Offices.sol"),
    forks: await organ("forks", "contracts/kernel/Forks.sol"),
  };
}

/** Ten clauses of every kind: an office and a committee, their powers and budgets, a module with its parameter, and a call. */
function tenClauses(dial: Contract, codehash: `0x${string}`): Clause[] {
  const office = {
    kind: "election",
    elects: "office",
    method: "resource",
    nominationFill: 0n,
    stabilizationFill: WAD / 10n,
  } as const;
  const turn = { kind: "power", target: dial.address, selector: toFunctionSelector("turn(uint256)") } as const;
  return [
    { ...office, title: "Treasurer", seats: 1 },
    { ...office, title: "Core team", seats: 5 },
    { ...turn, office: 0 },
    { kind: "power", office: 0 },
    { ...turn, office: 1, confirmations: 3, delay: 86_400 },
    { kind: "budget", office: 0, amount: COIN, period: 30 * 86_400 },
    { kind: "budget", office: 1, asset: dial.address, amount: COIN, period: 30 * 86_400, confirmations: 3 },
    { kind: "module", module: dial.address, installed: true },
    { kind: "parameter", module: dial.address, name: "value", value: 42n },
    { kind: "call", target: dial.address, data: turnBy(dial, 1n), codehash },
  ];
}

const turnBy = (dial: Contract, by: bigint) => encodeFunctionData({ abi: dial.abi, functionName: "turn", args: [by] });

export async function documents(chain: Chain): Promise<Row[]> {
  const { community, constitution, offices } = await govern(chain, "documents");
  const [author, officer, payee] = [chain.voter(1), chain.voter(2), chain.voter(3)];
  await community.buy(author, 10n * COIN);
  await community.buy(officer, COIN);
  const dial = await chain.put("contracts/test/Dial.sol", "Dial", [community.treasury]);
  const clauses = encodeClauses(tenClauses(dial, keccak256(await chain.codeOf(dial.address))));
  const rows: Row[] = [];
  const measure = async (name: string, gas: Promise<number>, bound?: number): Promise<void> => {
    rows.push({ name, gas: await gas, ...(bound === undefined ? {} : { bound }) });
  };

  const consent = { signer: zeroAddress, nonce: 0n, deadline: 0n, signature: "0x" };
  const nomination = { nominee: zeroAddress, content: keccak256(clauses), uri: "ipfs://document", clauses, consent };
  const opening = [{ candidacy: 0, against: false, permanent: 10n * UNITS, leased: 0n }];
  await measure(
    "Nominate a document of 10 clauses",
    community.vote(author, "nominate", [ROOT, nomination, opening, [], []]),
  );
  chain.pass((WEEKS_TO_WIN + WEEKS_OF_DELAY) * WEEK);
  await community.advance(ROOT);
  const enact = { from: payee, to: constitution, functionName: "enact", args: [ROOT, clauses] };
  await measure("Enact 10 clauses", chain.measure(enact), 1_500_000);

  await community.nominate(officer, FIRST_OFFICE, [], UNITS);
  chain.pass(WEEKS_TO_WIN * WEEK);
  await community.advance(FIRST_OFFICE);
  const act = (kind: number, target: Address, data: `0x${string}`): Promise<number> => {
    const action = { office: FIRST_OFFICE, kind, target, data, deadline: 2n ** 63n, salt: 0n };
    return chain.measure({ from: officer, to: offices, functionName: "act", args: [action, []] });
  };
  await measure("Act as officer: a call", act(0, dial.address, turnBy(dial, 1n)));
  const payment = encodeAbiParameters(parseAbiParameters("address, uint256"), [zeroAddress, COIN / 10n]);
  await measure("Act as officer: a payment", act(1, payee, payment));
  return rows;
}

/** The child that everybody of the community leaves for: by the same preset. */
async function parametersOf(chain: Chain, name: string) {
  const factory = {
    address: chain.deployment.factory,
    abi: await chain.abiOf("contracts/kernel/CommunityFactory.sol"),
  };
  return chain.read<object>(factory, "parametersOf", [PRESET, choicesOf(name, zeroAddress, zeroAddress, [])]);
}

/** Tokens of which the treasury holds some. */
async function tokensFor(chain: Chain, treasury: Address): Promise<Address[]> {
  const tokens: Address[] = [];
  for (let i = 0; i < TOKENS; i++) {
    const token = await chain.put("contracts/test/Tokens.sol", "PlainToken", [18]);
    await chain.measure({ from: chain.voter(1), to: token, functionName: "mint", args: [treasury, COIN] });
    tokens.push(token.address);
  }
  return tokens;
}

export async function forks(chain: Chain): Promise<Row[]> {
  const { community, forks: contract } = await govern(chain, "forks");
  const [first, second, third, stayer] = [1, 2, 3, 4].map((number) => chain.voter(number)) as [
    Address,
    Address,
    Address,
    Address,
  ];
  for (const member of [first, second, third]) await community.buy(member, COIN);
  await community.buy(stayer, 4n * COIN);
  const tokens = await tokensFor(chain, community.treasury);
  const parameters = await parametersOf(chain, "child");
  const call = (from: Address, functionName: string, args: readonly unknown[]): Promise<number> =>
    chain.measure({ from, to: contract, functionName, args });
  const rows: Row[] = [{ name: "Propose a fork", gas: await call(first, "propose", [parameters]) }];
  rows.push(
    { name: "Join a fork, first of all", gas: await call(first, "join", [FORK]), bound: 150_000 },
    { name: "Join a fork", gas: await call(second, "join", [FORK]), bound: 150_000 },
  );
  chain.pass(2 * WEEK);
  await call(stayer, "advance", [FORK, ALL_CYCLES]);
  const execute = (assets: readonly Address[]): Promise<number> =>
    chain.aside(() => call(stayer, "execute", [FORK, parameters, assets]));
  rows.push(
    { name: "Execute a fork, with coins", gas: await execute([zeroAddress]), bound: 1_350_000 },
    { name: "Execute a fork, with coins and 5 ERC-20s", gas: await execute([zeroAddress, ...tokens]) },
  );
  await call(stayer, "execute", [FORK, parameters, [zeroAddress]]);
  rows.push(
    { name: "Arrive in a fork, first of all", gas: await call(stayer, "arrive", [FORK, first]) },
    { name: "Arrive in a fork", gas: await call(stayer, "arrive", [FORK, second]) },
    { name: "Follow a fork", gas: await call(third, "follow", [FORK]) },
    { name: "Claim an ERC-20 for a fork", gas: await call(stayer, "claim", [FORK, tokens[0]]) },
  );
  return rows;
}
