import {
  type AbiParameter,
  type Address,
  type Hex,
  decodeAbiParameters,
  encodeAbiParameters,
  hexToString,
  isHex,
  parseAbiParameters,
  size,
  stringToHex,
  toFunctionSelector,
  zeroAddress,
  zeroHash,
} from "viem";
import { treasuryBrake } from "../abi/treasury.ts";
import { InvalidClauseError, InvalidParameterError } from "../errors/failures.ts";
import { CLAUSE_KINDS, type ClauseKind, KINDS, type Kind, METHODS, type Method, wordOf } from "./words.ts";

/** A sub-election: an office, a committee, or an election of lower documents. */
export interface ElectionClause {
  kind: "election";
  /** What people call it, in up to 32 bytes of UTF-8. */
  title: string;
  elects: Kind;
  method: Method;
  /** 1 to 31; 1 for documents. */
  seats: number;
  /** WAD electorate-cycles until a nominee is a candidate; 0 = one cycle. */
  nominationFill: bigint;
  /** WAD electorate-cycles until a candidate can take a seat. */
  stabilizationFill: bigint;
  /** Of lower documents: which kinds of clauses they may hold. Left out for an office. */
  scope?: readonly ClauseKind[] | undefined;
  /** The election of the document in force that goes on, ballots and all. Left out for a new one. */
  carried?: bigint | undefined;
}

/** The holders of an office, or a module, may have the treasury call a function, without coins. */
export interface PowerClause {
  kind: "power";
  /** The place in the document, from 0, of the clause that makes the office, or installs the module. */
  office: number;
  /** What is called. Left out for the community's own treasury, of which only the brake can be asked. */
  target?: Address | undefined;
  /** Left out for the brake. */
  selector?: Hex | undefined;
  /** Seconds between what they decide and its effect; 0 unless said, and at least a day for a module. */
  delay?: number | undefined;
  /** How many of the seats have to agree; 1 unless said, and always for a module. */
  confirmations?: number | undefined;
}

/** An office may pay out of the treasury. */
export interface BudgetClause {
  kind: "budget";
  /** The place in the document, from 0, of the clause that makes the office. */
  office: number;
  /** An ERC-20. Left out for the native coin. */
  asset?: Address | undefined;
  /** Per period, in the asset's own decimals. */
  amount: bigint;
  /** Seconds: 1 hour to 100 years. */
  period: number;
  /** Whether what is not paid out stays available in later periods; not unless said. */
  carries?: boolean | undefined;
  /** Seconds between what they decide and its effect; 0 unless said. */
  delay?: number | undefined;
  /** How many of the seats have to agree; 1 unless said. */
  confirmations?: number | undefined;
}

/** A value for a parameter of a module. */
export interface ParameterClause {
  kind: "parameter";
  module: Address;
  /** Up to 32 bytes of UTF-8, or a whole word in hexadecimal digits. */
  name: string;
  value: bigint;
}

/** Installs a module, which may place weight for its users, or retires it. */
export interface ModuleClause {
  kind: "module";
  module: Address;
  installed: boolean;
}

/** A call by the treasury, once, when the document takes effect. */
export interface CallClause {
  kind: "call";
  target: Address;
  /** Of the native coin; none unless said. */
  value?: bigint | undefined;
  /** Left out for a bare payment. */
  data?: Hex | undefined;
  /**
   * Of the target, from getCodehash: what is voted on is what is called. Only with data; `zeroHash` will do for a source of the
   * kernel, whose code cannot change.
   */
  codehash?: Hex | undefined;
}

/** What a document says beside its text. */
export type Clause = ElectionClause | PowerClause | BudgetClause | ParameterClause | ModuleClause | CallClause;

const MOST_CLAUSES = 64;
const WORD = 32;
/** What outsiders direct can be stopped before it happens. */
const SHORTEST_MANDATE = 86_400;

const LIST = /* @__PURE__ */ parseAbiParameters(["Clause[] clauses", "struct Clause { uint8 kind; bytes data; }"]);

