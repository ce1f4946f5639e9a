import {
  constitutionDocumentEnactedEvent,
  constitutionDocumentLapsedEvent,
  constitutionDocumentPresentedEvent,
} from "../abi/constitution.ts";
import {
  officesActionConfirmedEvent,
  officesActionScheduledEvent,
  officesActionTakenEvent,
  officesBudgetGrantedEvent,
  officesCallDirectedEvent,
  officesDirectionDroppedEvent,
  officesDirectionTakenEvent,
  officesMandateGrantedEvent,
  officesOfficeBrakedEvent,
  officesPowerGrantedEvent,
} from "../abi/offices.ts";
import {
  treasuryTreasuryBrakedEvent,
  treasuryTreasuryCalledEvent,
  treasuryTreasuryPaidEvent,
} from "../abi/treasury.ts";
import type { ReadClient } from "../core/client.ts";
import { type Community, targetOf } from "../core/community.ts";
import { type EventOf, type HistoryOptions, collect } from "../core/events.ts";

const EVENTS = [
  constitutionDocumentPresentedEvent,
  constitutionDocumentEnactedEvent,
  constitutionDocumentLapsedEvent,
  officesPowerGrantedEvent,
  officesBudgetGrantedEvent,
  officesMandateGrantedEvent,
  officesActionConfirmedEvent,
  officesActionScheduledEvent,
  officesActionTakenEvent,
  officesOfficeBrakedEvent,
  officesCallDirectedEvent,
  officesDirectionTakenEvent,
  officesDirectionDroppedEvent,
  treasuryTreasuryCalledEvent,
  treasuryTreasuryPaidEvent,
  treasuryTreasuryBrakedEvent,
] as const;

/**
 * What happens under a constitution, told apart by its `eventName`: documents and what they grant, actions of offices, calls
 * that modules decide, and what the treasury does.
 */
export type ConstitutionEvent = EventOf<typeof EVENTS>;

export interface GetConstitutionHistoryParameters extends HistoryOptions {
  community: Pick<Community, "chainId" | "constitution" | "offices" | "treasury">;
}

/**
 * Everything that has happened under a constitution, in order.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetConstitutionHistoryParameters}
 * @returns {@link ConstitutionEvent}s
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getConstitutionHistory } from "@perdure/sdk/constitution";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const events = await getConstitutionHistory(client, { community, fromBlock: 0n });
 */
export async function getConstitutionHistory(
  client: ReadClient,
  { community, ...options }: GetConstitutionHistoryParameters,
): Promise<ConstitutionEvent[]> {
  const organs = ["constitution", "offices", "treasury"] as const;
  const targets = organs.map((organ) => targetOf(community, organ));
  return collect(client, EVENTS, targets, options);
}
