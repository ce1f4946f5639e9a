import type { AbiEvent, Address, Log } from "viem";
import { getBlockNumber, getLogs } from "viem/actions";
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
import { checkChain } from "../core/chain.ts";
import type { ReadClient } from "../core/client.ts";
import { type Community, checkAddress } from "../core/community.ts";
import { InvalidParameterError, UnreachableError } from "../errors/failures.ts";
import { orPerdureError, toPerdureError } from "../errors/toPerdureError.ts";

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

type Events = typeof EVENTS;

/** An event of a community, told apart by its `eventName`. */
export type HistoryEvent = {
  [i in keyof Events]: Events[i] extends AbiEvent ? Log<bigint, number, false, Events[i], true> : never;
}[number];

export interface GetHistoryParameters {
  community: Omit<Community, "registry" | "gate" | "purchaseSource">;
  /** No later than the community's founding, for {@link rebuild} to be right. */
  fromBlock: bigint;
  /** The latest unless said. */
  toBlock?: bigint | undefined;
  /** How many blocks to ask for at a time; 10,000 unless said. Where a node finds that too many, half as many are tried. */
  chunk?: bigint | undefined;
  /** Told after each chunk up to which block the history is known. */
  onProgress?: ((block: bigint) => void) | undefined;
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
  const { community, fromBlock, chunk = 10_000n, onProgress } = parameters;
  if (chunk < 1n) throw new InvalidParameterError("chunk", `cannot be ${chunk}`);
  const { kernel, weights, elections, constitution, offices, forks, treasury, sources, chainId } = community;
  const organs = [weights, elections, constitution, offices, forks, treasury];
  const addresses = [kernel, ...organs, ...sources].map((address) => checkAddress("community", address));
  const toBlock = await orPerdureError(async () => {
    await checkChain(client, chainId);
    return parameters.toBlock ?? (await getBlockNumber(client, { cacheTime: 0 }));
  });
  const history: HistoryEvent[] = [];
  for (let from = fromBlock; from <= toBlock; from += chunk) {
    const end = from + chunk - 1n;
    const to = end < toBlock ? end : toBlock;
    for (const event of await getRange(client, addresses, from, to)) history.push(event);
    onProgress?.(to);
  }
  return history;
}

/** Nodes limit how much they look through at once, each in its own way: what one refuses is asked for in halves. */
async function getRange(
  client: ReadClient,
  address: Address[],
  fromBlock: bigint,
  toBlock: bigint,
): Promise<HistoryEvent[]> {
  try {
    return await getLogs(client, { address, events: EVENTS, fromBlock, toBlock, strict: true });
  } catch (error) {
    const failure = await toPerdureError(error);
    if (failure instanceof UnreachableError || fromBlock === toBlock) throw failure;
    const middle = (fromBlock + toBlock) / 2n;
    const first = await getRange(client, address, fromBlock, middle);
    return [...first, ...(await getRange(client, address, middle + 1n, toBlock))];
  }
}
