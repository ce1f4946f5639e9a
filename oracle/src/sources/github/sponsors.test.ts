import { expect } from "chai";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { follow, mutate, observeAll, soup, survives } from "../../../test/helpers/observing.ts";
import { type GitHubServer, type GitHubSponsorship, startGitHub } from "../../../test/servers/github.ts";
import { createRequest } from "../../http/request.ts";
import type { Observation, Patronage } from "../../observation.ts";
import type { Source } from "../Source.ts";
import { createGitHub, GitHubConfig } from "./github.ts";
import { fc } from "../../../../test/helpers/fuzz.ts";

const DAY = 86_400_000;
const { signal } = new AbortController();

describe("github's sponsors", () => {
  let clock: ManualClock;
  let server: GitHubServer;
  let source: Source;
  let next: () => Promise<Observation[]>;

  const open = (): Source =>
    createGitHub(
      GitHubConfig.parse({
        kind: "github",
        apiUrl: server.url,
        repository: "pistachio/trees",
        token: "a-token",
        requestsPerMinute: 10_000,
        sponsored: "pistachio",
      }),
      { request: createRequest({ clock }), clock },
    );
  const sponsor = (id: number, more: Partial<GitHubSponsorship> = {}): GitHubSponsorship => {
    const sponsorship: GitHubSponsorship = {
      id: `S_${id}`,
      createdAt: new Date(clock.now()).toISOString(),
      isActive: true,
      isOneTimePayment: false,
      privacyLevel: "PUBLIC",
      sponsorEntity: { databaseId: id },
      sponsorable: { login: "pistachio" },
      tier: { monthlyPriceInCents: 550 },
      ...more,
    };
    server.sponsorships.push(sponsorship);
    return sponsorship;
  };
  const told = (seen: readonly Observation[]) =>
    (seen as Patronage[]).map(({ subject, amount, committed, paidAt }) => [subject, amount, committed, paidAt]);

  beforeEach(async () => {
    clock = new ManualClock();
    server = await startGitHub({ clock, secret: "a secret that both know" });
    source = open();
    next = follow(source);
  });
  afterEach(() => server.close());

  it("are seen anew each month for as long as they are active, at what they give by then", async () => {
    const began = clock.seconds;
    const sponsorship = sponsor(9);
    expect(told(await next())).to.deep.equal([["9", "5.5", "5.5", began]]);
    clock.advance(30 * DAY);
    expect(told(await next()), "January has 31 days").to.deep.equal([["9", "5.5", "5.5", began]]);
    clock.advance(DAY);
    sponsorship.tier.monthlyPriceInCents = 1_000;
    expect(told(await next())).to.deep.equal([["9", "10", "10", began + 31 * 86_400]]);
    sponsorship.isActive = false;
    clock.advance(28 * DAY);
    expect(await next()).to.deep.equal([]);
  });

  it("are those of all pages, without private ones; who gives once commits to nothing, however long it shows", async () => {
    const began = clock.seconds;
    for (let id = 1; id <= 250; id++) sponsor(id);
    sponsor(251, { privacyLevel: "PRIVATE" });
    sponsor(252, { sponsorable: { login: "another" } });
    sponsor(253, { sponsorEntity: null });
    sponsor(254, { isOneTimePayment: true });
    clock.advance(40 * DAY);
    const seen = told(await next());
    expect(seen).to.have.lengthOf(251);
    expect(seen.at(-1)).to.deep.equal(["254", "5.5", "0", began]);
  });

  it("are looked at once an hour", async () => {
    sponsor(9);
    expect(await next()).to.have.lengthOf(1);
    clock.advance(3_599_000);
    expect(await next()).to.deep.equal([]);
    clock.advance(1_000);
    expect(await next()).to.have.lengthOf(1);
  });

  it("are confirmed by who asks GitHub, each for itself", async () => {
    sponsor(9);
    sponsor(10, { sponsorable: { login: "another" } });
    const [seen] = await observeAll(source);
    if (seen === undefined) throw new Error("There is one.");
    const observation = seen.observation as Patronage;
    expect(await open().confirm({ ...seen, observation: { ...observation, amount: "900" } }, signal)).to.deep.equal(
      observation,
    );
    for (const donationId of ["S_10", "S_11", "U_1"]) {
      const claim = { key: `patronage/${donationId}`, observation: { ...observation, donationId } };
      expect(await open().confirm(claim, signal), donationId).to.equal(undefined);
    }
    expect(await open().confirm({ ...seen, key: "patronage/S_2" }, signal)).to.equal(undefined);
    if (server.sponsorships[0] !== undefined) server.sponsorships[0].isActive = false;
    expect(await open().confirm(seen, signal)).to.equal(undefined);
  });

  it("say whose token is needed if they do not say what they give", async () => {
    sponsor(9);
    server.ownsToken = false;
    const error = await sourceError(observeAll(source));
    expect(error).to.include({ fault: "unauthorized", advice: "Use a token of the account that is sponsored." });
  });

  it("survive any one thing wrong in any answer", async () => {
    sponsor(9);
    await fc.assert(
      fc.asyncProperty(fc.nat(20), soup, async (where, what) => {
        server.interfere = async ({ req }) => {
          if (req.path !== "/graphql" || req.header("fuzzed") !== undefined) return undefined;
          const headers = { authorization: "Bearer a-token", fuzzed: "no" };
          const answer = await fetch(req.url, { method: "POST", headers, body: await req.raw.clone().text() });
          return Response.json(mutate(await answer.json(), where, what));
        };
        await survives(open());
      }),
      { numRuns: 100 },
    );
  });
});
