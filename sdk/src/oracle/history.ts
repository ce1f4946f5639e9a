import {
  electionsBallotRelayedEvent,
  electionsNonceUsedEvent,
  electionsRelayAppointedEvent,
} from "../abi/elections.ts";
import { outcomesOutcomeReportedEvent, outcomesOutcomeWithoutEffectEvent } from "../abi/outcomes.ts";
import {
  relayedBallotsBatchRelayedEvent,
  relayedBallotsFeedNamedEvent,
  relayedBallotsVoiceRelayedEvent,
  relayedBallotsVoiceSkippedEvent,
} from "../abi/relayedBallots.ts";
import {
  reportInboxFeedSetEvent,
  reportInboxForwarderSetEvent,
  reportInboxReportAcceptedEvent,
  reportInboxReportRedeliveredEvent,
  reportInboxSignersRotatedEvent,
} from "../abi/reportInbox.ts";
import type { ReadClient } from "../core/client.ts";
import type { ContractAt, ModuleAt } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";
import { inboxOf, outcomesOf, relaysOf, voicesOf } from "../core/oracle.ts";
import { InvalidParameterError } from "../errors/failures.ts";

const EVENTS = [
  reportInboxFeedSetEvent,
  reportInboxSignersRotatedEvent,
  reportInboxForwarderSetEvent,
  reportInboxReportAcceptedEvent,
  reportInboxReportRedeliveredEvent,
  outcomesOutcomeReportedEvent,
  outcomesOutcomeWithoutEffectEvent,
  relayedBallotsFeedNamedEvent,
  relayedBallotsBatchRelayedEvent,
  relayedBallotsVoiceRelayedEvent,
  relayedBallotsVoiceSkippedEvent,
  electionsRelayAppointedEvent,
  electionsBallotRelayedEvent,
  electionsNonceUsedEvent,
] as const;

/**
 * What comes in from outside, told apart by its `eventName`, and by its `address` where several contracts were asked: feeds,
 * signers and reports of an inbox; what polls decided; voices that were cast or skipped; relays, what they cast, and nonces.
 */
export type OracleEvent = EventOf<typeof EVENTS>;

export interface GetOracleHistoryParameters extends HistoryOptions {
  /** A ReportInbox. */
  inbox?: ModuleAt | undefined;
  /** An Outcomes. */
  outcomes?: ModuleAt | undefined;
  /** A RelayedBallots. */
  relay?: ModuleAt | undefined;
  /** A community, or its Elections, for the relays that its voters have appointed. */
  community?: ContractAt<"elections"> | undefined;
}

/**
 * Everything that has come in from outside, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetOracleHistoryParameters}; of the contracts at least one
 * @returns {@link OracleEvent}s
 *
 * @example
 * import { getOracleHistory } from "@perdure/sdk/oracle";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const inbox = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const events = await getOracleHistory(client, { inbox, fromBlock: 0n });
 */
export async function getOracleHistory(
  client: ReadClient,
  { inbox, outcomes, relay, community, ...options }: GetOracleHistoryParameters,
): Promise<OracleEvent[]> {
  const targets = [
    ...(inbox === undefined ? [] : [inboxOf(inbox)]),
    ...(outcomes === undefined ? [] : [outcomesOf(outcomes)]),
    ...(relay === undefined ? [] : [voicesOf(relay)]),
    ...(community === undefined ? [] : [relaysOf(community)]),
  ];
  // A node that is asked for no address in particular answers for all there are.
  if (targets.length === 0) throw new InvalidParameterError("inbox", "is missing, and so are all other contracts");
  return collect(client, EVENTS, targets, options);
}
