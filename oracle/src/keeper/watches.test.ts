import { glob, readFile } from "node:fs/promises";
import { expect } from "chai";
import { type Abi, toEventSignature, toFunctionSignature } from "viem";
import { readArtifact } from "../../../scripts/lib/artifacts.ts";
import { type Kind, KINDS, WATCHES } from "./watches.ts";

const SOURCES: Readonly<Record<Kind, string>> = {
  elections: "contracts/elections/Elections.sol",
  constitution: "contracts/constitution/Constitution.sol",
  offices: "contracts/constitution/Offices.sol",
  forks: "contracts/kernel/Forks.sol",
  weights: "contracts/weights/Weights.sol",
  patrons: "contracts/weights/sources/PatronSource.sol",
  contributors: "contracts/weights/sources/ContributorSource.sol",
  identities: "contracts/members/IdentityRegistry.sol",
  commitments: "contracts/commitments/Commitments.sol",
  priorities: "contracts/priorities/Priorities.sol",
  pools: "contracts/funding/FundingPool.sol",
  releases: "contracts/members/Releases.sol",
  inboxes: "contracts/oracle/ReportInbox.sol",
};

/** What anyone may do, and no keeper can by itself: it takes something that no event tells. */
const BY_HAND: Readonly<Record<string, string>> = {
  "IForks.execute": "whoever executes a fork says which assets",
  "IOffices.execute": "the officer who acted has the action",
  "IReceiptSource.claim": "the account has the proof",
  "IPriorities.openItem": "what to open is somebody's own",
  "IFundingPool.topUp": "what to give is somebody's own",
};

/** What comes in an order, which rounds.ts works out. */
const IN_ORDER = ["IFundingPool.decide", "IFundingPool.rank", "IFundingPool.note"];

describe("What a keeper watches for", () => {
  const abis = new Map<Kind, Abi>();

  before(async () => {
    for (const kind of KINDS) abis.set(kind, (await readArtifact(SOURCES[kind])).abi);
  });

  const functionsOf = (kind: Kind): string[] =>
    (abis.get(kind) ?? []).flatMap((one) => (one.type === "function" ? [toFunctionSignature(one)] : []));

  for (const kind of KINDS) {
    it(`is told by the contracts, and can be called: ${kind}`, () => {
      const events = (abis.get(kind) ?? []).flatMap((one) =>
        one.type === "event" ? [`${toEventSignature(one)} ${one.inputs.map(({ indexed }) => indexed).join()}`] : [],
      );
      const { occasions, endings, always = [] } = WATCHES[kind];
      for (const { event } of [...occasions, ...endings]) {
        expect(events).to.include(
          `${toEventSignature(event)} ${event.inputs.map((one) => one.indexed ?? false).join()}`,
        );
      }
      for (const { event, call, probe, on = kind, given = {}, brought, each } of occasions) {
        const lists = event.inputs.flatMap(({ name, type }) => (type.endsWith("[]") ? [name] : []));
        if (each !== undefined) expect(lists).to.include(each);
        expect(event.inputs.map(({ name }) => name)).to.include.members(Object.keys(given));
        if (brought !== undefined) expect(functionsOf(kind)).to.include(toFunctionSignature(brought));
        expect(functionsOf(on)).to.include(toFunctionSignature(call));
        if (probe !== undefined) expect(functionsOf(on)).to.include(toFunctionSignature(probe.view));
      }
      for (const call of always) expect(functionsOf(kind)).to.include(toFunctionSignature(call));
      // What ends is called as it was when it began.
      for (const { event, about } of endings) {
        const known = occasions.map((one) => one.about.slice(0, about.length).join());
        expect(known, event.name).to.include(about.join());
      }
    });
  }

  it("is all that the contracts leave to anyone", async () => {
    const watched = KINDS.flatMap((kind) => [
      ...WATCHES[kind].occasions.map(({ call, on = kind }) => `${interfaceOf(on)}.${call.name}`),
      ...(WATCHES[kind].always ?? []).map(({ name }) => `${interfaceOf(kind)}.${name}`),
    ]);
    const done = new Set([...watched, ...IN_ORDER]);
    const left: string[] = [];
    for await (const path of glob("contracts/**/I*.sol")) {
      const text = await readFile(path, "utf8");
      const name = path.slice(path.lastIndexOf("/") + 1, -".sol".length);
      // A comment that says so, and the function that it is about.
      for (const [, comment = "", call = ""] of text.matchAll(/((?:\n\s*\/\/\/[^\n]*)+)\n\s*function (\w+)\(/g)) {
        if (/\bAnyone\b/.test(comment.replaceAll(/\s*\/\/\/\s*/g, " "))) left.push(`${name}.${call}`);
      }
    }
    expect(left).to.have.length.greaterThan(30);
    expect(left.filter((one) => !done.has(one) && BY_HAND[one] === undefined)).to.deep.equal([]);
    expect(Object.keys(BY_HAND).filter((one) => !left.includes(one) || done.has(one))).to.deep.equal([]);
    expect(IN_ORDER.filter((one) => !left.includes(one))).to.deep.equal([]);
  });
});

function interfaceOf(kind: Kind): string {
  return `I${SOURCES[kind].slice(SOURCES[kind].lastIndexOf("/") + 1, -".sol".length)}`;
}
