import type { Hex } from "viem";
import { signRequest } from "../src/http/peerAuth.ts";
import type { PollOutcome } from "../src/observation.ts";
import { submission } from "../src/reports/inbox.ts";
import { type Proposal, type Report, contentHashOf, digestOf, domainOf, signedBytesOf } from "../src/reports/report.ts";
import { type Crew, LIFETIME, LIST, type Member, feed } from "./operators.ts";

/** What one operator can say to another, or to the chain, without keeping to anything. */
export class Dealings {
  constructor(readonly crew: Crew) {}

  /** A report of a poll, as the next one. */
  async proposal(observation: PollOutcome, changes: Partial<Report> = {}): Promise<Proposal> {
    const { timestamp } = await this.crew.chain.client.getBlock();
    const payload = (await feed.builder.build(observation, 0)) ?? "0x";
    const times = { observedAt: timestamp, expiresAt: timestamp + BigInt(LIFETIME) };
    const report: Report = { feed: feed.id, sequence: 1n, ...times, payload, ...changes };
    const item = {
      source: LIST,
      key: observation.pollId,
      part: 0,
      contentHash: contentHashOf(observation),
      observation,
    };
    return { report, items: [item] };
  }

  digest({ report }: { report: Report }): Hex {
    return digestOf(this.#domain(), report);
  }

  signed({ signer }: Member, { report }: { report: Report }): Promise<Hex> {
    return signer.sign(signedBytesOf(this.#domain(), report));
  }

  /** Asks an operator to sign, as another one would. */
  async ask(of: Member, from: Member, body: string, path = "/peers/v1/sign", changes: object = {}) {
    const clock = () => this.crew.clock.now();
    const signed = await signRequest(
      { method: "POST", path, body },
      { signer: from.signer, to: of.signer.address, clock },
    );
    const init = { method: "POST", body, headers: { ...signed, ...changes } };
    const response = await fetch(of.server.url + path, init);
    return { status: response.status, answer: (await response.json()) as Record<string, string>, init };
  }

  /** Has the chain take a report that these sign; by order of their addresses. */
  async submit(proposal: Proposal, signers: readonly Member[]): Promise<void> {
    const signatures = await Promise.all(signers.map((one) => this.signed(one, proposal)));
    const { chain, inbox } = this.crew;
    await chain.wallet.sendTransaction({ to: inbox, data: submission(proposal.report, signatures), gas: 1_000_000n });
    await chain.control.mine({ blocks: 1 });
  }

  #domain() {
    return domainOf(this.crew.chain.chainId, this.crew.inbox);
  }
}
