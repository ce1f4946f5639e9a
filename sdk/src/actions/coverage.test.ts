import { readFile, readdir } from "node:fs/promises";
import { basename } from "node:path";
import { expect } from "chai";
import { type Abi, type AbiFunction, toFunctionSelector } from "viem";
import { watchedActions } from "../../../test/helpers/world.ts";
import * as abis from "../abi/index.ts";

/** Functions of every contract that other contracts alone may call, or that say nothing to anyone else. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  consume: "inboxes alone call it",
  prepare: "a kernel being founded asks it",
  isGoverned: "a constitution that checks clauses asks it",
};

/** Functions without an action, by contract. */
const WITHOUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  communityFactory: { createChild: "forks alone call it" },
  communityRegistry: { descend: "the factory alone calls it" },
  constitution: { present: "its elections alone call it" },
  elections: { seat: "its constitution alone calls it", castRelayed: "modules alone call it" },
  offices: {
    direct: "modules alone call it",
    drop: "modules alone call it",
    grantPower: "the constitution alone calls it",
    grantBudget: "the constitution alone calls it",
    grantMandate: "the constitution alone calls it",
  },
  relayedBallots: { relay: "the contract alone calls itself" },
  reportInbox: { onReport: "forwarders alone call it" },
  treasury: {
    brake: "an office's power, which it takes with act (brakeAction)",
    onERC721Received: "tokens alone call it",
    onERC1155Received: "tokens alone call it",
    onERC1155BatchReceived: "tokens alone call it",
    execute: "organs alone move its money",
    govern: "its kernel alone calls it",
    pay: "organs alone move its money",
    release: "forks alone call it",
  },
  weights: {
    creditUnits: "sources alone call it",
    leaseForValue: "sources alone call it",
    depart: "forks alone call it",
    arrive: "forks alone call it",
    approve: "always reverts",
    transfer: "always reverts",
    transferFrom: "always reverts",
  },
};

/** Functions that several contracts have in the same form, and the action that takes any of them. */
const SHARED: Readonly<Record<string, string>> = {
  feed: "sources/getSourceFeed",
  setFeed: "sources/setSourceFeed",
  leases: "weights/isLeasing",
  supportsInterface: "weights/isInterfaceSupported",
  appraise: "sources/getAppraisal",
  priced: "sources/getPricedAssets",
};

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The functions of every contract of the SDK, as `contract` and fragment. */
const FUNCTIONS = Object.entries(abis).flatMap(([name, abi]) => {
  if (!name.endsWith("Abi") || name === "errorsAbi") return [];
  const contract = name.slice(0, -"Abi".length);
  return (abi as Abi).filter((fragment) => fragment.type === "function").map((fragment) => ({ contract, fragment }));
});

/** How a function is called, and what comes back. */
const shapeOf = (fragment: AbiFunction | undefined) =>
  fragment && { selector: toFunctionSelector(fragment), outputs: fragment.outputs };

describe("sdk actions", () => {
  /** By action, as `room/name`: which of the contracts' functions it takes. */
  const fragmentsOf = new Map<string, string[]>();

  before(async () => {
    const files = (await readdir("sdk/src/actions", { recursive: true })).filter(
      (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file.includes("/"),
    );
    for (const file of files) {
      const text = await readFile(`sdk/src/actions/${file}`, "utf8");
      const names = [...text.matchAll(/import \{([^}]*)\} from "\.\.\/\.\.\/abi\//g)].flatMap(([, list = ""]) =>
        list.split(",").map((name) => name.trim()),
      );
      fragmentsOf.set(
        file.slice(0, -".ts".length),
        names.filter((name) => name !== ""),
      );
    }
  });

  it("are there for every function that people may call", () => {
    const taken = new Set([...fragmentsOf.values()].flat());
    const missing = FUNCTIONS.filter(({ contract, fragment: { name } }) => {
      const excused = name in EVERYWHERE || name in (WITHOUT[contract] ?? {}) || name in SHARED;
      return !taken.has(contract + upper(name)) && !excused;
    }).map(({ contract, fragment }) => `${contract}.${fragment.name}`);
    expect(FUNCTIONS.length).to.be.greaterThan(350);
    expect(missing).to.deep.equal([]);
  });

  it("are missing for no function that is not there, or has one", () => {
    const taken = new Set([...fragmentsOf.values()].flat());
    const known = new Set(FUNCTIONS.map(({ contract, fragment }) => contract + upper(fragment.name)));
    const excused = Object.entries(WITHOUT).flatMap(([contract, names]) =>
      Object.keys(names).map((name) => contract + upper(name)),
    );
    expect(excused.filter((name) => !known.has(name) || taken.has(name))).to.deep.equal([]);
    for (const name of [...Object.keys(EVERYWHERE), ...Object.keys(SHARED)]) {
      expect(FUNCTIONS.filter(({ fragment }) => fragment.name === name)).to.have.length.greaterThan(1);
    }
  });

  it("take functions of other contracts that are called the same way", () => {
    for (const [name, action] of Object.entries(SHARED)) {
      const fragments = FUNCTIONS.filter(({ fragment }) => fragment.name === name);
      const [mine] = fragments.filter(({ contract }) => fragmentsOf.get(action)?.includes(contract + upper(name)));
      expect(mine, action).to.not.equal(undefined);
      for (const { contract, fragment } of fragments) {
        const own = [...fragmentsOf.values()].some((names) => names.includes(contract + upper(name)));
        if (!own) expect(shapeOf(fragment), `${contract}.${name}`).to.deep.equal(shapeOf(mine?.fragment));
      }
    }
  });

  it("are found in an entry, each under the name of its file", () => {
    const { actions } = watchedActions();
    const hidden = [...fragmentsOf.keys()].filter((file) => !(lower(basename(file)) in actions));
    expect(hidden).to.deep.equal([]);
  });
});
