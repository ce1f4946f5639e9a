import { expect } from "chai";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { keccak256, toBytes, type Address, type Hex, type WalletClient } from "viem";
import { writeContract } from "viem/actions";
import { createSiweMessage } from "viem/siwe";
import { DAY, createWorld, type World } from "../../../test/helpers/world.ts";
import { createReleaseMiddleware } from "./index.ts";

const NAME = "@coop/library";
/** As long as most are: what it says is for the wallet to judge. */
const SIGNATURE: Hex = `0x${"12".repeat(65)}`;
const FIRST = toBytes("the first package");
const SECOND = toBytes("the second package");
const packages = new Map([
  ["1.0.0", FIRST],
  ["1.1.0", SECOND],
  ["1.2.0", toBytes("not what was published")],
]);

describe("releases over HTTP", () => {
  let world: World;
  let server: Server;
  let [origin, domain] = ["", ""];
  let releases: Address;
  let clock = 0;
  let leased: Address[];
  let wallet: { address: Address; abi: readonly unknown[] };
  let patron: World["deployer"];
  let stranger: World["deployer"];
  let grant: (value: bigint) => Promise<unknown>;
  let publish: (version: string, bytes: Uint8Array, threshold: bigint) => Promise<unknown>;

  before(async () => {
    world = await createWorld();
    [patron, stranger] = [world.voter(0), world.voter(1)];
    const grants = await world.put("contracts/test/GrantSource.sol", "GrantSource");
    const leases = await world.put("contracts/test/LeaseSource.sol", "LeaseSource");
    const sources = [grants, leases].map(({ address }) => ({ implementation: address, configuration: "0x" as const }));
    const community = await world.found({ sources });
    const contract = await world.put("contracts/members/Releases.sol", "Releases", [community.kernel]);
    releases = contract.address;
    const [grantSource, leaseSource] = community.sources;
    if (grantSource === undefined || leaseSource === undefined) throw new Error("there are two sources");
    grant = (value) => world.send({ ...grants, address: grantSource }, "credit", [stranger.account.address, value]);
    wallet = await world.put("contracts/test/Wallets.sol", "MoodyWallet");
    leased = [patron.account.address, wallet.address];
    for (const account of leased) await world.send({ ...leases, address: leaseSource }, "lease", [account, 5n, 30]);
    publish = (version, bytes, threshold) =>
      writeContract(world.treasury, {
        ...contract,
        functionName: "publish",
        args: [version, keccak256(bytes), "", threshold, 0n],
        account: world.treasury.account,
        chain: world.treasury.chain,
      });
    await publish("1.0.0", FIRST, 0n);
    await publish("1.1.0", SECOND, 100n);
    await publish("1.2.0", SECOND, 0n);

    server = createServer((request, response) => {
      const serve = createServeOnce();
      void serve(request, response);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    domain = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    origin = `http://${domain}`;
  });

  after(async () => {
    server.close();
    await world.connection.close();
  });

  /** Made when the server knows its port, and then kept: it remembers who has signed in. */
  let middleware: ReturnType<typeof createReleaseMiddleware> | undefined;
  function createServeOnce() {
    middleware ??= createReleaseMiddleware({
      client: world.client,
      releases,
      name: NAME,
      domain,
      origin,
      load: (version) => Promise.resolve(packages.get(version)),
      sessionLifetime: DAY,
      now: () => clock,
    });
    return middleware;
  }

  const get = (path: string, token?: string) =>
    fetch(`${origin}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  const tarball = (version: string) => `/${NAME}/-/library-${version}.tgz`;
  const post = (path: string, body: string) => fetch(`${origin}${path}`, { method: "POST", body });

  async function messageFor(address: Address, changes: object = {}): Promise<string> {
    const { nonce } = (await (await post("/-/nonce", "")).json()) as { nonce: string };
    const chainId = await world.client.getChainId();
    return createSiweMessage({
      address,
      chainId,
      domain,
      nonce,
      uri: `${origin}/-/sign-in`,
      version: "1",
      issuedAt: new Date(0),
      ...changes,
    });
  }

  async function signIn(message: string, signature: Hex): Promise<Response> {
    return post("/-/sign-in", JSON.stringify({ message, signature }));
  }

  async function tokenOf(client: WalletClient, account: Address): Promise<string> {
    const message = await messageFor(account);
    const signature = await client.signMessage({ account, message });
    const response = await signIn(message, signature);
    expect(response.status).to.equal(200);
    return ((await response.json()) as { token: string }).token;
  }

  it("serves what is open to everyone, and what is for patrons only to them", async () => {
    expect(await (await get(tarball("1.0.0"))).text()).to.equal("the first package");
    const refused = await get(tarball("1.1.0"));
    expect(refused.status).to.equal(401);
    expect(refused.headers.get("www-authenticate")).to.equal("Bearer");

    const token = await tokenOf(patron, patron.account.address);
    const served = await get(tarball("1.1.0"), token);
    expect(served.status).to.equal(200);
    expect(await served.text()).to.equal("the second package");
    expect(served.headers.get("cache-control")).to.equal("private, no-store");

    const others = await tokenOf(stranger, stranger.account.address);
    expect((await get(tarball("1.1.0"), others)).status).to.equal(403);
  });

  it("lists, as npm asks for it, what whoever asks may have", async () => {
    const list = async (token?: string) =>
      (await get(`/${NAME.replace("/", "%2f")}`, token)).json() as Promise<{
        "dist-tags": { latest: string };
        versions: Record<string, { dist: { tarball: string } }>;
      }>;
    expect(Object.keys((await list()).versions)).to.deep.equal(["1.0.0", "1.2.0"]);
    const all = await list(await tokenOf(patron, patron.account.address));
    expect(Object.keys(all.versions)).to.deep.equal(["1.0.0", "1.1.0", "1.2.0"]);
    expect(all.versions["1.1.0"]?.dist.tarball).to.equal(`${origin}${tarball("1.1.0")}`);
    expect(all["dist-tags"].latest).to.equal("1.2.0");
  });

  it("lets a wallet that is a contract sign in for as long as it agrees", async () => {
    const message = await messageFor(wallet.address);
    expect((await signIn(message, SIGNATURE)).status).to.equal(401);
    await world.send({ ...wallet, abi: wallet.abi as never }, "set", [true]);
    const agreed = await signIn(await messageFor(wallet.address), SIGNATURE);
    expect(agreed.status).to.equal(200);
    const { token } = (await agreed.json()) as { token: string };
    expect((await get(tarball("1.1.0"), token)).status).to.equal(200);
  });

  it("refuses messages of others, for others, and twice", async () => {
    const { address } = patron.account;
    const signed = async (message: string, by = patron) =>
      signIn(message, await by.signMessage({ account: by.account, message }));
    const message = await messageFor(address);
    expect((await signed(message, stranger)).status).to.equal(401);
    expect((await signed(message)).status, "its nonce is used up").to.equal(401);
    const wrong = [
      { domain: "other.example" },
      { uri: "https://other.example" },
      { chainId: 5 },
      { nonce: "12345678" },
    ];
    for (const changes of [...wrong, { expirationTime: new Date(1) }]) {
      clock = 10;
      expect((await signed(await messageFor(address, changes))).status, JSON.stringify(changes)).to.equal(401);
    }
    const late = await messageFor(address);
    clock += 601;
    expect((await signed(late)).status, "a nonce does not wait for ever").to.equal(401);
    const again = await messageFor(address);
    expect((await signed(again)).status).to.equal(200);
    expect((await signed(again)).status).to.equal(401);
  });

  it("signs visitors out when their day is over, and does not take what is no token", async () => {
    const token = await tokenOf(patron, patron.account.address);
    clock += DAY - 1;
    expect((await get(tarball("1.1.0"), token)).status).to.equal(200);
    clock += 1;
    expect((await get(tarball("1.1.0"), token)).status).to.equal(401);
    expect((await get(tarball("1.0.0"), "0".repeat(48))).status).to.equal(401);
  });

  it("serves nothing but what was published", async () => {
    expect((await get(tarball("1.2.0"))).status).to.equal(500);
    expect((await get(tarball("9.9.9"))).status).to.equal(404);
    expect((await get("/elsewhere")).status).to.equal(404);
    expect((await post("/-/sign-in", "{")).status).to.equal(400);
    expect((await post("/-/sign-in", "{}")).status).to.equal(400);
    expect((await post("/-/sign-in", "x".repeat(20_000))).status).to.equal(413);
  });

  it("opens to everyone when the threshold is reached, and closes to patrons whose lease ends", async () => {
    const token = await tokenOf(patron, patron.account.address);
    await grant(99n);
    expect((await get(tarball("1.1.0"))).status).to.equal(401);
    await grant(1n);
    expect((await get(tarball("1.1.0"))).status).to.equal(200);
    const bytes = toBytes("the third package");
    packages.set("2.0.0", bytes);
    await publish("2.0.0", bytes, 100n);
    expect((await get(tarball("2.0.0"), token)).status).to.equal(200);
    await world.networkHelpers.time.increase(31 * DAY);
    expect((await get(tarball("2.0.0"), token)).status).to.equal(403);
  });
});
