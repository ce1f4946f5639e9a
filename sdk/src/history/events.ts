import {
  constitutionDocumentEnactedEvent,
  constitutionDocumentLapsedEvent,
  constitutionDocumentPresentedEvent,
} from "../abi/constitution.ts";
import {
  electionsBallotCastEvent,
  electionsBallotRecalledEvent,
  electionsBallotRefreshedEvent,
  electionsBallotWithdrawnEvent,
  electionsCandidacyCrowdedOutEvent,
  electionsCandidacyWithdrawnEvent,
  electionsCyclesClosedEvent,
  electionsElectionAmendedEvent,
  electionsElectionCreatedEvent,
  electionsElectionRetiredEvent,
  electionsLongBallotCastEvent,
  electionsNominatedEvent,
  electionsNomineeAdmittedEvent,
  electionsNonceUsedEvent,
  electionsScoresCastEvent,
  electionsSeatLostEvent,
  electionsSeatResignedEvent,
  electionsSeatTakenEvent,
} from "../abi/elections.ts";
import {
  forksForkAdvancedEvent,
  forksForkArrivedEvent,
  forksForkAssetSkippedEvent,
  forksForkAssetTakenEvent,
  forksForkExecutedEvent,
  forksForkJoinedEvent,
  forksForkLeftEvent,
  forksForkProposedEvent,
} from "../abi/forks.ts";
import { kernelKernelFoundedEvent } from "../abi/kernel.ts";
import {
  officesActionConfirmedEvent,
  officesActionScheduledEvent,
  officesActionTakenEvent,
  officesBudgetGrantedEvent,
  officesOfficeBrakedEvent,
  officesPowerGrantedEvent,
} from "../abi/offices.ts";
import { purchaseSourceMerchantSetEvent, purchaseSourcePurchasedEvent } from "../abi/purchaseSource.ts";
import {
  treasuryTreasuryBrakedEvent,
  treasuryTreasuryCalledEvent,
  treasuryTreasuryPaidEvent,
} from "../abi/treasury.ts";
import {
  weightsArrivedEvent,
  weightsConsolidatedEvent,
  weightsCreditedEvent,
  weightsDepartedEvent,
  weightsEnrolledEvent,
  weightsLeasedEvent,
  weightsModuleInstalledEvent,
  weightsModuleRetiredEvent,
  weightsOverdrawnEvent,
  weightsRevokedEvent,
  weightsStruckEvent,
} from "../abi/weights.ts";
import type { ReadClient } from "../core/client.ts";
import { type Community, checkAddress } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";

const EVENTS = [
  kernelKernelFoundedEvent,
  weightsCreditedEvent,
  weightsLeasedEvent,
  weightsRevokedEvent,
  weightsEnrolledEvent,
  weightsStruckEvent,
  weightsOverdrawnEvent,
  weightsConsolidatedEvent,
  weightsDepartedEvent,
  weightsArrivedEvent,
  weightsModuleInstalledEvent,
  weightsModuleRetiredEvent,
  electionsElectionCreatedEvent,
  electionsElectionAmendedEvent,
  electionsElectionRetiredEvent,
  electionsNominatedEvent,
  electionsBallotCastEvent,
  electionsLongBallotCastEvent,
  electionsScoresCastEvent,
  electionsBallotWithdrawnEvent,
  electionsBallotRefreshedEvent,
  electionsBallotRecalledEvent,
  electionsCyclesClosedEvent,
  electionsNomineeAdmittedEvent,
  electionsSeatTakenEvent,
  electionsSeatResignedEvent,
  electionsSeatLostEvent,
  electionsCandidacyWithdrawnEvent,
  electionsCandidacyCrowdedOutEvent,
  electionsNonceUsedEvent,
  constitutionDocumentPresentedEvent,
  constitutionDocumentEnactedEvent,
  constitutionDocumentLapsedEvent,
  officesPowerGrantedEvent,
  officesBudgetGrantedEvent,
  officesActionConfirmedEvent,
  officesActionScheduledEvent,
  officesActionTakenEvent,
  officesOfficeBrakedEvent,
  treasuryTreasuryCalledEvent,
  treasuryTreasuryPaidEvent,
  treasuryTreasuryBrakedEvent,
  forksForkProposedEvent,
  forksForkJoinedEvent,
  forksForkLeftEvent,
  forksForkAdvancedEvent,
  forksForkExecutedEvent,
  forksForkAssetTakenEvent,
  forksForkAssetSkippedEvent,
  forksForkArrivedEvent,
  purchaseSourcePurchasedEvent,
  purchaseSourceMerchantSetEvent,
] as const;

/** An event of a community, told apart by its `eventName`. */
export type HistoryEvent = EventOf<typeof EVENTS>;

export interface GetHistoryParameters extends HistoryOptions {
  community: Omit<Community, "registry" | "gate" | "purchaseSource">;
}

/**
 * Everything that has happened in a community, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetHistoryParameters}
 * @returns {@link HistoryEvent}s
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getHistory } from "@perdure/sdk/history";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const events = await getHistory(client, { community, fromBlock: 0n });
 */
export async function getHistory(client: ReadClient, parameters: GetHistoryParameters): Promise<HistoryEvent[]> {
  const { kernel, weights, elections, constitution, offices, forks, treasury, sources, chainId } = parameters.community;
  const organs = [kernel, weights, elections, constitution, offices, forks, treasury, ...sources];
  const targets = organs.map((address) => ({ address: checkAddress("community", address), chainId }));
  return collect(client, EVENTS, targets, parameters);
}
