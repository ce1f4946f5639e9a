import { type Address, isAddressEqual } from "viem";
import { votesOf } from "../core/votes.ts";
import type { Scaling } from "../core/words.ts";
import type { HistoryEvent } from "./events.ts";

/** What an account holds, as its events tell. */
export interface AccountHistory {
  /** What it holds for good and may place. */
  units: bigint;
  /** Value that it has paid in, 9 decimals. */
  contributed: bigint;
  leased: bigint;
  /** First cycle in which the lease no longer counts. */
  until: number;
  /** What lies there without counting, because the account is not the primary one of a person. */
  dormant: { units: bigint; leased: bigint; until: number };
}

type WeightsEvent = Extract<
  HistoryEvent,
  { eventName: "Credited" | "Leased" | "Revoked" | "Enrolled" | "Struck" | "Consolidated" | "Departed" | "Arrived" }
>;

/** Follows who holds what. */
export class WeightsHistory {
  readonly accounts = new Map<Address, AccountHistory>();
  /** Enrolling is told of right before what an account is enrolled for, even when it had nothing that could count. */
  #justEnrolled: Address | undefined;

  /** @param gated - Whether the community has a person gate; without one every account counts. */
  constructor(
    private readonly gated: boolean,
    private readonly scaling: Scaling,
  ) {}

  /** What is not about who holds what is passed over. */
  apply(event: HistoryEvent): void {
    switch (event.eventName) {
      case "Credited":
      case "Leased":
      case "Revoked":
      case "Enrolled":
      case "Struck":
      case "Consolidated":
      case "Departed":
      case "Arrived":
        this.#apply(event);
        break;
      default:
    }
  }

  #apply(event: WeightsEvent): void {
    const account = this.#of(event.args.account);
    const enrolled = this.#justEnrolled;
    this.#justEnrolled = undefined;
    switch (event.eventName) {
      case "Credited":
        this.#gain(event.args.account, enrolled, event.args.units, event.args.value);
        break;
      case "Leased":
        this.#lease(event.args.account, enrolled, event.args.units, event.args.until);
        break;
      case "Revoked":
        revoke(account, event.args.units);
        break;
      case "Enrolled":
        this.#enrol(account);
        this.#justEnrolled = event.args.account;
        break;
      case "Struck":
        account.dormant = { units: account.units, leased: account.leased, until: account.until };
        [account.units, account.leased] = [0n, 0n];
        break;
      case "Consolidated":
        [account.dormant.units, account.contributed] = [0n, 0n];
        this.#gain(event.args.primary, enrolled, event.args.units, event.args.contributed);
        break;
      case "Departed":
        account.units -= event.args.units;
        account.contributed -= event.args.contributed;
        // Whoever leaves takes the whole lease along.
        account.leased = 0n;
        break;
      case "Arrived": {
        const { args } = event;
        this.#gain(args.account, enrolled, args.units, args.contributed);
        if (args.leased !== 0n) this.#lease(args.account, enrolled, args.leased, args.until);
        break;
      }
    }
  }

  /** What all who count could muster in a cycle, as long as nothing else happens until then. */
  electorate(cycle: number): bigint {
    return [...this.accounts.values()]
      .map(({ units, leased, until }) => votesOf(units + (until > cycle ? leased : 0n), this.scaling))
      .reduce((sum, votes) => sum + votes, 0n);
  }

  #of(address: Address): AccountHistory {
    const none = { units: 0n, contributed: 0n, leased: 0n, until: 0, dormant: { units: 0n, leased: 0n, until: 0 } };
    const account = this.accounts.get(address) ?? none;
    this.accounts.set(address, account);
    return account;
  }

  #gain(address: Address, enrolled: Address | undefined, units: bigint, value: bigint): void {
    const account = this.#of(address);
    account.contributed += value;
    const holder = this.#counts(address, enrolled) ? account : account.dormant;
    holder.units += units;
  }

  #lease(address: Address, enrolled: Address | undefined, units: bigint, until: number): void {
    const account = this.#of(address);
    const holder = this.#counts(address, enrolled) ? account : account.dormant;
    [holder.leased, holder.until] = [units, until];
  }

  #counts(address: Address, enrolled: Address | undefined): boolean {
    const { units, leased } = this.#of(address);
    const isJustEnrolled = enrolled !== undefined && isAddressEqual(enrolled, address);
    return !this.gated || units !== 0n || leased !== 0n || isJustEnrolled;
  }

  #enrol(account: AccountHistory): void {
    const { units, leased, until } = account.dormant;
    account.dormant = { units: 0n, leased: 0n, until: 0 };
    if (units !== 0n) account.units = units;
    if (leased !== 0n) [account.leased, account.until] = [leased, until];
  }
}

/** An account either counts, with nothing dormant, or holds all its units dormant. */
function revoke(account: AccountHistory, units: bigint): void {
  const { dormant } = account;
  const holder = dormant.units !== 0n && dormant.units >= units ? dormant : account;
  holder.units -= units;
}
