import { electionsNonceUsedEvent } from "../abi/elections.ts";
import {
  fundingPoolPledgedEvent,
  fundingPoolProjectGuaranteedEvent,
  fundingPoolProjectPaidEvent,
  fundingPoolProjectRegisteredEvent,
  fundingPoolProjectRetiredEvent,
  fundingPoolProjectStruckEvent,
  fundingPoolProjectVotesPlacedEvent,
  fundingPoolProjectsFundedEvent,
  fundingPoolRoundDecidedEvent,
  fundingPoolRoundRankedEvent,
  fundingPoolScheduleSetEvent,
  fundingPoolTeamExtendedEvent,
  fundingPoolToppedUpEvent,
} from "../abi/fundingPool.ts";
import type { ReadClient } from "../core/client.ts";
import type { ModuleAt } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";
import { poolOf } from "../core/pool.ts";

const EVENTS = [
  fundingPoolScheduleSetEvent,
  fundingPoolProjectRegisteredEvent,
  fundingPoolProjectRetiredEvent,
  fundingPoolTeamExtendedEvent,
  fundingPoolPledgedEvent,
  fundingPoolToppedUpEvent,
  fundingPoolProjectVotesPlacedEvent,
  fundingPoolRoundDecidedEvent,
  fundingPoolProjectStruckEvent,
  fundingPoolProjectGuaranteedEvent,
  fundingPoolRoundRankedEvent,
  fundingPoolProjectsFundedEvent,
  fundingPoolProjectPaidEvent,
  electionsNonceUsedEvent,
] as const;

/**
 * What happens in a funding pool, told apart by its `eventName`: projects and their teams, pledges, votes, money and
 * rounds, and nonces that are used up.
 */
export type FundingEvent = EventOf<typeof EVENTS>;

export interface GetFundingHistoryParameters extends HistoryOptions {
  /** The FundingPool. */
  pool: ModuleAt;
}

/**
 * Everything that has happened in a funding pool, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetFundingHistoryParameters}
 * @returns {@link FundingEvent}s
 *
 * @example
 * import { getFundingHistory } from "@perdure/sdk/funding";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const pool = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const events = await getFundingHistory(client, { pool, fromBlock: 0n });
 */
export async function getFundingHistory(
  client: ReadClient,
  { pool, ...options }: GetFundingHistoryParameters,
): Promise<FundingEvent[]> {
  return collect(client, EVENTS, [poolOf(pool)], options);
}
