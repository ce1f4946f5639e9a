import { expect } from "chai";
import { ManualClock } from "../../test/helpers/clock.ts";
import { type DiscourseServer, startDiscourse } from "../../test/servers/discourse.ts";
import { createRequest } from "../http/request.ts";
import { DiscourseClient } from "../sources/discourse/client.ts";
import { createWriters } from "./writers.ts";

const [POINTER_FIELD, LONG_AGO] = ["2", 5 * 60_000];

describe("Writers of a topic", () => {
  let clock: ManualClock;
  let server: DiscourseServer;
  let writersOf: ReturnType<typeof createWriters>;

  beforeEach(async () => {
    clock = new ManualClock();
    server = await startDiscourse({ clock, requestsPerMinute: 1_000 });
    const { url, apiKey } = server;
    const options = { source: "discourse:test", url, apiKey, apiUsername: "system", request: createRequest({ clock }) };
    writersOf = createWriters({ client: new DiscourseClient(options), clock, field: POINTER_FIELD });
    for (const [name, pointer] of [
      ["ann", "$wallet.example/ann"],
      ["ben", " $wallet.example/ben "],
      ["cat", "https://wallet.example/cat"],
    ] as const) {
      server.forum.createUser(name, { fields: { [POINTER_FIELD]: pointer } });
    }
    server.forum.createPost({ author: "ann", raw: "A topic of mine", title: "Mine" });
    server.forum.createPost({ author: "ben", raw: "An answer to it", topicId: 1 });
    server.forum.createPost({ author: "cat", raw: "Another answer", topicId: 1 });
  });

  afterEach(() => server.close());

  const both = { author: "$wallet.example/ann", participants: ["$wallet.example/ann", "$wallet.example/ben"] };

  it("are known by the pointers in their profiles, as far as they have one", async () => {
    expect(await writersOf("1")).to.deep.equal(both);
  });

  it("are asked for once in a while, however often a topic is viewed", async () => {
    await Promise.all(Array.from({ length: 20 }, () => writersOf("1")));
    expect(server.asked).to.have.length(4);
    server.forum.user("ann").user_fields[POINTER_FIELD] = "$elsewhere.example";
    expect(await writersOf("1")).to.deep.equal(both);
    clock.advance(LONG_AGO);
    expect((await writersOf("1"))?.author).to.equal("$elsewhere.example");
  });

  it("do without those who have left", async () => {
    server.forum.deleteUser("ben");
    expect((await writersOf("1"))?.participants).to.deep.equal(["$wallet.example/ann"]);
  });

  it("are nobody where the forum does not say, and where no topic was meant", async () => {
    expect(await writersOf("2")).to.equal(undefined);
    const asked = server.asked.length;
    for (const topic of ["../u/ann", "1/2", "", "9".repeat(16)]) expect(await writersOf(topic)).to.equal(undefined);
    expect(server.asked).to.have.length(asked);
    server.interfere = (context) => context.html("<p>Down for maintenance", 503);
    clock.advance(LONG_AGO);
    expect(await writersOf("1")).to.equal(undefined);
  });
});
