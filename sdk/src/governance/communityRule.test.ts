import { expect } from "chai";
import type { Clause } from "../constitution/index.ts";
import { InvalidParameterError } from "../errors/index.ts";
import { composeClauses, coreTeam, exportCommunityRule, guardian, importCommunityRule, treasurer } from "./index.ts";

/** As CommunityRule publishes a rule: for a repository's GOVERNANCE.md. */
const MARKDOWN = `# Our project

## Basics

A board, elected by its members, holds the power to decide. The benevolent dictator has retired.

## Participants

Anybody may join. A council of friends is no office: nothing is drafted from here.

---

[![CommunityRule derived](https://communityrule.info/assets/CommunityRule-derived-000000.svg)](http://communityrule.info)
`;

/** As its builder saves one. */
const JSON_RULE = JSON.stringify({
  ruleID: "our-project",
  timestamp: "2024-01-01",
  icon: "/assets/icon.svg",
  name: "Our project",
  lineage: "",
  summary: "We make things.",
  config: "",
  creator: { name: "Somebody", url: "" },
  modules: [
    {
      moduleID: "circles",
      name: "Circles",
      summary: "Everybody is in one.",
      config: { Members: "at least 3" },
      type: "structure",
      modules: [{ name: "Consent", summary: "Nobody objects.", config: [], type: "decision", modules: [] }],
    },
    { name: "Council of elders", summary: "A custom of ours.", type: "culture" },
  ],
});

const titlesOf = (clauses: readonly Clause[]): string[] =>
  clauses.map((clause) => (clause.kind === "election" ? clause.title : clause.kind));

describe("sdk governance: CommunityRule", () => {
  it("imports what is published, with offices for its roles", () => {
    const { title, text, clauses } = importCommunityRule(MARKDOWN.replaceAll("\n", "\r\n"));
    expect(title).to.equal("Our project");
    expect(text).to.equal(MARKDOWN);
    expect(titlesOf(clauses)).to.deep.equal(["Benevolent dictator", "Core team"]);
  });

  it("imports what the builder saves", () => {
    const { title, text, clauses } = importCommunityRule(JSON_RULE);
    expect(title).to.equal("Our project");
    expect(text).to.equal(
      "# Our project\n\nWe make things.\n\n## Circles\n\nEverybody is in one.\n\n### Consent\n\nNobody objects.\n\n" +
        "## Council of elders\n\nA custom of ours.\n",
    );
    expect(titlesOf(clauses)).to.deep.equal(["Working group"]);
  });

  it("comes back as it went", () => {
    const draft = {
      title: "Ours",
      text: "# Ours\n\nWe pay our bills.\n\n## Money\n\nOnce a month.\n\n### In time\n\nAlways.\n\n## Kindness\n\nOften.\n",
      clauses: [...composeClauses(coreTeam({ seats: 5, confirmations: 3 }), guardian())],
    };
    const rule = exportCommunityRule(draft);
    expect(rule.modules.map(({ name, type }) => `${type}: ${name}`)).to.deep.equal([
      "process: Money",
      "process: Kindness",
      "structure: Core team",
      "structure: Guardian",
      "structure: power",
    ]);
    expect(rule.modules[4]?.summary).to.equal('"Guardian" may stop payments for up to seven days.');
    const back = importCommunityRule(JSON.stringify(rule));
    expect({ title: back.title, text: back.text }).to.deep.equal({ title: draft.title, text: draft.text });
    expect(exportCommunityRule(back)).to.deep.equal(rule);
    const paying = { ...draft, clauses: treasurer({ amount: 2n ** 100n, period: 3600 }) };
    const [, budget] = importCommunityRule(JSON.stringify(exportCommunityRule(paying))).clauses;
    expect(budget).to.deep.include({ kind: "budget", amount: 2n ** 100n });
  });

  it("refuses what is no rule", () => {
    for (const source of [
      "{",
      '{"summary":"nobody"}',
      '{"name":"x","config":{"perdure":"0x12"}}',
      '{"name":"x","modules":[7]}',
    ]) {
      expect(() => importCommunityRule(source), source).to.throw(InvalidParameterError);
    }
    expect(importCommunityRule('{"name":"bare"}')).to.deep.equal({ title: "bare", text: "# bare\n", clauses: [] });
    expect(importCommunityRule("no heading")).to.deep.equal({ title: "", text: "no heading\n", clauses: [] });
  });
});
