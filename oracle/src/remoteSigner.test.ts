import { expect } from "chai";
import { hashMessage, type Hex, keccak256, numberToHex, parseSignature, recoverAddress } from "viem";
import { privateKeyToAddress, sign } from "viem/accounts";
import { deployInbox, operatorKeys, startAnvil, type TestChain } from "../test/chain.ts";
import { ManualClock } from "../test/helpers/clock.ts";
import { sourceError } from "../test/helpers/failure.ts";
import { TROUBLES } from "../test/helpers/observing.ts";
import { startWeb3Signer, type Web3SignerServer } from "../test/servers/web3signer.ts";
import { OracleError } from "./errors.ts";
import { createRequest } from "./http/request.ts";
import { openKey } from "./keystore.ts";
import { RemoteKey, openRemoteSigner } from "./remoteSigner.ts";
import { Inbox, submission } from "./reports/inbox.ts";
import { feedId } from "./reports/feeds.ts";
import { domainOf, signedBytesOf } from "./reports/report.ts";
import { localSigner, type Signer, signText } from "./reports/Signer.ts";
import { migrate } from "./storage/migrate.ts";
import { openPglite } from "./storage/pglite.ts";
import { Lane } from "./submission/lane.ts";
import { Outbox, submissionMigrations } from "./submission/outbox.ts";

const [OTHER, KEY] = operatorKeys(2) as [Hex, Hex];
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const ADDRESS = privateKeyToAddress(KEY);

describe("a key that a Web3Signer keeps", function () {
  this.timeout(60_000);
  let server: Web3SignerServer;
  let signer: Signer;

  beforeEach(async () => {
    server = await startWeb3Signer([OTHER, KEY]);
    signer = await openKey(".", RemoteKey.parse({ web3signer: `${server.url}/`, address: ADDRESS }));
  });

  afterEach(() => server.close());

  it("signs as one of our own would", async () => {
    const own = localSigner(KEY);
    expect(signer.address).to.equal(own.address);
    for (const bytes of ["0x", "0x00", `0x${"ab".repeat(5_000)}`] as const) {
      expect(await signer.sign(bytes)).to.equal(await own.sign(bytes));
    }
    const signature = await signText(signer, "Grüße");
    expect(await recoverAddress({ hash: hashMessage("Grüße"), signature })).to.equal(ADDRESS);
  });

  describe("on the chain", () => {
    let chain: TestChain;

    before(async () => {
      chain = await startAnvil({ manual: true });
    });

    after(() => chain.stop());

    it("signs reports that the inbox takes, and shows the signer what they say", async () => {
      const feed = feedId("outcomes");
      const { inbox } = await deployInbox(chain, feed, [signer.address], 1);
      const { timestamp } = await chain.client.getBlock();
      const times = { observedAt: timestamp, expiresAt: timestamp + 600n };
      const report = { feed, sequence: 1n, ...times, payload: "0xabcd" } as const;
      const bytes = signedBytesOf(domainOf(chain.chainId, inbox), report);
      const data = submission(report, [await signer.sign(bytes)]);
      await chain.wallet.sendTransaction({ to: inbox, data, gas: 1_000_000n });
      await chain.control.mine({ blocks: 1 });
      const read = new Inbox({ client: chain.client, address: inbox, depth: 0n });
      expect(await read.sequence(feed, await chain.client.getBlockNumber())).to.equal(1n);
      expect(server.asked).to.deep.equal([bytes]);
    });

    it("pays for transactions", async () => {
      const database = await openPglite();
      await migrate(database, submissionMigrations);
      const clock = new ManualClock();
      const outbox = new Outbox(database, "test", () => clock.now());
      await chain.control.setBalance({ address: signer.address, value: 10n ** 20n });
      const limits = { depth: 0n, mostFee: 10n ** 12n, patience: 60_000, window: 4 };
      const { client, chainId } = chain;
      const around = { clock: () => clock.now(), checkpoint: async () => {} };
      const lane = new Lane({ client, chainId, signer, outbox, ...limits, ...around });
      await outbox.plan({ key: "one", target: signer.address, data: "0x", gas: 21_000n, idleIfFalse: false });
      await lane.tick();
      await chain.control.mine({ blocks: 3 });
      await lane.tick();
      expect((await outbox.list(1)).map(({ state }) => state)).to.deep.equal(["final"]);
      await database.close();
    });
  });

  it("has to be there", async () => {
    const request = createRequest({ clock: new ManualClock() });
    const address = RemoteKey.parse({ web3signer: server.url, address: `0x${"12".repeat(20)}` });
    const failure = await openRemoteSigner(address, request).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(OracleError);
    expect((failure as OracleError).message).to.contain("has no key of 0x1212");
    await server.close();
    expect((await sourceError(openRemoteSigner(address, request))).fault).to.equal("unreachable");
    server = await startWeb3Signer([]);
  });

  it("is not believed: whatever is no signature of it is refused by name", async () => {
    const bytes = "0x1234";
    const hash = keccak256(bytes);
    const own = await sign({ hash, privateKey: KEY, to: "hex" });
    const { s, v } = parseSignature(own) as { s: Hex; v: bigint };
    const high = `${own.slice(0, 66)}${numberToHex(ORDER - BigInt(s), { size: 32 }).slice(2)}${v === 27n ? "1c" : "1b"}`;
    const answers: Record<string, string> = {
      "of another key": await sign({ hash, privateKey: OTHER, to: "hex" }),
      "of another text": await sign({ hash: keccak256("0x5678"), privateKey: KEY, to: "hex" }),
      "its upper half": high,
      "without its parity": own.slice(0, -2),
      "a parity of 0": `${own.slice(0, -2)}00`,
      nothing: "",
      "a word": "OK",
      zeros: `0x${"00".repeat(64)}1b`,
    };
    for (const [name, answer] of Object.entries(answers)) {
      server.interfere = () => new Response(answer);
      expect((await sourceError(signer.sign(bytes))).fault, name).to.equal("signature");
    }
    server.interfere = undefined;
    expect(await signer.sign(bytes)).to.equal(own);
  });

  it("fails by name, whatever comes instead of an answer", async () => {
    for (const [name, [trouble]] of Object.entries(TROUBLES)) {
      server.interfere = trouble;
      expect((await sourceError(signer.sign("0x1234"))).source, name).to.match(/^web3signer:127\.0\.0\.1:\d+$/);
    }
  });
});