/** The structs that clauses are encoded as, by kind, in the order of the contracts. */
const STRUCTS: Readonly<Record<ClauseKind, readonly AbiParameter[]>> = /* @__PURE__ */ (() => {
  const struct = (fields: string) => parseAbiParameters(["S s", `struct S { ${fields} }`]);
  return {
    election: struct(
      "uint64 carried; uint8 elects; uint8 method; uint8 seats; uint72 nominationFill; uint72 stabilizationFill; uint8 scope; bytes32 title;",
    ),
    power: struct("uint8 office; address target; bytes4 selector; uint32 delay; uint8 confirmations;"),
    budget: struct(
      "uint8 office; address asset; uint128 amount; uint32 period; bool carries; uint32 delay; uint8 confirmations;",
    ),
    parameter: struct("address module; bytes32 name; uint256 value;"),
    module: struct("address module; bool installed;"),
    call: struct("address target; uint256 value; bytes data; bytes32 codehash;"),
  };
})();

/**
 * Clauses as a nomination takes them, checked as far as no chain is needed for it; checkClauses asks the contracts for the rest.
 */
export function encodeClauses(clauses: readonly Clause[]): Hex {
  if (clauses.length > MOST_CLAUSES) {
    throw new InvalidParameterError(
      "clauses",
      `are ${clauses.length}, and ${MOST_CLAUSES} are the most in a document.`,
    );
  }
  if (clauses.length === 0) return "0x";
  const encoded = clauses.map((clause, i) => {
    const fields = complete(clauses, i);
    try {
      return { kind: CLAUSE_KINDS.indexOf(clause.kind), data: encodeAbiParameters(STRUCTS[clause.kind], [fields]) };
    } catch (cause) {
      throw new InvalidClauseError(i, "holds a value that does not fit its field. Correct it.", { cause });
    }
  });
  return encodeAbiParameters(LIST, [encoded]);
}

/** The clauses of a nomination, everything that was left to be understood said. */
export function decodeClauses(clauses: Hex): Clause[] {
  if (clauses === "0x") return [];
  try {
    const [list] = decodeAbiParameters(LIST, clauses);
    return list.map(({ kind, data }) => decodeClause(wordOf(CLAUSE_KINDS, kind), data));
  } catch (cause) {
    throw new InvalidParameterError("clauses", "are not what encodeClauses makes. Take them from a nomination.", {
      cause,
    });
  }
}

/** Which kinds of clauses a document may hold, from a bit each. */
export function decodeScope(bits: number): ClauseKind[] {
  return CLAUSE_KINDS.filter((_, i) => ((bits >> i) & 1) === 1);
}

function encodeScope(scope: readonly ClauseKind[]): number {
  return scope.reduce((bits, kind) => bits | (1 << CLAUSE_KINDS.indexOf(kind)), 0);
}

/** A clause with all of its fields as the contracts have them. */
function complete(clauses: readonly Clause[], i: number): object {
  const clause = clauses[i] as Clause;
  switch (clause.kind) {
    case "election":
      return completeElection(clause, i);
    case "power": {
      checkHolder(clauses, i, clause);
      const { target = zeroAddress, delay = 0, confirmations = 1 } = clause;
      const selector = clause.selector ?? (target === zeroAddress ? toFunctionSelector(treasuryBrake) : undefined);
      if (selector === undefined) throw new InvalidClauseError(i, 'names a target alone. Say which "selector" of it.');
      return { ...clause, target, selector, delay, confirmations };
    }
    case "budget": {
      checkOffice(clauses, i, clause);
      const { asset = zeroAddress, carries = false, delay = 0, confirmations = 1 } = clause;
      return { ...clause, asset, carries, delay, confirmations };
    }
    case "parameter":
      return { ...clause, name: encodeName(i, clause.name) };
    case "module":
      return clause;
    case "call": {
      const { value = 0n, data = "0x", codehash = zeroHash } = clause;
      if (data === "0x" ? codehash !== zeroHash : clause.codehash === undefined) {
        throw new InvalidClauseError(
          i,
          'needs both "data" and the "codehash" of its target (see getCodehash), or neither.',
        );
      }
      return { ...clause, value, data, codehash };
    }
    default:
      return clause satisfies never;
  }
}

function completeElection(clause: ElectionClause, i: number): object {
  const { carried = 0n, scope = [], elects, method } = clause;
  if (elects === "office" && scope.length > 0) {
    throw new InvalidClauseError(i, 'elects an office, which has no documents. Leave out its "scope".');
  }
  if (!Number.isInteger(clause.seats) || clause.seats < 1 || clause.seats > (elects === "office" ? 31 : 1)) {
    throw new InvalidClauseError(i, `has ${clause.seats} seats. An office has 1 to 31, an election of documents 1.`);
  }
  const title = encodeName(i, clause.title);
  const words = { elects: KINDS.indexOf(elects), method: METHODS.indexOf(method), scope: encodeScope(scope) };
  return { ...clause, carried, title, ...words };
}

