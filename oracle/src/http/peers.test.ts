import { once } from "node:events";
import { type IncomingMessage, type RequestOptions, request } from "node:http";
import { expect } from "chai";
import { Dealings } from "../../test/dealings.ts";
import type { TestChain } from "../../test/chain.ts";
import { acceptances } from "../../test/kills/ordeal.ts";
import { type Crew, type Member, poll, eachWithACrew } from "../../test/operators.ts";
import { Hono } from "hono";
import { toJson } from "../reports/report.ts";
import { signRequest } from "./peerAuth.ts";

/** What whoever can reach an operator, or is one, can do to it by asking and by answering. */
describe("Peers", () => {
  let chain: TestChain;
  let crew: Crew;

  const member = (index: number): Member => {
    const one = crew.members[index];
    if (one === undefined) throw new Error(`There is no operator ${index}.`);
    return one;
  };
  /** Begins to ask, and says no more. @returns what is answered to that */
  const beginning = async (options: RequestOptions): Promise<number | undefined> => {
    const asking = request(`${member(0).server.url}/peers/v1/sign`, { method: "POST", ...options });
    asking.write("{");
    const [response] = (await once(asking, "response")) as [IncomingMessage];
    asking.destroy();
    return response.statusCode;
  };

  eachWithACrew(3, (fresh, on) => {
    crew = fresh;
    chain = on;
  });

  it("test_Attack: strangers fill an operator's memory with what they send: it is not even read", async () => {
    expect(await beginning({})).to.equal(401);
    const { signer } = member(1);
    const clock = () => crew.clock.now();
    const of = { signer, to: member(0).signer.address, clock };
    const headers = await signRequest({ method: "POST", path: "/peers/v1/sign", body: "{}" }, of);
    expect(await beginning({ headers: { ...headers, "perdure-nonce": "00".repeat(16) } })).to.equal(401);
  });

  it("test_Attack: another body under the same signature", async () => {
    const { signer } = member(1);
    const [path, clock] = ["/peers/v1/sign", () => crew.clock.now()];
    const headers = await signRequest(
      { method: "POST", path, body: "{}" },
      { signer, to: member(0).signer.address, clock },
    );
    const body = toJson(await new Dealings(crew).proposal(poll("a")));
    const response = await fetch(member(0).server.url + path, { method: "POST", headers, body });
    expect(response.status).to.equal(401);
    expect(await response.json()).to.deep.equal({ error: "another body than was signed" });
  });

  it("test_Attack: an operator that answers nothing holds nobody up", async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    member(2).rogue = new Hono().all("*", async (context) => {
      await released;
      return context.json({}, 503);
    });
    crew.see(poll("a"));
    await crew.rounds(2);
    const told = await acceptances(chain, crew.inbox);
    release();
    expect(told).to.have.lengthOf(1);
  });
});
