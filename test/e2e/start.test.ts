import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createPublicClient, http } from "viem";
import { command, until } from "../helpers/command.ts";

const start = (...args: readonly string[]) => command("start", args);

describe("npm start", function () {
  this.timeout(300_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "perdure-"));
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  it("tells of a seat that changes hands, foreseen, and of a whale who does not take it", async () => {
    const { code, output, errors } = await until(start("--once", "--fast"));
    expect(errors).to.equal("");
    expect(code).to.equal(0);
    expect(output).to.match(/Foreseen and so it is: Ada is keeper/);
    expect(output).to.match(/Foreseen and so it is: Ben is keeper/);
    expect(output).to.match(/keeper is\s+still Ben/);
    expect(output).to.match(/4 ETH are left to him this month/);
    expect(output).to.match(/Refused:\s+Office 1 may still pay/);
    expect(output).to.match(/Refused:\s+0x70997970C51812dc3A010C7d01b50e0d17dc79C8 holds no seat/);
    expect(output).to.match(/treasury +104\.21 ETH +303\.79 ETH/);
    expect(output).to.match(/Until then Pat may have\s+it and Vik, who gives nothing, may not/);
    expect(output).to.match(/The maintainers are now Mia, Noor, Olu/);
    expect(output).to.match(/On the chain: passed\. It can be carried out in 24 h\./);
    expect(output).to.match(/On the chain: failed\. Nothing follows from it\./);
    expect(output).to.match(/Ann has had\s+2\s+messages/);
    expect(output).to.match(/\$wallet\.example\/ann +[1-9]\d*\n/);
    expect(output).to.match(/fay +0\.003\d\d ETH +0\.003\d\d ETH/);
    expect(output).to.match(/kernel +0x[\dA-Fa-f]{40}/);
    expect(output).to.match(/Wim +0x[\dA-Fa-f]{40} +0x[\da-f]{64}/);
    expect(Math.max(...output.split("\n").map((line) => line.length))).to.be.at.most(120);
  });

  it("leaves a chain that answers until Ctrl-C", async () => {
    const child = start("--fast");
    const { output } = await until(child, /press Ctrl-C/);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    expect(await createPublicClient({ transport: http(url) }).getChainId()).to.equal(31_337);
    const page = /http:\S+pointer\.json/.exec(output)?.[0] ?? "";
    const { pointer } = (await (await fetch(page)).json()) as { pointer: string };
    expect(pointer).to.be.oneOf(["$commons.example", "$wallet.example/ann"]);
    child.kill("SIGINT");
    const [code] = (await once(child, "close")) as [number | null];
    expect(code).to.equal(0);
  });

  it("tells a story of one's own", async () => {
    const file = await readFile("test/vectors/elections.json", "utf8");
    const { scenarios } = JSON.parse(file) as { scenarios: unknown[] };
    const path = join(folder, "story.json");
    await writeFile(path, JSON.stringify({ kind: "elections", scenarios: scenarios.slice(0, 1) }));
    const { code, output, errors } = await until(start("--fast", "--scenario", path));
    expect({ code, errors }).to.deep.equal({ code: 0, errors: "" });
    expect(output).to.match(/v0 nominates c0/);
    expect(output).to.match(/c0 +incumbent/);
  });

  const refusals: [what: string, args: string[], sentence: RegExp][] = [
    ["an option that is none", ["--slow"], /^Unknown option '--slow'\. .*--help.*\.\n$/],
    ["a port that is none", ["--port", "http"], /^--port http: a port is a number from 1 to 65535\.\n$/],
    ["a file that is not there", ["--scenario", "nowhere.json"], /^nowhere\.json: there is no such file to read\.\n$/],
    ["a file that is no scenario", ["--scenario", "package.json"], /^package\.json: kind: .*\n$/],
    ["a file that is no JSON", ["--scenario", "README.md"], /^README\.md: not JSON: .*\n$/],
  ];
  for (const [what, args, sentence] of refusals) {
    it(`says in one sentence what is wrong with ${what}`, async () => {
      const { code, errors } = await until(start(...args));
      expect(errors).to.match(sentence);
      expect(code).to.equal(1);
    });
  }

  it("says which port is taken", async () => {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const { code, errors } = await until(start("--once", "--fast", "--port", String(port)));
    server.close();
    expect(errors).to.equal(`Port ${port} is taken: stop what listens there, or name another with --port.\n`);
    expect(code).to.equal(1);
  });
});
