import { expect } from "chai";
import { type Abi, createPublicClient, createWalletClient, custom, encodeErrorResult, http, zeroAddress } from "viem";
import { mainnet } from "viem/chains";
import { OFFICE, type World, createWorld, failure } from "../../../test/helpers/world.ts";
import { errorsAbi } from "../abi/index.ts";
import * as actions from "../actions/index.ts";
import type { Community } from "../actions/index.ts";
import {
  ContractRevertError,
  type ErrorTable,
  InvalidAddressError,
  PerdureError,
  RejectedError,
  TransactionFailedError,
  UnreachableError,
  WrongChainError,
  decodeRevert,
} from "./index.ts";
import { REVENUE_ERRORS } from "./modules/revenue.ts";

describe("sdk errors", () => {
  let world: World;
  let community: Community;

  before(async () => {
    world = await createWorld();
    const { deployment, found } = world;
    const configuration = actions.encodePurchaseConfiguration({ assets: [{}] });
    const implementation = deployment.contracts.PurchaseSource.address;
    community = await found({ sources: [{ implementation, configuration }], offices: [OFFICE] });
  });

  it("explain every error of the contracts, with its values", () => {
    const tables: readonly ErrorTable[] = [{ abi: errorsAbi, explanations: {} }, REVENUE_ERRORS];
    for (const error of tables.flatMap(({ abi }) => abi)) {
      if (error.type !== "error") throw new Error("a table of errors holds something else");
      const args = error.inputs.map(({ type }) => {
        if (type === "address") return zeroAddress;
        if (type.endsWith("[]")) return [7n, 8n];
        if (type.startsWith("bytes")) return `0x${"07".repeat(Number(type.slice(5)))}`;
        return type === "string" ? "something" : 7n;
      });
      const data = encodeErrorResult({ abi: [error as Abi[number]], errorName: error.name, args });
      const { errorName, sentence } = decodeRevert(data, ...tables.slice(1));
      expect(errorName).to.equal(error.name);
      expect(sentence).to.match(/^[^{}]{10,}\.$/);
      expect(sentence).not.to.contain("undefined");
    }
  });

  it("say what other contracts revert with as well as can be", () => {
    const known = [{ type: "error", name: "Error", inputs: [{ type: "string", name: "message" }] }] as const;
    const data = encodeErrorResult({ abi: known, errorName: "Error", args: ["not today"] });
    expect(decodeRevert(data)).to.deep.include({ errorName: "Error", args: ["not today"] });
    expect(decodeRevert("0x12345678").errorName).to.equal("Unknown");
  });

  it("keep what caused them, down to the node's own words", async () => {
    const { client } = world;
    const error = await failure(actions.getStanding(client, { community, election: 9n }));
    if (!(error instanceof ContractRevertError)) throw error;
    expect(error).to.include({ errorName: "ElectionUnknown", functionName: "standing", address: community.elections });
    expect(error.args).to.deep.equal([9n]);
    expect(error.details).to.contain("ElectionUnknown(9)");
    expect(error.message).to.contain(error.shortMessage);
    expect(error.walk((one) => one instanceof PerdureError)).to.equal(error);
    expect(error.walk()).to.be.instanceOf(Error).and.not.to.equal(error);
    expect(error.walk((one) => one instanceof RejectedError)).to.equal(undefined);
  });

  it("name the node that does not answer", async () => {
    const url = "http://127.0.0.1:1/";
    const client = createPublicClient({ transport: http(url, { retryCount: 0 }) });
    const error = await failure(actions.getCommunity(client, { kernel: community.kernel }));
    expect(error).to.be.instanceOf(UnreachableError).and.to.have.property("url", url);
    expect(await failure(actions.getStanding(client, { community, election: 1n }))).to.be.instanceOf(UnreachableError);
  });

  it("name the chain that is meant, and the one that it is", async () => {
    const { client, voter } = world;
    const elsewhere = createPublicClient({ chain: mainnet, transport: custom(client) });
    const found = await failure(actions.getCommunity(elsewhere, { kernel: community.kernel }));
    expect(found).to.be.instanceOf(WrongChainError).and.to.include({ expected: 1, actual: 31337 });
    const read = await failure(actions.getStanding(elsewhere, { community, election: 1n }));
    expect(read).to.be.instanceOf(WrongChainError).and.to.include({ expected: 31337, actual: 1 });

    const { account } = voter(0);
    const wallet = createWalletClient({ account, chain: mainnet, transport: custom(client) });
    const write = await failure(actions.advance(wallet, { community: community.elections, election: 1n }));
    expect(write).to.be.instanceOf(WrongChainError).and.to.include({ expected: 1, actual: 31337 });
    const unsure = createPublicClient({ transport: custom(client) });
    const asked = await failure(actions.getStanding(unsure, { community: { ...community, chainId: 5 }, election: 1n }));
    expect(asked).to.be.instanceOf(WrongChainError).and.to.include({ expected: 5, actual: 31337 });
  });

  it("name the address that is none", async () => {
    const { client, voter } = world;
    const organ = await failure(actions.getCycle(client, { community: "0x1" }));
    expect(organ).to.be.instanceOf(InvalidAddressError).and.to.include({ parameter: "community", value: "0x1" });
    const account = await failure(actions.getAccount(client, { community, account: "0x2" }));
    expect(account).to.be.instanceOf(InvalidAddressError).and.to.include({ parameter: "account", value: "0x2" });
    const factory = await failure(actions.getFactoryRegistry(client, { factory: "0x3" }));
    expect(factory).to.be.instanceOf(InvalidAddressError).and.to.have.property("parameter", "factory");
    const holder = await failure(actions.sync(voter(0), { community, holder: "0x4" }));
    expect(holder).to.be.instanceOf(InvalidAddressError).and.to.have.property("value", "0x4");
  });

  it("tell a wallet's no from a fault", async () => {
    const { client, voter } = world;
    const request = async (args: { method: string; params?: unknown }): Promise<unknown> => {
      if (args.method === "eth_sendTransaction") throw Object.assign(new Error("User rejected"), { code: 4001 });
      return client.request(args as Parameters<typeof client.request>[0]);
    };
    const wallet = createWalletClient({ account: voter(0).account.address, transport: custom({ request }) });
    const error = await failure(actions.advance(wallet, { community, election: 1n }));
    expect(error).to.be.instanceOf(RejectedError);
  });

  it("tell of a transaction that did something else", async () => {
    const { client, voter } = world;
    const hash = await actions.advance(voter(0), { community, election: 1n });
    const error = await failure(actions.waitForNomination(client, { hash }));
    expect(error).to.be.instanceOf(TransactionFailedError).and.to.have.property("hash", hash);
  });
});
