import { expect } from "chai";
import { type Address, encodeFunctionData, parseAbi, toFunctionSelector } from "viem";
import { type Governed, OFFICE_CLAUSE, createGoverned } from "../../../../test/helpers/governed.ts";
import { DAY, WAD, perform, refused, watchedActions } from "../../../../test/helpers/world.ts";
import type { Clause, OfficeAction } from "../../constitution/index.ts";
import { actTypes, officesDomain } from "../../typedData/index.ts";

const { actions, unused } = watchedActions();
const DEADLINE = 2n ** 40n;
const LIST = parseAbi(["function set(address account, address primary, bool isFinal)"]);
const TREASURER = 1n;
const TEAM = 2n;

describe("sdk actions: offices", () => {
  let governed: Governed;
  let list: Address;
  let set: OfficeAction;

  before(async () => {
    governed = await createGoverned();
    const { community, addressOf, enact, fund, put, winOffice } = governed;
    ({ address: list } = await put("contracts/test/ListGate.sol", "ListGate"));
    const selector = toFunctionSelector(LIST[0]);
    const clauses: Clause[] = [
      { ...OFFICE_CLAUSE, title: "Treasurer" },
      { ...OFFICE_CLAUSE, title: "Team", seats: 3 },
      { kind: "budget", office: 0, amount: WAD, period: 30 * DAY },
      { kind: "power", office: 1, target: list, selector, delay: DAY, confirmations: 2 },
      { kind: "power", office: 1, confirmations: 1 },
      { kind: "budget", office: 1, amount: 5n, period: DAY, carries: true, confirmations: 2 },
    ];
    expect(await enact(0, clauses, 300n)).to.deep.equal([TREASURER, TEAM, 0n, 0n, 0n, 0n]);
    await fund(community.treasury, 10n * WAD);
    await winOffice(0, TREASURER, 500n);
    for (const i of [0, 1, 2]) await winOffice(i, TEAM, 200n);
    const data = encodeFunctionData({ abi: LIST, args: [addressOf(7), addressOf(7), true] });
    set = actions.callAction({ office: TEAM, target: list, data, deadline: DEADLINE });
  });

  const act = { write: actions.act, simulate: actions.simulateAct, prepare: actions.prepareAct };

  it("tells what offices may do", async () => {
    const { client, community, addressOf } = governed;
    const selector = toFunctionSelector(LIST[0]);
    const power = { community, office: TEAM, target: list, selector };
    expect(await actions.getPower(client, power)).to.deep.equal({ document: 1, delay: DAY, confirmations: 2 });
    expect(await actions.getPower(client, { ...power, office: TREASURER })).to.equal(undefined);
    const budget = await actions.getBudget(client, { community, office: TREASURER });
    expect(budget).to.deep.include({ document: 1, amount: WAD, period: 30 * DAY, carries: false, spent: 0n });
    expect(await actions.getBudget(client, { community, office: TREASURER, asset: list })).to.equal(undefined);
    expect(await actions.getIncumbents(client, { community, election: TEAM })).to.deep.equal([0, 1, 2].map(addressOf));
  });

  it("pays from a budget, and no more than it", async () => {
    const { client, community, addressOf, voter } = governed;
    const to = addressOf(6);
    const before = await client.getBalance({ address: to });
    const of = { office: TREASURER, to, deadline: DEADLINE };
    const action = actions.paymentAction({ ...of, amount: WAD / 4n });
    expect(await perform(governed, voter(0), act, { community, action })).to.equal(true);
    expect((await client.getBalance({ address: to })) - before).to.equal(WAD / 4n);
    expect(await actions.getAvailable(client, { community, office: TREASURER })).to.equal((WAD * 3n) / 4n);

    const tooMuch = actions.paymentAction({ ...of, amount: WAD });
    const exceeded = await refused(actions.act(voter(0), { community, action: tooMuch }), "BudgetExceeded");
    expect(exceeded.args.slice(2)).to.deep.equal([(WAD * 3n) / 4n, WAD]);
    await refused(actions.act(voter(1), { community, action }), "OfficerUnknown");
    const token = actions.paymentAction({ ...of, asset: list, amount: 1n });
    await refused(actions.act(voter(0), { community, action: token }), "BudgetAbsent");
    const late = actions.paymentAction({ ...of, amount: 1n, deadline: 1n });
    await refused(actions.act(voter(0), { community, action: late }), "ActionExpired");
  });

  it("acts as a committee, by signatures and after a delay", async () => {
    const { client, community, deployer, networkHelpers, addressOf, voter } = governed;
    const domain = await actions.getOfficesDomain(client, { community });
    expect(officesDomain(community.chainId, community.offices)).to.deep.equal(domain);
    expect(Object.keys(actTypes)).to.deep.equal(["Act"]);
    const at = { community, action: set };

    const second = await actions.signAction(voter(1), at);
    const forged = { ...second, officer: addressOf(2) };
    await refused(actions.act(deployer, { ...at, others: [forged] }), "OfficerSignatureInvalid");
    expect(await perform(governed, deployer, act, { ...at, others: [second] })).to.equal(false);
    const first = await actions.getConfirmations(client, at);
    expect(first).to.deep.equal({ officers: [addressOf(1)], readyAt: undefined });
    await refused(actions.executeAction(deployer, at), "ActionNotConfirmed");

    await actions.act(voter(2), at);
    const { officers, readyAt } = await actions.getConfirmations(client, at);
    expect(officers).to.deep.equal([addressOf(1), addressOf(2)]);
    const waits = await refused(actions.executeAction(deployer, at), "ActionNotReady");
    expect(waits.args).to.deep.equal([await actions.getActionId(client, at), readyAt]);
    await networkHelpers.time.increaseTo(readyAt ?? 0n);
    const execute = {
      write: actions.executeAction,
      simulate: actions.simulateExecuteAction,
      prepare: actions.prepareExecuteAction,
    };
    await perform(governed, deployer, execute, at);
    await refused(actions.executeAction(deployer, at), "ActionTakenAlready");
  });

  it("brakes once a term", async () => {
    const { client, community, networkHelpers, addressOf, voter } = governed;
    expect(await actions.getBrakedUntil(client, { community })).to.equal(0n);
    expect(await actions.isTreasuryExecuting(client, { community })).to.equal(false);
    expect(await actions.getTreasuryKernel(client, { community })).to.equal(community.kernel);
    const brake = () => actions.brakeAction({ community, office: TEAM, period: DAY, deadline: DEADLINE });
    await perform(governed, voter(1), act, { community, action: brake() });
    const { timestamp } = await client.getBlock();
    expect(await actions.getBrakedUntil(client, { community })).to.equal(timestamp + BigInt(DAY));
    const payment = { office: TREASURER, to: addressOf(6), amount: 1n, deadline: DEADLINE };
    const action = actions.paymentAction(payment);
    await refused(actions.act(voter(0), { community, action }), "TreasuryIsBraked");
    await refused(actions.act(voter(1), { community, action: brake() }), "OfficeHasBraked");
    await networkHelpers.time.increase(DAY);
    await actions.act(voter(0), { community, action });
  });

  it("takes the power with the seat", async () => {
    const { client, community, addressOf, skipCycles, voter } = governed;
    const to = addressOf(6);
    const payment = actions.paymentAction({ office: TREASURER, to, amount: 1n, deadline: DEADLINE });
    const nomination = { nominee: addressOf(2) };
    const placements = [{ permanent: 800n }];
    await actions.nominate(voter(2), { community, election: TREASURER, nomination, placements });
    await skipCycles(4);
    expect(await actions.getIncumbents(client, { community, election: TREASURER })).to.deep.equal([addressOf(2)]);
    await refused(actions.act(voter(0), { community, action: payment }), "OfficerUnknown");
    await actions.act(voter(2), { community, action: payment });
  });

  it("has no action that is not tested", async () => {
    expect(await unused("offices")).to.deep.equal([]);
    expect(await unused("treasury")).to.deep.equal([]);
  });
});
