import {
  commitmentsCommitmentBallotCastEvent,
  commitmentsCommitmentBallotRecalledEvent,
  commitmentsCommitmentBallotWithdrawnEvent,
  commitmentsCommitmentDecidedEvent,
  commitmentsCommitmentOpenedEvent,
  commitmentsCommitmentStoppedEvent,
  commitmentsOptionAddedEvent,
  commitmentsOptionStruckEvent,
} from "../abi/commitments.ts";
import { electionsNonceUsedEvent } from "../abi/elections.ts";
import type { ReadClient } from "../core/client.ts";
import { commitmentsOf } from "../core/commitments.ts";
import type { ModuleAt } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";

const EVENTS = [
  commitmentsCommitmentOpenedEvent,
  commitmentsOptionAddedEvent,
  commitmentsOptionStruckEvent,
  commitmentsCommitmentBallotCastEvent,
  commitmentsCommitmentBallotWithdrawnEvent,
  commitmentsCommitmentBallotRecalledEvent,
  commitmentsCommitmentDecidedEvent,
  commitmentsCommitmentStoppedEvent,
  electionsNonceUsedEvent,
] as const;

/**
 * What happens in commitments, told apart by its `eventName`: commitments and options that come and go, ballots, what
 * rounds came to, and nonces that are used up.
 */
export type CommitmentsEvent = EventOf<typeof EVENTS>;

export interface GetCommitmentsHistoryParameters extends HistoryOptions {
  /** The Commitments of a community. */
  commitments: ModuleAt;
}

/**
 * Everything that has happened in commitments, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetCommitmentsHistoryParameters}
 * @returns {@link CommitmentsEvent}s
 *
 * @example
 * import { getCommitmentsHistory } from "@perdure/sdk/commitments";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const commitments = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const events = await getCommitmentsHistory(client, { commitments, fromBlock: 0n });
 */
export async function getCommitmentsHistory(
  client: ReadClient,
  { commitments, ...options }: GetCommitmentsHistoryParameters,
): Promise<CommitmentsEvent[]> {
  return collect(client, EVENTS, [commitmentsOf(commitments)], options);
}
