import { expect } from "chai";
import { keccak256, toHex } from "viem";
import { fc } from "../../../test/helpers/fuzz.ts";
import { InvalidParameterError, PerdureError } from "../errors/index.ts";
import {
  composeClauses,
  coreTeam,
  type EnactedDocument,
  exportAgreement,
  exportCommunityRule,
  exportGovbase,
  guardian,
  importAgreement,
  importCommunityRule,
  importGovbase,
  treasurer,
} from "./index.ts";

const RUNS = process.env["PERDURE_DEEP"] === undefined ? 300 : 10_000;
const TEXT = "# Rules of the town\n\nWe pay our bills.\n\n## Money\n\nOnce a month.\n";
const content = keccak256(toHex(TEXT));
const uri = "https://town.example/rules.md";

const document: EnactedDocument = {
  title: "Rules of the town",
  text: TEXT,
  clauses: composeClauses(
    coreTeam({ seats: 3, confirmations: 2 }),
    guardian(),
    treasurer({ amount: 2n ** 90n, period: 3600 }),
  ),
  community: "Town",
  daoUri: "https://town.example/dao.json",
  content,
  uri,
  nominatedAt: 1_767_225_600,
  enactedAt: 1_767_916_800,
  formerUri: "ipfs://founding",
  decisions: [
    { what: "nominated", at: 1_767_225_600, candidacy: 2, content, uri },
    { what: "enacted", at: 1_767_916_800, candidacy: 2, content, uri },
  ],
};

const ways = { importCommunityRule, importGovbase, importAgreement };

describe("sdk governance: records of Govbase and the Agreement Engine", () => {
  it("writes what Govbase's tables and its template of constitutions hold", () => {
    const { Organizations, Documents } = exportGovbase(document);
    expect(Organizations).to.deep.equal([
      {
        id: document.daoUri,
        createdTime: "2026-01-01T00:00:00.000Z",
        fields: {
          "Organization name": "Town",
          "Structure (observed)": ["DAO", "Online community"],
          "Is governed by (documents)": [content],
        },
      },
    ]);
    expect(Documents).to.have.length(1);
    expect(Documents[0]?.fields).to.deep.include({
      Name: "Rules of the town",
      type: "constitution",
      daoURI: document.daoUri,
      dateCreated: "01-01-2026",
      dateModified: "09-01-2026",
      previousConstitutionURI: "ipfs://founding",
      inForce: "True",
    });
    expect(Documents[0]?.fields["Clauses"]).to.have.length(document.clauses.length);
  });

  it("writes what the Agreement Engine keeps, with all that has happened", () => {
    const { agreement, data, public: terms, record } = exportAgreement(document);
    expect(agreement).to.deep.equal({ process: "InForce", community: "Town", uri, content });
    expect(data).to.deep.equal({});
    expect(terms).to.deep.include({ title: "Rules of the town", text: TEXT, enactedAt: "2026-01-09T00:00:00.000Z" });
    expect(record).to.deep.equal([
      { timestamp: "2026-01-01T00:00:00.000Z", data: { what: "nominated", candidacy: 2, content, uri } },
      { timestamp: "2026-01-09T00:00:00.000Z", data: { what: "enacted", candidacy: 2, content, uri } },
    ]);
  });

  it("comes back as it went, by every way", () => {
    const back = {
      importCommunityRule: exportCommunityRule(document),
      importGovbase: exportGovbase(document),
      importAgreement: exportAgreement(document),
    };
    for (const [name, read] of Object.entries(ways)) {
      const draft = read(JSON.stringify(back[name as keyof typeof ways]));
      expect({ title: draft.title, text: draft.text }, name).to.deep.equal({ title: document.title, text: TEXT });
      const rule = exportCommunityRule({ ...document, clauses: draft.clauses });
      expect(rule, name).to.deep.equal(exportCommunityRule(document));
    }
  });

  it("reads records of others", () => {
    const two = [
      { fields: { Name: "Old", Text: "# Old\n" } },
      { fields: { Text: "# Covenant\n\nA council decides.\n", inForce: "True" } },
    ];
    const { title, text, clauses } = importGovbase(JSON.stringify({ Documents: two }));
    expect({ title, text }).to.deep.equal({ title: "Covenant", text: "# Covenant\n\nA council decides.\n" });
    expect(clauses.map(({ kind }) => kind)).to.deep.equal(["election"]);
    expect(importGovbase("# In Markdown\n").title).to.equal("In Markdown");
    const pledge = {
      agreement: { process: "Pledged" },
      data: { email: "ann@example.org" },
      public: { essay: "On trees", pledges: [3, 4] },
      record: [{ timestamp: 1_600_000_000.5, data: "a secret" }],
    };
    const draft = importAgreement(JSON.stringify(pledge));
    expect(draft).to.deep.equal({
      title: "Pledged",
      text: "# Pledged\n\n- essay: On trees\n- pledges: [3,4]\n",
      clauses: [],
    });
  });

  it("refuses what is none, by name", () => {
    const none = ["{", "{}", '{"Documents":[]}', '{"Documents":[{"fields":{}}]}', '{"Documents":[null]}'];
    for (const source of none) expect(() => importGovbase(source), source).to.throw(InvalidParameterError);
    const whole = { agreement: {}, data: {}, public: {}, record: [{ timestamp: "now", data: {} }] };
    expect(importAgreement(JSON.stringify(whole)).title).to.equal("Agreement");
    for (const [field, value] of Object.entries({
      agreement: null,
      data: 1,
      public: undefined,
      record: [{ timestamp: "now" }],
    })) {
      const source = JSON.stringify({ ...whole, [field]: value });
      expect(() => importAgreement(source), source).to.throw(InvalidParameterError);
    }
    expect(() => importAgreement(JSON.stringify({ ...whole, record: [{ data: 1 }] }))).to.throw(InvalidParameterError);
    const broken = { ...whole, public: { perdure: "0x12" } };
    expect(() => importAgreement(JSON.stringify(broken))).to.throw(InvalidParameterError);
  });

  it("survives whatever somebody sends, with an error that has a name", () => {
    const sound = [exportCommunityRule(document), exportGovbase(document), exportAgreement(document)];
    const bent = fc.tuple(fc.constantFrom(...sound.map((one) => JSON.stringify(one))), fc.nat(), fc.nat(), fc.string());
    const source = fc.oneof(
      fc.json(),
      fc.string(),
      bent.map(([text, from, length, by]) => {
        const at = from % text.length;
        return text.slice(0, at) + by + text.slice(at + (length % 40));
      }),
      fc
        .nat(20_000)
        .map((depth) => `{"name":"x","modules":${'[{"name":"x","modules":'.repeat(depth)}[]${"}]".repeat(depth)}}`),
    );
    fc.assert(
      fc.property(source, fc.constantFrom(...Object.values(ways)), (text, read) => {
        try {
          const draft = read(text);
          expect(draft.text).to.be.a("string");
          expect(draft.clauses.length).to.be.at.most(64);
        } catch (error) {
          if (!(error instanceof PerdureError)) throw error;
        }
      }),
      { numRuns: RUNS },
    );
  });
});
