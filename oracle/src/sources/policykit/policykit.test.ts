import { expect } from "chai";
import { Hono } from "hono";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { observeAll, TROUBLES } from "../../../test/helpers/observing.ts";
import { serveApp, type Served } from "../../../test/helpers/server.ts";
import { createRequest } from "../../http/request.ts";
import type { PollOutcome } from "../../observation.ts";
import type { Source } from "../Source.ts";
import { createPolicyKit, PolicyKitConfig } from "./policykit.ts";

const SESSION = "abcdefghijklmnop";

describe("PolicyKit's dashboard", () => {
  let served: Served;
  let proposals: object[];
  let interfere: (() => Response) | undefined;

  beforeEach(async () => {
    [proposals, interfere] = [[], undefined];
    const app = new Hono();
    app.get("/api/dashboard", (context) => {
      if (interfere !== undefined) return interfere();
      // As Django sends those who have not logged in.
      if (context.req.header("cookie") !== `sessionid=${SESSION}`)
        return context.redirect("/login/?next=/api/dashboard");
      return context.json({ roles: [], name: "Town", completed_proposals: proposals.slice(0, 50) });
    });
    app.get("/login/", (context) => context.html("<!doctype html><form>"));
    served = await serveApp(app);
  });

  afterEach(() => served.close());

  const source = (more: object = {}): Source => {
    const config = PolicyKitConfig.parse({ kind: "policykit", url: served.url, sessionCookie: SESSION, ...more });
    return createPolicyKit(config, { request: createRequest({ clock: new ManualClock() }) });
  };
  const proposal = (
    id: number,
    action: number,
    status: string,
    policy: object | null = { id: 1, name: "Pointers" },
  ) => ({
    id,
    status,
    proposal_time: "2026-01-01T00:00:00.500Z",
    is_vote_closed: status !== "proposed",
    action: { id: action, action_type: "discoursecreatepost" },
    initiator: { id: 1, readable_name: "ann" },
    policy,
  });
  const outcomes = async (from: Source) =>
    (await observeAll(from)).map(({ key, observation }) => [key, (observation as PollOutcome).status]);

  it("tells what was decided, and what still is not", async () => {
    proposals = [proposal(3, 3, "proposed"), proposal(2, 2, "failed"), proposal(1, 1, "passed")];
    expect(await outcomes(source())).to.deep.equal([
      ["action/1", "passed"],
      ["action/2", "failed"],
    ]);
    const [first] = await observeAll(source());
    expect(first?.observation).to.deep.include({ openedAt: 1_767_225_600, policy: "Pointers" });
    expect(await outcomes(source({ policies: ["Others"] }))).to.deep.equal([]);
  });

  it("has what is decided anew, after its policy was deleted, supersede what was", async () => {
    proposals = [proposal(1, 7, "passed", null)];
    expect(await outcomes(source())).to.deep.equal([]);
    proposals = [proposal(9, 7, "failed", { id: 2, name: "Pointers" }), proposal(1, 7, "passed", null)];
    expect(await outcomes(source())).to.deep.equal([["action/7", "failed"]]);
    // Under way again: nothing holds until it is decided.
    proposals.unshift(proposal(12, 7, "proposed"));
    expect(await outcomes(source())).to.deep.equal([]);
  });

  it("confirms what it sees, and nothing else", async () => {
    proposals = [proposal(1, 1, "passed")];
    const [seen] = await observeAll(source());
    if (seen === undefined) throw new Error("Nothing was seen.");
    const { signal } = new AbortController();
    expect(await source().confirm(seen, signal)).to.deep.equal(seen.observation);
    expect(await source().confirm({ ...seen, key: "action/2" }, signal)).to.equal(undefined);
  });

  it("names what is wrong", async () => {
    for (const [trouble, [answer, fault]] of Object.entries(TROUBLES)) {
      interfere = answer;
      expect((await sourceError(observeAll(source()))).fault, trouble).to.equal(fault);
    }
    interfere = undefined;
    expect(
      (await sourceError(observeAll(source({ sessionCookie: "somebody else's".replaceAll(" ", "-") })))).fault,
    ).to.equal("html");
  });
});
