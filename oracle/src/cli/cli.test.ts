import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setInterval } from "node:timers/promises";
import { expect } from "chai";
import type { Address } from "viem";
import { until } from "../../../test/helpers/command.ts";
import { type TestChain, deployInbox, startAnvil } from "../../test/chain.ts";
import { type DiscourseServer, startDiscourse } from "../../test/servers/discourse.ts";
import { systemClock } from "../clock.ts";
import { openStorage } from "../index.ts";
import { feedId } from "../reports/feeds.ts";
import { Outbox } from "../submission/outbox.ts";

const BIN = resolve("oracle/bin/perdure-oracle.mjs");
const ACCOUNT = `0x${"ab".repeat(20)}`;
const RICH = 10n ** 18n;

/** One operator from an empty folder to its first report and back, by the commands that a person would type. */
describe("perdure-oracle", function () {
  // Each command is a process that starts Node twice.
  this.timeout(240_000);
  let folder: string;
  let chain: TestChain;
  let forum: DiscourseServer;
  let operator: Address;
  let payer: Address;
  let inbox: Address;
  let running: ChildProcess | undefined;

  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, [BIN, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: "1" }, stdio: "pipe" });
  const oracle = (...args: string[]) => until(start(...args));
  /** What a command says that has to succeed. */
  const says = async (...args: string[]): Promise<string> => {
    const { code, output, errors } = await oracle(...args);
    expect(code, output + errors).to.equal(0);
    return output;
  };
  const fails = async (...args: string[]): Promise<string> => {
    const { code, output, errors } = await oracle(...args);
    expect(code, output + errors).to.equal(1);
    expect(errors, "no stack").to.not.match(/^\s+at /m);
    return output + errors;
  };
  const configure = (more = ""): Promise<void> =>
    writeFile(
      join(folder, "oracle.yaml"),
      `chain: { rpc: "${chain.url}", inbox: "${inbox}", depth: 1 }
storage: { folder: data }
keys:
  operator: { keystore: operator.json, password: !file secrets/operator-password }
  submitter: { keystore: payer.json, password: !file secrets/payer-password }
listen: { port: 0 }
operating: { port: 0 }
pace: { observe: 1, chain: 1 }
sources:
  - { kind: discourse, url: "${forum.url}", apiKey: !file secrets/forum-key, group: voters, accountField: "3" }
feeds:
  - { name: people, sources: ["discourse:${new URL(forum.url).host}"], report: { kind: identities } }
${more}`,
    );
  const addressIn = (output: string): Address => {
    const found = /0x[0-9a-fA-F]{40}/.exec(output)?.[0];
    expect(found, output).to.not.equal(undefined);
    return found as Address;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "perdure-cli-"));
    chain = await startAnvil({ blockTime: 1 });
    forum = await startDiscourse({ clock: systemClock, requestsPerMinute: 10_000 });
    forum.forum.createUser("ann", { trustLevel: 3, fields: { "3": ACCOUNT }, groups: ["voters"] });
  });
  after(async () => {
    running?.kill("SIGKILL");
    chain.stop();
    await forum.close();
    await rm(folder, { recursive: true });
  });

  it("makes keys that are for nobody else to read, and overwrites nothing", async () => {
    operator = addressIn(await says("init"));
    expect((await stat(join(folder, "operator.json"))).mode & 0o077).to.equal(0);
    expect((await stat(join(folder, "secrets/operator-password"))).mode & 0o077).to.equal(0);
    expect(await fails("init")).to.include("is there already");
    await writeFile(join(folder, "secrets/payer-password"), "short");
    expect(await fails("keys", "new", "payer.json", "--password-file", "secrets/payer-password")).to.include(
      "12 characters",
    );
    await writeFile(join(folder, "secrets/payer-password"), "a long enough password\n");
    payer = addressIn(await says("keys", "new", "payer.json", "--password-file", "secrets/payer-password"));
    expect(await fails("keys", "new", "payer.json", "--password-file", "secrets/payer-password")).to.include(
      "is not written",
    );
  });

  it("says what is wrong with a configuration, and shows it without secrets", async () => {
    inbox = (await deployInbox(chain, feedId("people"), [operator], 1)).inbox;
    await writeFile(join(folder, "secrets/forum-key"), forum.apiKey);
    await configure("nonsense: 1");
    expect(await fails("config", "check")).to.include("nonsense");
    await configure();
    expect(await says("config", "check")).to.include("1 sources, 1 feeds, 0 peers");
    const shown = await says("config", "print");
    expect(shown).to.include("(secret)").and.not.include(forum.apiKey).and.not.include("long enough");
    const unknown = await oracle("no-such-command");
    expect(unknown.code).to.equal(2);
    expect(await fails("doctor", "--no-such-option")).to.include("--help");
  });

  it("finds what is missing before it runs", async () => {
    expect(await fails("doctor")).to.match(/FAIL {2}coins for gas/);
    await chain.control.setBalance({ address: payer, value: RICH });
    const output = await says("doctor");
    expect(output)
      .to.match(/ok {4}feed people/)
      .and.not.include("FAIL");
  });

  it("says what it would tell, and stores nothing", async () => {
    const output = await says("dry-run");
    expect(output).to.match(/link\/\d+: link 0x[0-9a-f]{64}/);
    expect(output).to.match(/would be told on people .*: 0x[0-9a-f]+/);
    expect(output).to.include(ACCOUNT.slice(2));
    expect(await says("outbox", "ls")).to.equal("");
  });

  it("tells it, until it is final, and stops when it is asked to", async () => {
    const child = (running = start("run"));
    const { output } = await until(child, /"msg":"running"/);
    const port = /"operating":(\d+)/.exec(output)?.[1];
    const closed = once(child, "close");
    for await (const _ of setInterval(200)) {
      expect(child.exitCode, output).to.equal(null);
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const isTold = /^perdure_feed_sequence\{feed="people"\} 1$/m.test(metrics);
      if (isTold && /^perdure_queue_length\{feed="people"\} 0$/m.test(metrics)) break;
    }
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).to.equal(200);
    expect(await fails("outbox", "ls"), "its storage is its own").to.not.equal("");
    child.kill("SIGTERM");
    expect(await closed).to.deep.equal([0, null]);
    expect(await says("outbox", "ls")).to.match(/^1\tfinal\t/);
  });

  it("takes back and tries again what waits, and nothing else", async () => {
    expect(await fails("outbox", "cancel", "1")).to.include("not waiting");
    expect(await fails("outbox", "retry", "1")).to.include("not waiting");
    expect(await fails("outbox", "retry", "one")).to.include("A number is needed");
    const database = await openStorage({ storage: { folder: "data" } }, folder);
    const outbox = new Outbox(database, `${chain.chainId}:${payer.toLowerCase()}`, () => Date.now());
    await outbox.plan({ key: "test", target: inbox, data: "0x", gas: 100_000n, idleIfFalse: false });
    await database.close();
    const id = /^(\d+)\tplanned\t/m.exec(await says("outbox", "ls"))?.[1] ?? "";
    await says("outbox", "cancel", id);
    expect(await says("outbox", "ls")).to.match(new RegExp(`^${id}\\tcancelled\\t`, "m"));
    await says("outbox", "retry", id);
    expect(await says("outbox", "ls")).to.match(new RegExp(`^${id}\\tplanned\\t`, "m"));
  });
});
