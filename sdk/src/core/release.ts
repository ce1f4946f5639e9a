import { isAddress } from "viem";
import { ContractRevertError } from "../errors/ContractRevertError.ts";
import type { ReadClient } from "./client.ts";
import { type ContractAt, targetOf } from "./community.ts";

const SHORT_OF_WEIGHT = ["WeightsInsufficient", "WeightsLeaseInsufficient"];

/**
 * Tries a ballot; where weight is lacking, once more with all the dead elections in which the voter still has some, unless the
 * caller has named them.
 */
export async function releasing<
  parameters extends { community: ContractAt<"elections">; dead?: readonly bigint[] | undefined },
  result,
>(client: ReadClient, parameters: parameters, attempt: (parameters: parameters) => Promise<result>): Promise<result> {
  try {
    return await attempt(parameters);
  } catch (error) {
    if (parameters.dead !== undefined || !(error instanceof ContractRevertError)) throw error;
    const voter = error.args[0];
    const isShort = SHORT_OF_WEIGHT.includes(error.errorName) && typeof voter === "string" && isAddress(voter);
    if (!isShort) throw error;
    // Seldom needed, so seldom fetched.
    const { findDead } = await import("./dead.ts");
    const dead = await findDead(client, targetOf(parameters.community, "elections"), voter);
    if (dead.length === 0) throw error;
    return attempt({ ...parameters, dead });
  }
}
