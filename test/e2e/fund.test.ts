import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { settleRound, sumPledges } from "../../sdk/src/funding/index.ts";
import { command, until } from "../helpers/command.ts";

describe("npm run fund", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "perdure-fund-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const fund = (contributions: string, ...args: string[]) =>
    until(command("fund", ["--contributions", contributions, "--out", join(folder, "out"), ...args]));
  const saved = (): string[][] => {
    const lines = readFileSync(join(folder, "out", "round.csv"), "utf8")
      .trimEnd()
      .split("\n");
    return lines.slice(1).map((line) => line.split(","));
  };

  it("sums up what a contributor gave in several lines, and shares the pool in proportion", async () => {
    const path = write(
      "plain.csv",
      '\uFEFFcontributor,Project,amount,note\r\nann,docs,60,"a, ""b""\nc"\r\nann,docs,40,\r\nben,docs,100,\r\n\r\ncat,lib,9,x',
    );
    const { code, output } = await fund(path, "--pool", "50", "--rule", "proportional");
    expect(code, output).to.equal(0);
    // Twice 100 come to 400, so 200 are wanted, and there are 50; a single backer is not matched.
    expect(saved()).to.deep.equal([
      ["docs", "2", "200", "400", "200", "50", "250", "0", "true"],
      ["lib", "1", "9", "9", "0", "0", "9", "0", "true"],
    ]);
  });

  it("funds in the order of votes² / match, and waits at the first that the pool cannot match", async () => {
    const rows = ["a", "b", "c"].flatMap((id) => [`${id},ann,0.25`, `${id},ben,0.25`]);
    const path = write("decimals.csv", ["project,contributor,amount", ...rows].join("\n"));
    const votes = write("votes.csv", "project,votes\na,1\nb,30\nc,-4\nd,7\n");
    const { code, output } = await fund(path, "--pool", "0.75", "--rule", "priority", "--votes", votes);
    expect(code, output).to.equal(0);
    expect(output).to.contain("The queue waits at a");
    expect(output).to.contain("With votes or a team, but given nothing: d.");
    const payouts = saved().map(([id, , , , , match, payout]) => [id, match, payout]);
    expect(payouts).to.deep.equal([
      ["a", "0", "0"],
      ["b", "0.5", "1"],
      ["c", "0", "0"],
      ["d", "0", "0"],
    ]);
  });

  it("matches no team, and shows the teams that gave to each other", async () => {
    const path = write("teams.csv", "project,contributor,amount\na,ann,100\na,ben,100\nb,ann,49\nb,cat,1\n");
    const teams = write("team-list.csv", "project,member\na,ann\nb,ben\n");
    const { code, output } = await fund(path, "--pool", "9", "--rule", "proportional", "--teams", teams);
    expect(code, output).to.equal(0);
    expect(saved().map(([, , sum, total, match]) => [sum, total, match])).to.deep.equal([
      ["200", "100", "0"],
      ["50", "64", "14"],
    ]);
    expect(output).to.match(/a\s+b\s+49\s+100/);
  });

  it("funds what reaches its goal, up to its ceiling, in the order in which projects are listed", async () => {
    const rows = ["a", "b", "c"].flatMap((id) => [`${id},ann,100`, `${id},ben,100`]);
    const path = write("bounded.csv", ["project,contributor,amount", ...rows].join("\n"));
    const votes = write("bounded-votes.csv", "project,votes\na,5\nb,5\nc,5\n");
    // Each has 200, which would be matched with 200.
    const projects = write("projects.csv", "project,goal,ceiling\nd,,\nc,350,150\nb,400,\na,401,900\n");
    const args = ["--votes", votes, "--projects", projects];
    const { code, output } = await fund(path, "--pool", "360", "--rule", "priority", ...args);
    expect(code, output).to.equal(0);
    expect(saved()).to.deep.equal([
      ["d", "0", "0", "0", "0", "0", "0", "0", "false", "", "", "true"],
      ["c", "2", "200", "400", "150", "150", "350", "5", "true", "350", "150", "true"],
      ["b", "2", "200", "400", "200", "200", "400", "5", "true", "400", "", "true"],
      ["a", "2", "200", "400", "200", "0", "0", "5", "false", "401", "900", "false"],
    ]);
    expect(output).to.contain("Short of their goals, and paid nothing: a.");
    const round = JSON.parse(readFileSync(join(folder, "out", "round.json"), "utf8")) as { projects: object[] };
    expect(round.projects[3]).to.include({ project: "a", goal: "401", ceiling: "900", eligible: false });
    expect(round.projects[0]).to.include({ goal: null, ceiling: null, eligible: true });

    const picture = readFileSync(join(folder, "out", "round.svg"), "utf8");
    expect(picture).to.contain("a: given 200, match 200, from the pool 0, goal 401, which it misses, ceiling 900");
    // 560 wide from 290 on, for 401 at the most: 290 + 560 × 400 / 401, 290 + 560 × 350 / 401, and the end.
    const strokes = [...picture.matchAll(/<line x1="([\d.]+)"[^>]*stroke="(#1c2733|#c2413b)"/g)];
    expect(strokes.map(([, x, colour]) => [Number(x), colour])).to.deep.equal([
      [848.6, "#1c2733"],
      [778.78, "#1c2733"],
      [850, "#c2413b"],
    ]);
  });

  it("refuses projects that are not among those given, or given twice, or with a goal that is none", async () => {
    const path = write("stray.csv", "a,ann,1\nb,ben,1\n");
    const refusal = async (text: string): Promise<string> => {
      const args = ["--pool", "9", "--rule", "proportional", "--projects", write("some.csv", text)];
      const { code, errors } = await fund(path, ...args);
      expect(code).to.equal(1);
      return errors;
    };
    expect(await refusal("a,1,1\n")).to.contain('some.csv: there is no project "b"');
    expect(await refusal("a,1,1\na,1,1\n")).to.contain('line 2, project: "a" is there already');
    expect(await refusal("a,much,1\n")).to.contain('line 1, goal: "much" is not a decimal');
    expect(await refusal("a,1,-1\n")).to.contain("line 1, ceiling: -1 is less than 0");
    expect(await refusal("project,goal,ceiling\n")).to.contain("there are no projects");
    expect(await refusal("project,goal\na,1\n")).to.contain('there is no column "ceiling"');
  });

  it("says what it takes", async () => {
    const { code, output } = await until(command("fund", ["--help"]));
    expect(code).to.equal(0);
    expect(output).to.contain("--projects").and.contain("project,goal,ceiling");
  });

  it("draws a picture in which names are only text", async () => {
    const path = write("names.csv", "project,contributor,amount\n<script>&,ann,5\n<script>&,ben,5\n");
    expect((await fund(path, "--pool", "9", "--rule", "proportional")).code).to.equal(0);
    const picture = readFileSync(join(folder, "out", "round.svg"), "utf8");
    expect(picture).to.contain("&lt;script&gt;&amp;").and.not.contain("<script");
    expect(picture.startsWith("<svg ") && picture.trimEnd().endsWith("</svg>")).to.equal(true);
  });

  const refusals: [string, string | Buffer, string[], RegExp][] = [
    [
      "an amount that is none",
      "project,contributor,amount\na,b,1\na,c,1x\n",
      [],
      /line 3, amount: "1x" is not a decimal/,
    ],
    ["an amount below zero", "project,contributor,amount\na,b,-1\n", [], /line 2, amount: -1 is less than 0/],
    ["a first line that names nothing but what comes next", "project,backer\na,b\n", [], /line 1: there is no column/],
    ["an exponent beyond all tokens", "a,b,1e999\n", [], /line 1, amount: 1e999 is more than a pool can count/],
    ["an exponent that is none", "a,b,1e1000\n", [], /line 1, amount: "1e1000" is not a decimal/],
    ["an amount that no pool can count", `a,b,${2n ** 112n}\n`, [], /line 1, amount: 5192\d+ is more than a pool can/],
    ["hexadecimal digits", "a,b,0x10\n", [], /line 1, amount: "0x10" is not a decimal/],
    ["digits in groups", 'a,b,"1,000"\n', [], /line 1, amount: "1,000" is not a decimal/],
    ["a quote in the middle", 'a,b"c,1\n', [], /line 1: a quote(d field without an end| in the middle)/],
    ["a short line", "project,contributor,amount\na,b\n", [], /line 2, amount: is empty/],
    ["an empty file", "\uFEFF", [], /there are no contributions/],
    ["an empty field", "project,contributor,amount\n,b,1\n", [], /line 2, project: is empty/],
    [
      "commas in a number",
      "project,contributor,amount\na,b,1,000\n",
      [],
      /line 2: 4 fields instead of 3: .* no commas into/,
    ],
    ["fields parted by semicolons", "project;contributor;amount\na;b;1\n", [], /line 1: fields are parted by commas/],
    ["titles that it does not know", "Grant,Donor,USD\na,b,1\n", [], /line 1: .* project,contributor,amount/],
    ["a column that is there twice", "project,contributor,amount,amount\na,b,1,2\n", [], /two columns "amount"/],
    ["line ends of old Macs", "project,contributor,amount\ra,b,1\r", [], /save it with those of Unix or Windows/],
    ["another encoding", Buffer.from("project,contributor,amount\na,b,1\n", "utf16le"), [], /is not in UTF-8/],
    ["a folder that is a file", "a,b,1\n", ["--out", fileURLToPath(import.meta.url)], /--out .*: EEXIST/],
    ["a missing column", "project,amount\na,1\n", [], /line 1: there is no column "contributor"/],
    ["an open quote", 'project,contributor,amount\n"a,b,1\n', [], /line 2: a quoted field without an end/],
    ["no contributions", "project,contributor,amount\n", [], /there are no contributions/],
    ["more digits than the token has", "a,b,1.234\n", ["--decimals", "2"], /line 1, amount: 1.234 has more than 2/],
  ];
  for (const [what, text, args, said] of refusals) {
    it(`refuses ${what}, and says where`, async () => {
      const { code, errors } = await fund(write("bad.csv", text), "--pool", "1", "--rule", "proportional", ...args);
      expect(errors).to.match(said);
      expect(errors).to.not.contain("    at ");
      expect(code).to.equal(1);
    });
  }

  it("refuses a rule or an option that there is not", async () => {
    const path = write("one.csv", "a,b,1\n");
    expect((await fund(path, "--pool", "1", "--rule", "luck")).errors).to.contain("must be priority or proportional");
    expect((await fund(path, "--pool", "1", "--rule", "priority", "--what", "x")).errors).to.contain(
      "usage: npm run fund",
    );
    expect((await fund(join(folder, "absent.csv"), "--pool", "1", "--rule", "priority")).errors).to.contain(
      "no such file",
    );
  });

  it("takes 200,000 contributions to 500 projects, each with its exact match", async () => {
    const given = Array.from({ length: 500 }, () => new Map<number, bigint>());
    const lines: string[] = [];
    for (let i = 0; i < 200_000; ++i) {
      const [project, contributor, amount] = [(i * i) % 500, (i * 7919) % 20_011, BigInt(1 + ((i * 104_729) % 99_991))];
      lines.push(`p${project},c${contributor},${amount}`);
      const book = given[project];
      book?.set(contributor, (book.get(contributor) ?? 0n) + amount);
    }
    const path = write("large.csv", lines.join("\n"));
    expect((await fund(path, "--pool", "1000000000", "--rule", "proportional")).code).to.equal(0);
    const found = new Map(saved().map(([id, , , , , match]) => [id, match]));
    const projects = given.flatMap((book, i) => {
      return book.size === 0 ? [] : [{ id: `p${i}`, votes: 0n, ...sumPledges(book.values()) }];
    });
    const settled = settleRound({ projects, pool: 1_000_000_000n, rule: "proportional" });
    expect(found.size).to.equal(projects.length);
    for (const { id, awarded } of settled.projects) expect(found.get(id)).to.equal(String(awarded));
  });
});