/** A power is an office's, or that of a module whose decisions come from outside. */
function checkHolder(clauses: readonly Clause[], i: number, power: PowerClause): void {
  const { office, target, delay = 0, confirmations = 1 } = power;
  const named = office < i ? clauses[office] : undefined;
  if (named?.kind !== "module") {
    checkOffice(clauses, i, power);
    return;
  }
  const belongs = `belongs to a module, clause ${office},`;
  if (!named.installed) throw new InvalidClauseError(i, `${belongs} which is retired there. Have that one install it.`);
  if (target === undefined)
    throw new InvalidClauseError(i, `${belongs} which cannot brake. Say which "target" it calls.`);
  if (delay < SHORTEST_MANDATE) {
    throw new InvalidClauseError(i, `${belongs} and waits ${delay} seconds. Give it a "delay" of at least a day.`);
  }
  if (confirmations !== 1) {
    throw new InvalidClauseError(i, `${belongs} which has no seats. Leave out its "confirmations".`);
  }
}

/** Whoever acts is named by an earlier clause, which says how many seats there are to agree. */
function checkOffice(clauses: readonly Clause[], i: number, { office, confirmations = 1 }: PowerClause | BudgetClause) {
  const named = office < i ? clauses[office] : undefined;
  if (named?.kind !== "election" || named.elects !== "office") {
    throw new InvalidClauseError(
      i,
      `belongs to clause ${office}, which makes no office. Name the place, from 0, of an earlier clause that does.`,
    );
  }
  if (confirmations < 1 || confirmations > named.seats) {
    throw new InvalidClauseError(
      i,
      `needs ${confirmations} confirmations, and its office has ${named.seats} seats. Ask for 1 to ${named.seats}.`,
    );
  }
}

function encodeName(i: number, name: string): Hex {
  if (isHex(name) && size(name) === WORD) return name;
  const bytes = stringToHex(name);
  if (size(bytes) > WORD) throw new InvalidClauseError(i, `calls something "${name}", which is longer than 32 bytes.`);
  return stringToHex(name, { size: WORD });
}

/** The text that a word holds, or the word itself if it holds none. */
function decodeName(word: Hex): string {
  const text = hexToString(word, { size: WORD });
  return stringToHex(text, { size: Math.max(WORD, new TextEncoder().encode(text).length) }) === word ? text : word;
}

type Fields<clause> = { [key in Exclude<keyof clause, "kind">]-?: Exclude<clause[key], undefined> };

function decodeClause(kind: ClauseKind, data: Hex): Clause {
  const [fields]: readonly unknown[] = decodeAbiParameters(STRUCTS[kind], data);
  switch (kind) {
    case "election": {
      const { carried, scope, ...said } = fields as Record<keyof Fields<ElectionClause>, never>;
      const [elects, method] = [wordOf(KINDS, said.elects), wordOf(METHODS, said.method)];
      return {
        kind,
        ...said,
        elects,
        method,
        title: decodeName(said.title),
        ...(elects === "document" && { scope: decodeScope(scope) }),
        ...(carried !== 0n && { carried }),
      };
    }
    case "power":
      return { kind, ...without("target", zeroAddress, fields as Fields<PowerClause>) };
    case "budget":
      return { kind, ...without("asset", zeroAddress, fields as Fields<BudgetClause>) };
    case "parameter": {
      const said = fields as Omit<Fields<ParameterClause>, "name"> & { name: Hex };
      return { kind, ...said, name: decodeName(said.name) };
    }
    case "module":
      return { kind, ...(fields as Fields<ModuleClause>) };
    case "call": {
      const { target, value, ...call } = fields as Fields<CallClause>;
      return { kind, target, value, ...(call.data !== "0x" && call) };
    }
    default:
      return kind satisfies never;
  }
}

/** Fields, of which one is left out where it says nothing. */
function without<T extends object, key extends keyof T>(
  key: key,
  nothing: T[key],
  fields: T,
): Omit<T, key> & Partial<T> {
  const { [key]: value, ...others } = fields;
  return { ...others, ...(value !== nothing && { [key]: value }) } as Omit<T, key> & Partial<T>;
}
