import { expect } from "chai";
import { zeroHash } from "viem";
import { ManualClock } from "../../test/helpers/clock.ts";
import { type Receiver, startReceiver } from "../../test/servers/receiver.ts";
import { deployShares } from "../../test/shares.ts";
import { createRequest } from "../http/request.ts";
import { createRevenue } from "../revenue/revenue.ts";
import { keyOf } from "../revenue/shares.ts";
import type { Database } from "../storage/Database.ts";
import { migrate } from "../storage/migrate.ts";
import { openPglite } from "../storage/pglite.ts";
import { createChainEvents } from "./chainEvents.ts";
import { OutboundConfig } from "./config.ts";
import { createDeliverer } from "./deliverer.ts";
import { listDeliveries, OUTBOUND_MIGRATIONS } from "./deliveries.ts";
import { deliveryFor } from "./rules.ts";
import { createTarget } from "./targets.ts";

const EVENT = "SharesSet(bytes32 indexed key, (uint64 weight, bytes32 key, string pointer)[] shares)";
const POLLED = "Polled(string title, uint256 issue, string who)";
const { signal } = new AbortController();

describe("rules by which the chain's events leave", () => {
  let database: Database;
  let chain: Awaited<ReturnType<typeof deployShares>>;
  let clock: ManualClock;
  let receiver: Receiver;
  let config: OutboundConfig;
  const targets = () => {
    const { url } = receiver;
    return [
      { kind: "webhook", name: "hook", url: `${url}/hook`, secret: "a secret of sixteen" },
      { kind: "github", name: "issues", repository: "town/site", token: "t", api: url },
      { kind: "metagov", name: "mirror", url, community: "town", token: "m" },
      { kind: "discourse", name: "forum", forum: { url, apiKey: "k" } },
    ];
  };

  beforeEach(async () => {
    database = await openPglite();
    await migrate(database, OUTBOUND_MIGRATIONS);
    chain = await deployShares();
    clock = new ManualClock();
    receiver = await startReceiver();
    const contract = chain.address;
    config = OutboundConfig.parse({
      targets: targets(),
      rules: [
        { name: "told", contract, event: EVENT, target: "hook", send: { kind: "event" } },
        {
          name: "mirrored",
          contract,
          event: EVENT,
          where: { key: zeroHash },
          target: "mirror",
          send: { kind: "shares" },
        },
      ],
    });
  });

  afterEach(() => Promise.all([receiver.close(), database.close()]));

  it("enqueue what became final, together with where to go on, once", async () => {
    const revenue = createRevenue({ client: chain.client, address: chain.address, clock });
    const { rules } = config;
    const flatShares = (key: string, block: bigint) => revenue.flatten(key, block);
    const events = createChainEvents({
      database,
      client: chain.client,
      clock,
      rules,
      fromBlock: 0n,
      flatShares,
    });
    await chain.set(keyOf("blog"), [{ weight: 1n, pointer: "$x.example" }]);
    await chain.set(zeroHash, [
      { weight: 3n, pointer: "$a.example" },
      { weight: 1n, key: keyOf("blog") },
    ]);
    const next = await events.catchUp();
    expect(next).to.equal((await chain.client.getBlockNumber()) + 1n);
    expect(await events.catchUp()).to.equal(next);
    const again = createChainEvents({
      database,
      client: chain.client,
      clock,
      rules,
      fromBlock: 0n,
      flatShares,
    });
    expect(await again.catchUp()).to.equal(next);
    expect((await listDeliveries(database)).map(({ target }) => target)).to.deep.equal(["mirror", "hook", "hook"]);

    const dependencies = { request: createRequest({ clock }), clock };
    const deliverer = createDeliverer({
      database,
      clock,
      targets: config.targets.map((target) => createTarget(target, dependencies)),
    });
    while ((await deliverer.deliverDue(signal)) > 0);
    const mirrored = receiver.received.find(({ path }) => path === "/api/internal/action/revshare.replace-config");
    expect(JSON.parse(mirrored?.body ?? "")).to.deep.equal({
      parameters: { key: "_DEFAULT", pointers: { "$a.example": 3, "$x.example": 1 } },
    });
    expect(mirrored?.headers).to.deep.include({ "x-metagov-community": "town", authorization: "Bearer m" });
    const told = receiver.received
      .filter(({ path }) => path === "/hook")
      .map(({ body }) => JSON.parse(body) as { values: { key: string } });
    expect(told.map(({ values }) => values.key)).to.deep.equal([keyOf("blog"), zeroHash]);
  });

  it("close and label issues, as often as it takes", async () => {
    const dependencies = { request: createRequest({ clock }), clock };
    const target = createTarget(OutboundConfig.parse({ targets: targets() }).targets[1] as never, dependencies);
    const delivery = { id: "1", target: "issues", payload: '{"issue":7,"close":"completed","labels":["decided"]}' };
    await target.deliver(
      { ...delivery, state: "waiting", attempts: 1, createdAt: 0, dueAt: 0, lastError: undefined },
      signal,
    );
    expect(receiver.received.map(({ method, path, body }) => [method, path, body])).to.deep.equal([
      ["POST", "/repos/town/site/issues/7/labels", '{"labels":["decided"]}'],
      ["PATCH", "/repos/town/site/issues/7", '{"state":"closed","state_reason":"completed"}'],
    ]);
  });

  const polled = (send: object, target: string) => {
    const rule = { name: "r", contract: chain.address, event: POLLED, target, send };
    return OutboundConfig.parse({ targets: targets(), rules: [rule] }).rules[0];
  };
  const deliver = (send: object, target: string, args: Record<string, unknown>) => {
    const rule = polled(send, target);
    if (rule === undefined) throw new Error("There is one rule.");
    const at = { chainId: 1, address: chain.address, blockNumber: 1n, transactionHash: zeroHash, logIndex: 0 };
    return deliveryFor(rule, { ...at, name: "Polled", args }, () => Promise.resolve({}));
  };

  it("write what somebody put into an event as text, which nothing becomes of", async () => {
    const send = { kind: "message", recipients: ["{who}"], title: "About {title}", raw: "**{title}** at {block}" };
    const args = { title: "[x](http://evil) @all\n[poll]\n<b>", issue: 1n, who: "ann" };
    const { payload } = (await deliver(send, "forum", args)) as { payload: { raw: string; recipients: string[] } };
    expect(payload.recipients).to.deep.equal(["ann"]);
    expect(payload.raw).to.equal("**\\[x\\]\\(http\\://evil\\) \\@all \\[poll\\] \\<b\\>** at 1");
  });

  it("refuse what their target would not take", async () => {
    const send = { kind: "message", recipients: ["{who}"], title: "t", raw: "r" };
    const refused = async (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => "",
        (error: Error) => error.name,
      );
    expect(await refused(deliver(send, "forum", { title: "", issue: 1n, who: "ann,ben" }))).to.equal("ZodError");
    expect(
      await refused(deliver({ kind: "issue", issue: "{title}" }, "issues", { title: "7/../8", issue: 1n, who: "" })),
    ).to.equal("ZodError");
  });

  it("are refused where they name what is not there", () => {
    for (const [send, target, said] of [
      [{ kind: "message", recipients: ["{nobody}"], title: "t", raw: "r" }, "forum", "Polled has no parameter nobody"],
      [{ kind: "event" }, "forum", "forum is no webhook target"],
      [{ kind: "event" }, "gone", "gone is no webhook target"],
    ] as const) {
      expect(() => polled(send, target)).to.throw(said);
    }
    const rule = {
      name: "r",
      contract: chain.address,
      event: "no event at all",
      target: "hook",
      send: { kind: "event" },
    };
    expect(() => OutboundConfig.parse({ targets: targets(), rules: [rule] })).to.throw("is no event");
  });
});
