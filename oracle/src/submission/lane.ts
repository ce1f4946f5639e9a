import {
  type Hex,
  type PublicClient,
  type TransactionSerializableEIP1559,
  keccak256,
  parseSignature,
  serializeTransaction,
} from "viem";
import { readHead } from "../reports/inbox.ts";
import type { Signer } from "../reports/Signer.ts";
import { traced } from "../tracing.ts";
import type { Broadcast, Outbox, Row } from "./outbox.ts";
import { FALSE, ignorable, textOf, underpriced } from "./replies.ts";

export interface LaneDependencies {
  client: PublicClient;
  chainId: number;
  signer: Signer;
  outbox: Outbox;
  /** Blocks under the latest one, besides the node's word, before something is final. */
  depth: bigint;
  /** Wei for a unit of gas, at most. */
  mostFee: bigint;
  /** Milliseconds after which a transaction that is not mined is sent again for more. */
  patience: number;
  /** How many transactions may be under way. */
  window: number;
  clock: () => number;
  checkpoint: (name: string) => Promise<void>;
}

export interface LaneStatus {
  underWay: number;
  /** Nonces between the chain's and ours that no transaction has. */
  gap: number;
  /** Whether the next one would have to pay more than it may. */
  stuck: boolean;
  balance: bigint;
  lastError: string | undefined;
}

/** What replaces a transaction has to pay at least a tenth more, or nodes do not take it. */
const RAISE = 1_125n;
const GAS_MARGIN = 1_300n;
const PER_MILLE = 1_000n;

/**
 * Makes the calls of one key on one chain, one nonce after the other. Every signed transaction is stored before it is sent, so that
 * a crash at any time leaves nothing on the chain that we do not know of; what the chain says about nonces is asked each time.
 */
export class Lane {
  readonly #on: LaneDependencies;
  status: LaneStatus = { underWay: 0, gap: 0, stuck: false, balance: 0n, lastError: undefined };

  constructor(dependencies: LaneDependencies) {
    this.#on = dependencies;
  }

  async tick(): Promise<void> {
    const { client, signer, outbox, depth } = this.#on;
    const head = await readHead(client, depth);
    const latest = BigInt(await client.getTransactionCount({ address: signer.address, blockTag: "latest" }));
    const count = { address: signer.address, blockNumber: head.finalNumber };
    const settled = BigInt(await client.getTransactionCount(count));
    for (const row of await outbox.underWay()) await this.#follow(row, head.finalNumber, settled);
    this.status = { ...this.status, stuck: false, lastError: undefined };
    await this.#push(latest);
    await this.#fill(latest);
    const balance = await client.getBalance({ address: signer.address });
    this.status = { ...this.status, balance, underWay: (await outbox.underWay()).length };
  }

