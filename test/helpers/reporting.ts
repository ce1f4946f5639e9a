import { type Address, type Hex, keccak256, toHex } from "viem";
import { setInboxFeed, signReport, submitReport, waitForReport } from "../../sdk/src/oracle/index.ts";
import type { World } from "./world.ts";

/** An inbox of a community with one operator, whose feeds its treasury has set; the treasury has to be able to send. */
export async function openInbox(
  { client, deployer, put, voter }: World,
  { kernel, treasury }: { kernel: Address; treasury: Address },
) {
  const operator = voter(15);
  const { address: inbox } = await put("contracts/oracle/ReportInbox.sol", "ReportInbox", [
    kernel,
    [operator.account.address],
    1,
  ]);
  const sequences = new Map<Hex, bigint>();
  const feedOf = async (name: string, consumer: Address): Promise<Hex> => {
    const feed = keccak256(toHex(name));
    await setInboxFeed(deployer, { inbox, feed, consumer, kind: "event", account: treasury });
    return feed;
  };
  const next = async (feed: Hex, payload: Hex) => {
    const { timestamp: observedAt } = await client.getBlock();
    const sequence = (sequences.get(feed) ?? 0n) + 1n;
    sequences.set(feed, sequence);
    return { feed, sequence, observedAt, expiresAt: observedAt + 3600n, payload };
  };
  /** @returns whether the consumer took it */
  const report = async (feed: Hex, payload: Hex): Promise<boolean> => {
    const sent = await next(feed, payload);
    const { signature } = await signReport(operator, { inbox, report: sent });
    const hash = await submitReport(deployer, { inbox, report: sent, signatures: [signature] });
    return (await waitForReport(client, { hash })).delivered;
  };
  return { inbox, operator, feedOf, next, report };
}
