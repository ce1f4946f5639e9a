import type { Address } from "viem";
import { forksMemberOf } from "../../abi/forks.ts";
import type { ReadClient, ReadOptions } from "../../core/client.ts";
import { type ContractAt, checkAddress, targetOf } from "../../core/community.ts";
import type { ForkMember } from "../../core/forks.ts";
import { read } from "../../core/read.ts";
import type { ReadErrorType } from "../../errors/toPerdureError.ts";

export interface GetForkMemberParameters extends ReadOptions {
  /** A community, or its Forks. */
  community: ContractAt<"forks">;
  /** Which fork, from 0 in order of proposal. */
  fork: bigint;
  /** Whose weight it is. */
  member: Address;
}

export type GetForkMemberReturnType = ForkMember;

export type GetForkMemberErrorType = ReadErrorType;

/**
 * What an account has joined a fork with.
 *
 * @param client - {@link ReadClient}
 * @param parameters - {@link GetForkMemberParameters}
 * @returns {@link ForkMember}; zeros if it has not joined, or has arrived.
 *
 * @example
 * import { getCommunity } from "@perdure/sdk/actions";
 * import { getForkMember } from "@perdure/sdk/forks";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const community = await getCommunity(client, { kernel: "0x75537828f2ce51be7289709686A69CbFDbB714F1" });
 * const result = await getForkMember(client, { community, fork: 0n, member: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
 */
export async function getForkMember(
  client: ReadClient,
  { community, fork, member, ...options }: GetForkMemberParameters,
): Promise<GetForkMemberReturnType> {
  const answer = await read(
    client,
    targetOf(community, "forks"),
    forksMemberOf,
    [fork, checkAddress("member", member)],
    options,
  );
  return { units: answer[0], leased: answer[1], contributed: answer[2] };
}
