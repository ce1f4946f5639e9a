import { expect } from "chai";
import { OutboundConfig } from "./outbound/config.ts";
import { MetagovConfig } from "./gateway/config.ts";
import { outcomesBuilder } from "./reports/outcomes.ts";
import { poll } from "../test/operators.ts";
import { complaintsOf } from "./services.ts";

const forum = { url: "https://forum.example", apiKey: "key", username: "system" };
const pointers = { community: "town", policy: "pointer" };
const gatewayWith = (policy: object, more: object = {}) =>
  MetagovConfig.parse({
    kind: "metagov",
    name: "metagov:oracle.example",
    communities: {
      town: { callbackSecret: "a secret of at least so many letters", policies: { pointer: policy }, ...more },
    },
  });
const outbound = OutboundConfig.parse({ targets: [{ kind: "discourse", name: "forum", forum }] });

describe("What an oracle is put together from", () => {
  it("fits together", () => {
    const gateway = gatewayWith({ joins: "_DEFAULT" }, { messages: "forum" });
    const whole = { forum: { ...forum, pointerField: "2", pointers }, gateway, revenue: {}, outbound };
    expect(complaintsOf(whole)).to.deep.equal([]);
    expect(complaintsOf({ gateway: gatewayWith({}, { messages: "slack" }), outbound })).to.deep.equal([
      ["gateway", "town's messages go to slack, which is no target of outbound"],
    ]);
    const said = complaintsOf({ forum: { ...forum, pointers }, gateway: gatewayWith({}) }).map(([, text]) => text);
    expect(said).to.have.length(4);
    expect(said[0]).to.equal("the gateway has no policy pointer of town that joins");
  });
});

describe("Outcomes of another policy", () => {
  it("are none of a feed's, and what an outcome brings along is what is called", async () => {
    const builder = outcomesBuilder({ kind: "outcomes", policy: "polls", arguments: [] });
    const outcome = poll("1");
    expect(builder.parts(outcome)).to.equal(1);
    expect(builder.parts({ ...outcome, policy: "polls" })).to.equal(1);
    expect(builder.parts({ ...outcome, policy: "others" })).to.equal(0);
    expect(await builder.build({ ...outcome, policy: "others" }, 0)).to.equal(undefined);
    const [plain, calling] = [await builder.build(outcome, 0), await builder.build({ ...outcome, data: "0xabcd" }, 0)];
    expect(plain).to.not.include("abcd");
    expect(calling).to.include("abcd");
  });
});
