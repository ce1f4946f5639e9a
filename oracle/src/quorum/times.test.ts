import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { readArtifact } from "../../../scripts/lib/artifacts.ts";
import type { TestChain } from "../../test/chain.ts";
import { Dealings } from "../../test/dealings.ts";
import { acceptances } from "../../test/kills/ordeal.ts";
import { type Crew, poll, eachWithACrew } from "../../test/operators.ts";
import type { PollOutcome } from "../observation.ts";
import { type Report, toJson } from "../reports/report.ts";

/** Consumers pass over what was seen before it happened, or earlier than what they know: told like that, it would be lost. */
describe("Times of reports", () => {
  let chain: TestChain;
  let crew: Crew;
  let dealings: Dealings;

  const now = async () => (await chain.client.getBlock()).timestamp;
  const told = () => acceptances(chain, crew.inbox);
  /** The report that the last transaction to the inbox brought. */
  const last = async (): Promise<Report> => {
    const { abi } = await readArtifact("contracts/oracle/ReportInbox.sol");
    const logs = await chain.client.getLogs({ address: crew.inbox, fromBlock: 0n });
    const { input } = await chain.client.getTransaction({ hash: logs.at(-1)?.transactionHash ?? "0x" });
    return (decodeFunctionData({ abi, data: input }).args as [Report])[0];
  };
  const closedAt = (time: bigint): PollOutcome => ({ ...poll(`closed at ${time}`), closedAt: Number(time) });
  const refusal = async (...of: Parameters<Dealings["proposal"]>) => {
    const [one, other] = crew.members;
    if (one === undefined || other === undefined) throw new Error("There are two.");
    await one.operator.look(one.view, new AbortController().signal);
    const body = toJson(await dealings.proposal(...of));
    return (await dealings.ask(one, other, body, "/peers/v1/confirm")).answer["refused"];
  };

  eachWithACrew(2, (fresh, on) => {
    crew = fresh;
    chain = on;
    dealings = new Dealings(crew);
  });

  it("are not before what they tell has happened, by the chain's time", async () => {
    const soon = closedAt((await now()) + 100n);
    crew.see(soon, poll("a"));
    await crew.rounds(4);
    expect(await told()).to.have.lengthOf(1);
    await chain.control.increaseTime({ seconds: 120 });
    await crew.rounds(6);
    expect(await told()).to.have.lengthOf(2);
    expect(Number((await last()).observedAt)).to.be.at.least(soon.closedAt);
  });

  it("test_Attack: whoever leads dates a report before what it tells, or asks too soon", async () => {
    const time = await now();
    const [just, soon] = [closedAt(time), closedAt(time + 200n)];
    crew.see(just, soon);
    expect(await refusal(just)).to.equal(undefined);
    expect(await refusal(just, { observedAt: time - 1n, expiresAt: time + 60n })).to.equal("unacceptable");
    expect(await refusal(soon, { observedAt: time + 250n })).to.equal("unacceptable");
  });

  it("test_Attack: whoever leads dates a report before the last one, or the last one long after now", async () => {
    const ahead = (await now()) + 280n;
    crew.see(poll("a"));
    await dealings.submit(await dealings.proposal(poll("a"), { observedAt: ahead }), crew.members);
    await crew.rounds(2);
    crew.see(poll("a", 9));
    expect(await refusal(poll("a", 9), { sequence: 2n })).to.equal("unacceptable");
    expect(await refusal(poll("a", 9), { sequence: 2n, observedAt: ahead })).to.equal(undefined);
    await crew.rounds(4);
    expect(await told()).to.have.lengthOf(2);
    expect((await last()).observedAt).to.equal(ahead);
  });
});
