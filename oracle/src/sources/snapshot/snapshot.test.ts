import { expect } from "chai";
import { HDNodeWallet, Mnemonic, TypedDataEncoder } from "ethers";
import { ManualClock } from "../../../test/helpers/clock.ts";
import { sourceError } from "../../../test/helpers/failure.ts";
import { follow, mutate, observeAll, soup, survives, TROUBLES } from "../../../test/helpers/observing.ts";
import { type HubProposal, type HubVote, type SnapshotServer, startSnapshot } from "../../../test/servers/snapshot.ts";
import { createRequest } from "../../http/request.ts";
import type { BallotBatch, Observation, PollOutcome } from "../../observation.ts";
import { snapshotScores } from "../../verification/snapshotScores.ts";
import type { ContractVerifier } from "../../verification/snapshotVote.ts";
import type { Source } from "../Source.ts";
import { SnapshotClient } from "./client.ts";
import { createSnapshot, SnapshotConfig } from "./snapshot.ts";
import { fc } from "../../../../test/helpers/fuzz.ts";

const DAY = 86_400_000;
const MNEMONIC = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
const wallets = Array.from({ length: 5 }, (_, index) => HDNodeWallet.fromMnemonic(MNEMONIC, `m/44'/60'/0'/0/${index}`));
const wallet = (index: number): HDNodeWallet => wallets[index] ?? HDNodeWallet.createRandom();

