import { expect } from "chai";
import { type Governed, ROOT, createGoverned } from "../../../test/helpers/governed.ts";
import { DAY, WAD } from "../../../test/helpers/world.ts";
import { getIncumbents } from "../actions/index.ts";
import {
  act,
  type Clause,
  decodeClauses,
  encodeClauses,
  getAvailable,
  getPower,
  paymentAction,
  rehearseDocument,
} from "../constitution/index.ts";
import {
  benevolentDictator,
  composeClauses,
  coreTeam,
  describeClause,
  guardian,
  treasurer,
  workingGroup,
  workingGroups,
} from "./index.ts";

describe("sdk governance: templates", () => {
  let governed: Governed;
  let target: `0x${string}`;

  before(async () => {
    governed = await createGoverned({ leastStabilizationFill: WAD / 10n });
    ({ address: target } = await governed.put("contracts/test/ListGate.sol", "ListGate"));
  });

  const project = (): Clause[] => {
    const powers = [{ target, selector: "0x12345678", delay: DAY }] as const;
    return composeClauses(
      benevolentDictator(),
      coreTeam({ seats: 5, confirmations: 3, powers, budgets: [{ amount: WAD, period: 30 * DAY }] }),
      treasurer({ amount: WAD, period: 30 * DAY, carries: true }),
      guardian({ seats: 3, confirmations: 2 }),
      workingGroup({ title: "Documentation" }),
      workingGroups(),
    );
  };

  it("are taken by the contracts, alone and together", async () => {
    const { client, community } = governed;
    const documents = [benevolentDictator(), guardian(), workingGroups(), project()];
    for (const clauses of documents) {
      const at = { community, election: ROOT, clauses: encodeClauses(clauses) };
      const created = await rehearseDocument(client, at);
      expect(created.map((id) => id !== 0n)).to.deep.equal(clauses.map(({ kind }) => kind === "election"));
    }
  });

  it("keep naming the same offices where they are put together", () => {
    const clauses = project();
    const offices = clauses.map((clause) => ("office" in clause ? clause.office : undefined));
    const none = undefined;
    expect(offices).to.deep.equal([none, none, 1, 1, none, 4, none, 6, none, none]);
    expect(decodeClauses(encodeClauses(clauses))[2]).to.deep.include({ office: 1, confirmations: 3, delay: DAY });
  });

  it("say what they mean in sentences", () => {
    const clauses = project();
    expect(clauses.map((_, i) => describeClause(clauses, i))).to.deep.equal([
      '"Benevolent dictator", an office for one, is elected anew.',
      '"Core team", a committee of 5, is elected anew.',
      `"Core team" may call 0x12345678 of ${target}, if 3 of its members agree, after 1 day.`,
      `"Core team" may pay up to ${WAD} of the native coin every 30 days, if 3 of its members agree.`,
      '"Treasurer", an office for one, is elected anew.',
      `"Treasurer" may pay up to ${WAD} of the native coin every 30 days, and keeps what is left.`,
      '"Guardian", a committee of 3, is elected anew.',
      '"Guardian" may stop payments for up to seven days, if 2 of its members agree.',
      '"Documentation", a committee of 3, is elected anew.',
      '"Working groups", a document that may hold election, power, budget, is elected anew.',
    ]);
    const others: Clause[] = [
      { kind: "module", module: target, installed: false },
      { kind: "parameter", module: target, name: "floor", value: 7n },
      { kind: "call", target, data: "0x12345678" },
      { ...(benevolentDictator({ carried: 4n, method: "score" })[0] as Clause) },
      { kind: "budget", office: 3, asset: target, amount: 1n, period: 3601 },
    ];
    expect(others.map((_, i) => describeClause(others, i))).to.deep.equal([
      `Module ${target} is retired.`,
      `Parameter floor of ${target} becomes 7.`,
      `The treasury calls ${target} with 0x12345678, and sends 0 of the native coin.`,
      '"Benevolent dictator", an office for one, goes on from election 4, by scores.',
      `"Benevolent dictator" may pay up to 1 of ${target} every 3601 seconds.`,
    ]);
    expect(describeClause([], 0)).to.equal("There is no clause 0.");
  });

  it("give a project somebody who pays, and can be replaced", async () => {
    const { client, community, addressOf, enact, fund, skipCycles, voter, winOffice } = governed;
    const clauses = composeClauses(treasurer({ amount: WAD, period: 30 * DAY }), guardian());
    const [office, , brake] = await enact(0, clauses, 300n);
    await fund(community.treasury, WAD);
    await winOffice(1, office ?? 0n, 500n);
    const action = paymentAction({ office: office ?? 0n, to: addressOf(6), amount: WAD / 2n, deadline: 2n ** 40n });
    await act(voter(1), { community, action });
    expect(await getAvailable(client, { community, office: office ?? 0n })).to.equal(WAD / 2n);
    const power = { community, office: brake ?? 0n, target: community.treasury, selector: "0x" } as const;
    const selector = decodeClauses(encodeClauses(guardian())).flatMap((one) =>
      "selector" in one ? [one.selector] : [],
    );
    expect(await getPower(client, { ...power, selector: selector[0] ?? "0x" })).to.include({ confirmations: 1 });
    await winOffice(2, office ?? 0n, 900n);
    await skipCycles(2);
    expect(await getIncumbents(client, { community, election: office ?? 0n })).to.deep.equal([addressOf(2)]);
  });
});
