import { outcomesMandate } from "../../abi/outcomes.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import type { ModuleAt } from "../../core/community.ts";
import { type OutcomesMandate, outcomesOf } from "../../core/oracle.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetOutcomesMandateParameters extends ReadOptions {
  /** The Outcomes of one policy. */
  outcomes: ModuleAt;
}

export type GetOutcomesMandateReturnType = OutcomesMandate;

export type GetOutcomesMandateErrorType = ReadErrorType;

/**
 * What polls and policies can decide by this contract, for ever.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetOutcomesMandateParameters}
 * @returns {@link OutcomesMandate}
 *
 * @example
 * import { getOutcomesMandate } from "@perdure/sdk/oracle";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const result = await getOutcomesMandate(client, { outcomes: "0xCafac3dD18aC6c6e92c921884f9E4176737C052c" });
 */
export async function getOutcomesMandate(
  client: ReadClient,
  { outcomes, ...options }: GetOutcomesMandateParameters,
): Promise<GetOutcomesMandateReturnType> {
  return read(client, outcomesOf(outcomes), outcomesMandate, [], options);
}