describe("snapshot", () => {
  let clock: ManualClock;
  let server: SnapshotServer;
  let source: Source;
  let next: () => Promise<Observation[]>;

  const open = (verifyContract?: ContractVerifier): Source =>
    createSnapshot(
      SnapshotConfig.parse({
        kind: "snapshot",
        hub: server.url,
        spaces: ["pistachio.eth"],
        requestsPerMinute: 100_000,
      }),
      { request: createRequest({ clock }), clock, ...(verifyContract === undefined ? {} : { verifyContract }) },
    );
  const finish = (proposal: HubProposal, scores: number[]): void => {
    clock.advance(DAY + 600_000);
    Object.assign(proposal, { scores, scores_state: "final", scores_total: scores.reduce((sum, one) => sum + one, 0) });
  };
  const outcome = (seen: readonly Observation[]): PollOutcome =>
    seen.find(({ kind }) => kind === "poll") as PollOutcome;
  const ballots = (seen: readonly Observation[]): BallotBatch =>
    seen.find(({ kind }) => kind === "ballots") as BallotBatch;
  const fault = async (): Promise<string> => (await sourceError(observeAll(open()))).fault;

  beforeEach(async () => {
    clock = new ManualClock();
    server = await startSnapshot({ clock });
    source = open();
    next = follow(source);
  });
  afterEach(() => server.close());

  it("tells of a proposal once it is closed and its scores are final, with votes that their voters signed", async () => {
    const proposal = server.propose();
    await server.vote(wallet(0), proposal, 1, 2.5);
    await server.vote(wallet(1), proposal, 2, 1.25);
    expect(await next()).to.deep.equal([]);
    clock.advance(DAY + 600_000);
    expect(await next()).to.deep.equal([]);
    finish(proposal, [2.5, 1.25]);
    const seen = await next();
    expect(outcome(seen)).to.include({ status: "passed", winner: "1", voters: 2, closedAt: proposal.end });
    expect(outcome(seen).options).to.deep.equal([
      { id: "1", label: "For", count: "1", weight: "2.5" },
      { id: "2", label: "Against", count: "1", weight: "1.25" },
    ]);
    const subjects = [wallet(0).address, wallet(1).address].map((address) => address.toLowerCase()).sort();
    expect(ballots(seen).ballots.map(({ subject }) => subject)).to.deep.equal(subjects);
    expect(ballots(seen).complete).to.equal(true);
    expect(await next()).to.deep.equal([]);
    const claim = { key: `poll/${proposal.id}`, observation: { ...outcome(seen), winner: "2" } };
    expect(await open().confirm(claim, new AbortController().signal)).to.deep.equal(outcome(seen));
  });

  it("verifies votes of every system, and counts each again", async () => {
    const cases: [string, unknown[], number[]][] = [
      ["approval", [[1, 3], [3], []], [1, 0, 3]],
      ["weighted", [{ "1": 1, "3": 3 }, { "2": 2 }, { "1": 1 }], [3.25, 2, 0.75]],
      [
        "ranked-choice",
        [
          [1, 2, 3],
          [2, 1, 3],
          [3, 2, 1],
        ],
        [0, 3, 3],
      ],
      ["basic", [1, 3, 3], [1, 0, 5]],
    ];
    for (const [type, choices, scores] of cases) {
      const proposal = server.propose({ type, choices: ["A", "B", "C"] });
      for (const [index, choice] of choices.entries()) await server.vote(wallet(index), proposal, choice, index + 1);
      finish(proposal, type === "approval" ? [1, 0, 3] : scores);
      expect(
        outcome(await next()).options.map(({ weight }) => Number(weight)),
        type,
      ).to.deep.equal(scores);
    }
    const quadratic = server.propose({ type: "quadratic", choices: ["A", "B"] });
    await server.vote(wallet(0), quadratic, { "1": 1 }, 4);
    await server.vote(wallet(1), quadratic, { "1": 1 }, 9);
    await server.vote(wallet(2), quadratic, { "2": 5 }, 25);
    // (√4 + √9)² = 25 and √25² = 25, of 38 in all.
    finish(quadratic, [19, 19]);
    const seen = await next();
    expect(outcome(seen)).to.not.have.property("winner");
    expect(ballots(seen).ballots.every(({ choices }) => choices[0]?.score !== undefined)).to.equal(true);
  });

  it("does not count choices that the system does not know", () => {
    const votes = [
      { choice: 3, power: 9 },
      { choice: [1], power: 9 },
      { choice: 1, power: 1 },
    ];
    expect(snapshotScores(votes, "single-choice", 2)).to.deep.equal([1, 0]);
    const ranked = [
      { choice: [2, 1, 3], power: 1 },
      { choice: [2], power: 9 },
      { choice: [1, 1, 1], power: 9 },
    ];
    expect(snapshotScores(ranked, "ranked-choice", 3)).to.deep.equal([0, 1, 0]);
    expect(
      snapshotScores(
        [
          { choice: { "1": 0 }, power: 9 },
          { choice: { "7": 1 }, power: 9 },
        ],
        "quadratic",
        2,
      ),
    ).to.deep.equal([0, 0]);
  });

  it("test_Attack refuses a proposal with a vote that nobody signed", async () => {
    const forgeries: ((vote: HubVote) => void)[] = [
      (vote) => (vote.choice = 2),
      (vote) => (vote.voter = wallet(4).address),
      (vote) => vote.created++,
      (vote) => (vote.reason = "another"),
      () => server.messages.pop(),
      () =>
        (server.messages[server.messages.length - 1] = {
          id: server.messages.at(-1)?.id ?? "",
          sig: `0x${"11".repeat(65)}`,
        }),
    ];
    for (const forge of forgeries) {
      server.proposals = [];
      server.votes = [];
      server.messages = [];
      const proposal = server.propose();
      const vote = await server.vote(wallet(0), proposal, 1, 1);
      forge(vote);
      finish(proposal, vote.choice === 2 ? [0, 1] : [1, 0]);
      expect(await fault(), forge.toString()).to.equal("signature");
    }
  });

  it("test_Attack refuses a vote that was signed for another proposal", async () => {
    const [first, second] = [server.propose(), server.propose()];
    const vote = await server.vote(wallet(0), first, 1, 1);
    vote.proposal = second.id;
    finish(second, [1, 0]);
    Object.assign(first, { scores: [0, 0], scores_state: "final" });
    expect(await fault()).to.equal("signature");
  });

  it("test_Attack refuses two votes of one voter, and scores that are not what the votes come to", async () => {
    const proposal = server.propose();
    const vote = await server.vote(wallet(0), proposal, 1, 1);
    finish(proposal, [1.1, 0]);
    expect(await fault()).to.equal("unexpected");
    proposal.scores = [1];
    expect(await fault()).to.equal("unexpected");
    proposal.scores = [2, 0];
    server.votes.push({ ...vote, id: "again", voter: vote.voter.toLowerCase() });
    expect(await fault()).to.equal("unexpected");
  });

  it("asks contracts whether a signature is theirs", async () => {
    const proposal = server.propose();
    const vote = await server.vote(wallet(0), proposal, 1, 1);
    const safe = "0x052cbB9395b350b15540537Fb7E1b434A2701958";
    vote.voter = safe;
    for (const message of server.messages) message.sig = "0x";
    finish(proposal, [1, 0]);
    expect(await fault()).to.equal("signature");
    const types = [
      "from string",
      "space string",
      "timestamp uint64",
      "proposal bytes32",
      "choice uint32",
      "reason string",
      "app string",
      "metadata string",
    ];
    const Vote = types.map((field) => ({ name: field.split(" ")[0] ?? "", type: field.split(" ")[1] ?? "" }));
    const hash = TypedDataEncoder.hash(
      { name: "snapshot", version: "0.1.4" },
      { Vote },
      {
        from: safe,
        space: "pistachio.eth",
        timestamp: vote.created,
        proposal: proposal.id,
        choice: 1,
        reason: "because",
        app: "snapshot-v2",
        metadata: "{}",
      },
    );
    const approved = open(
      async (account, asked, signature) => account === safe && asked === hash && signature === "0x",
    );
    expect(
      outcome(await observeAll(approved).then((seen) => seen.map(({ observation }) => observation))).voters,
    ).to.equal(1);
  });

  it("leaves out what is encrypted, flagged, short of its quorum or of another space", async () => {
    const [hidden, flagged, small] = [
      server.propose({ privacy: "shutter" }),
      server.propose({ flagged: true }),
      server.propose({ quorum: 10 }),
    ];
    server.propose({ space: { id: "other.eth" } });
    await server.vote(wallet(0), small, 1, 9);
    finish(flagged, [0, 0]);
    for (const proposal of [hidden, small])
      Object.assign(proposal, { scores_state: "final", scores: proposal === small ? [9, 0] : [0, 0] });
    const seen: Observation[] = [];
    const error = await sourceError(async () => {
      for await (const { observation } of source.observe?.(undefined, new AbortController().signal) ?? [])
        seen.push(observation);
    });
    expect(error.fault).to.equal("signature");
    const outcomes = seen.filter((one) => one.kind === "poll").map(({ pollId, status }) => [pollId, status]);
    expect(outcomes).to.deep.equal([
      [flagged.id, "failed"],
      [small.id, "failed"],
    ]);
  });

  it("reads more proposals than the hub skips, and more in one second than a page", async () => {
    for (let index = 0; index < 7_500; index++) {
      server.propose({
        id: `p${index}`,
        created: index < 3_000 ? 1 : index,
        end: 4_000_000_000,
        space: { id: "pistachio.eth" },
      });
    }
    const client = new SnapshotClient("snapshot:test", server.url, createRequest({ clock }), undefined);
    expect(await client.getProposals(["pistachio.eth"], 0, new AbortController().signal)).to.have.length(7_500);
    for (const proposal of server.proposals) proposal.created = 1;
    const error = await sourceError(client.getProposals(["pistachio.eth"], 0, new AbortController().signal));
    expect(error.fault).to.equal("oversized");
  });

  describe("in trouble", () => {
    for (const [what, [interference, expected]] of Object.entries(TROUBLES)) {
      it(`answers ${what} with ${expected}`, async () => {
        server.interfere = interference;
        expect(await fault()).to.equal(expected);
      });
    }

    it("survives any one thing wrong in any answer", async () => {
      const proposal = server.propose();
      await server.vote(wallet(0), proposal, 1, 1);
      finish(proposal, [1, 0]);
      await fc.assert(
        fc.asyncProperty(fc.nat(3), fc.nat(40), soup, async (which, where, what) => {
          let answers = 0;
          server.interfere = async ({ req }) => {
            if (req.header("fuzzed") !== undefined || answers++ !== which) return undefined;
            const headers = { fuzzed: "no", "content-type": "application/json" };
            const answer = await fetch(req.url, { method: "POST", headers, body: await req.raw.clone().text() });
            return Response.json(mutate(await answer.json(), where, what));
          };
          await survives(open());
        }),
        { numRuns: 150 },
      );
    });
  });
});