  /** Brings a row up to what the chain says of it, backwards too: a block that is gone takes its transactions with it. */
  async #follow(row: Row, finalNumber: bigint, settled: bigint): Promise<void> {
    const { outbox } = this.#on;
    const receipt = await this.#receipt(row.id);
    if (receipt === undefined) {
      if (row.state === "mined") await outbox.mark(row, "broadcast");
      // Only of what is final is it certain that it was another's: before that we might do ours twice.
      if (row.nonce !== null && row.nonce < settled) await outbox.replan(row);
      return;
    }
    const { blockNumber, status } = receipt;
    await this.#on.checkpoint("mined");
    if (blockNumber > finalNumber) return outbox.mark(row, "mined", blockNumber);
    const state = status === "success" ? "final" : "reverted";
    const of = { transaction: Number(row.id), block: Number(blockNumber), state };
    await traced("confirm", of, () => outbox.mark(row, state, blockNumber));
    await this.#on.checkpoint("final");
  }

  async #receipt(id: bigint): Promise<{ blockNumber: bigint; status: string } | undefined> {
    for (const { hash } of await this.#on.outbox.broadcasts(id)) {
      const receipt = await this.#on.client.getTransactionReceipt({ hash }).catch(missing);
      if (receipt !== undefined) return receipt;
    }
    return undefined;
  }

  /** Sends what was not sent, or was forgotten; the first in line for more, if it takes too long. */
  async #push(latest: bigint): Promise<void> {
    for (const row of await this.#on.outbox.underWay()) {
      if (row.state === "mined" || row.nonce === null || row.nonce < latest) continue;
      const [last] = await this.#on.outbox.broadcasts(row.id);
      if (last === undefined) continue;
      const isFirst = row.nonce === latest;
      const waited = BigInt(this.#on.clock()) - last.signedAt;
      if (isFirst && row.state === "broadcast" && waited >= BigInt(this.#on.patience)) {
        await this.#raise(row, last);
        continue;
      }
      const isThere = row.state === "broadcast" && (await this.#isInPool(last.hash));
      if (!isThere) await this.#send(row, last);
    }
  }

  async #isInPool(hash: Hex): Promise<boolean> {
    return (await this.#on.client.getTransaction({ hash }).catch(missing)) !== undefined;
  }

  async #send(row: Row, { raw, hash, ...fees }: Broadcast): Promise<void> {
    const { outbox, checkpoint } = this.#on;
    try {
      await this.#broadcast(row, { raw, hash });
    } catch (error) {
      if (underpriced(error)) return this.#raise(row, { raw, hash, ...fees });
      if (!ignorable(error)) {
        this.status.lastError = textOf(error);
        await outbox.fail(row.id, textOf(error));
        return;
      }
    }
    await checkpoint("broadcast");
    await outbox.mark(row, "broadcast");
  }

  async #broadcast({ id, nonce }: Row, { raw, hash }: Pick<Broadcast, "raw" | "hash">): Promise<void> {
    const send = () => this.#on.client.sendRawTransaction({ serializedTransaction: raw });
    await traced("submit", { transaction: Number(id), nonce: Number(nonce), hash }, send);
  }

  /** Signs it again for more under the same nonce, unless that would be too much: then somebody has to look. */
  async #raise(row: Row, last: Broadcast): Promise<void> {
    const market = await this.#on.client.estimateFeesPerGas();
    const maxTip = most((last.maxTip * RAISE) / PER_MILLE + 1n, market.maxPriorityFeePerGas);
    const maxFee = most((last.maxFee * RAISE) / PER_MILLE + 1n, market.maxFeePerGas, maxTip);
    if (maxFee > this.#on.mostFee) {
      const error = `${maxFee} wei for a unit of gas are more than the ${this.#on.mostFee} that are allowed`;
      this.status = { ...this.status, stuck: true, lastError: error };
      return this.#on.outbox.fail(row.id, error);
    }
    const gas = await this.#gas(row).catch(() => row.gas);
    const signed = await this.#sign(row, row.nonce ?? 0n, gas, { maxFee, maxTip });
    if (signed === undefined) return;
    const { outbox } = this.#on;
    try {
      await this.#broadcast(row, signed);
    } catch (error) {
      // Whatever is in its place pays more still: the next round raises it further.
      if (!ignorable(error)) this.status.lastError = textOf(error);
      if (!ignorable(error)) return outbox.fail(row.id, textOf(error));
    }
    await this.#on.checkpoint("broadcast");
    await outbox.mark(row, "broadcast");
  }

  /** Gives planned calls the lowest nonces that are free, and closes gaps that nothing else closes. */
  async #fill(latest: bigint): Promise<void> {
    const { client, signer, outbox, window } = this.#on;
    const pending = BigInt(await client.getTransactionCount({ address: signer.address, blockTag: "pending" }));
    this.status.gap = 0;
    for (let room = window - (await outbox.underWay()).length; room > 0; room--) {
      const used = await outbox.used(latest);
      const nonce = free(latest, pending, used);
      const row = await outbox.nextPlanned();
      const isGap = [...used].some((one) => one > nonce);
      if (isGap) this.status.gap++;
      if (row === undefined && !isGap) return;
      if (row === undefined) await outbox.plan(this.#filler(nonce));
      else if (!(await this.#start(row, nonce))) return;
    }
  }

  /** A transaction to ourselves that does nothing. */
  #filler(nonce: bigint) {
    const target = this.#on.signer.address;
    return { key: `fill:${nonce}:${this.#on.clock()}`, target, data: "0x", gas: 21_000n, idleIfFalse: false } as const;
  }

  /** @returns whether a nonce is taken, or the row out of the way */
  async #start(row: Row, nonce: bigint): Promise<boolean> {
    const { client, outbox } = this.#on;
    try {
      const gas = await this.#gas(row);
      if (row.idleIfFalse && (await this.#call(row)) === FALSE) {
        await outbox.withdraw(row.key);
        return true;
      }
      const { maxFeePerGas, maxPriorityFeePerGas } = await client.estimateFeesPerGas();
      const maxFee = maxFeePerGas < this.#on.mostFee ? maxFeePerGas : this.#on.mostFee;
      const maxTip = maxPriorityFeePerGas < maxFee ? maxPriorityFeePerGas : maxFee;
      const signed = await this.#sign(row, nonce, gas, { maxFee, maxTip });
      if (signed === undefined) return true;
      await this.#send({ ...row, nonce, state: "signed" }, { ...signed, signedAt: BigInt(this.#on.clock()) });
      return true;
    } catch (error) {
      this.status.lastError = textOf(error);
      await outbox.postpone(row.id, textOf(error));
      return true;
    }
  }

  async #call({ target, data }: Row): Promise<Hex | undefined> {
    return (await this.#on.client.call({ account: this.#on.signer.address, to: target, data })).data;
  }

  async #gas({ target, data, gas }: Row): Promise<bigint> {
    const estimate = await this.#on.client.estimateGas({ account: this.#on.signer.address, to: target, data });
    return most(gas, (estimate * GAS_MARGIN) / PER_MILLE);
  }

  /** Signs and stores; sending comes after. @returns undefined if it may not be sent any more */
  async #sign(row: Row, nonce: bigint, gas: bigint, fees: { maxFee: bigint; maxTip: bigint }) {
    const { chainId, signer, outbox, checkpoint } = this.#on;
    const transaction: TransactionSerializableEIP1559 = {
      type: "eip1559",
      chainId,
      nonce: Number(nonce),
      to: row.target,
      data: row.data,
      gas,
      maxFeePerGas: fees.maxFee,
      maxPriorityFeePerGas: fees.maxTip,
    };
    const signature = await signer.sign(serializeTransaction(transaction));
    const raw = serializeTransaction(transaction, parseSignature(signature));
    const signed = { hash: keccak256(raw), raw, ...fees };
    await checkpoint("planned");
    const mayBeSent = await outbox.store(row.id, nonce, signed);
    await checkpoint("stored");
    return mayBeSent ? signed : undefined;
  }
}

/** The lowest nonce that neither we nor somebody else with our key has put a transaction under. */
function free(latest: bigint, pending: bigint, used: ReadonlySet<bigint>): bigint {
  let nonce = latest;
  while (used.has(nonce) || nonce < pending) nonce++;
  return nonce;
}

const missing = (error: unknown): undefined => {
  if (error instanceof Error && /NotFound/.test(error.name)) return undefined;
  throw error;
};

const most = (...amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => (a > b ? a : b));
