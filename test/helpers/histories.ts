import { expect } from "chai";
import type { Abi, Address, Log } from "viem";
import type { World } from "./world.ts";

/** Declared by standards, and never emitted here: domains do not change, and weight cannot be transferred. */
const NEVER = new Set(["EIP712DomainChanged", "Transfer", "Approval"]);

type Event = Log<bigint, number, false> & { eventName: string };

/**
 * Checks that a history holds every log that some contracts have left, decoded, and that every event of theirs has been among
 * them.
 * @param beside - Events that the ABIs lack, because libraries of the contracts emit them.
 */
export async function expectWhole(
  { client }: Pick<World, "client">,
  addresses: readonly Address[],
  abis: readonly Abi[],
  history: readonly object[],
  beside: readonly string[] = [],
): Promise<void> {
  const events = history as readonly Event[];
  const logs = await client.getLogs({ address: [...addresses], fromBlock: 0n });
  const places = (list: readonly Pick<Event, "blockNumber" | "logIndex">[]) =>
    list.map(({ blockNumber, logIndex }) => `${blockNumber}/${logIndex}`);
  expect(places(events)).to.deep.equal(places(logs));
  const declared = abis.flatMap((abi) => abi.flatMap((one) => (one.type === "event" ? [one.name] : [])));
  const seen = new Set(events.map(({ eventName }) => eventName));
  const expected = new Set([...declared, ...beside].filter((name) => !NEVER.has(name)));
  expect([...seen].toSorted()).to.deep.equal([...expected].toSorted());
}
