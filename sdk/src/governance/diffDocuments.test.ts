import { expect } from "chai";
import type { Clause } from "../constitution/index.ts";
import { composeClauses, coreTeam, diffDocuments, guardian, treasurer } from "./index.ts";

const MODULE = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const MONTH = 30 * 86_400;

describe("sdk governance: what a document would change", () => {
  const before = {
    text: "# Ours\n\nWe pay our bills.\nWe are kind.\n",
    clauses: composeClauses(treasurer({ amount: 5n, period: MONTH }), coreTeam({ seats: 3, confirmations: 2 })),
  };

  it("is told by lines", () => {
    const text = "# Ours\n\nWe pay our bills in time.\nWe are kind.\n";
    expect(diffDocuments(before, { ...before, text }).text).to.deep.equal([
      { kind: "kept", lines: ["# Ours", ""] },
      { kind: "removed", lines: ["We pay our bills."] },
      { kind: "added", lines: ["We pay our bills in time."] },
      { kind: "kept", lines: ["We are kind."] },
    ]);
  });

  it("is nothing where all goes on, in whatever order", () => {
    const clauses = composeClauses(
      coreTeam({ seats: 3, confirmations: 2, carried: 2n }),
      treasurer({ amount: 5n, period: MONTH, carried: 1n }),
    );
    expect(diffDocuments(before, { ...before, clauses }).clauses).to.deep.equal([]);
  });

  it("names what is added, removed and changed", () => {
    const parameter: Clause = { kind: "parameter", module: MODULE, name: "floor", value: 7n };
    const clauses = composeClauses(guardian(), treasurer({ amount: 9n, period: MONTH, carries: true, carried: 1n }), [
      parameter,
    ]);
    const changes = diffDocuments(before, { ...before, clauses }).clauses;
    expect(changes.map(({ kind, clause }) => `${kind} ${clause.kind}`)).to.deep.equal([
      "added election",
      "added power",
      "changed budget",
      "added parameter",
      "removed election",
    ]);
    const changed = changes[2];
    if (changed?.kind !== "changed") throw new Error("nothing changed");
    expect(changed).to.deep.include({ from: 1, to: 3, fields: ["amount", "carries"] });
    expect(changed.before).to.include({ amount: 5n });
    expect(changed.clause).to.include({ amount: 9n });
  });

  it("says where ballots would be void", () => {
    const clauses = coreTeam({ seats: 5, confirmations: 2 });
    const [anew] = diffDocuments(
      { ...before, clauses: coreTeam({ seats: 3, confirmations: 2 }) },
      { ...before, clauses },
    ).clauses;
    expect(anew).to.deep.include({ kind: "changed", fields: ["seats", "carried"] });
  });
});
