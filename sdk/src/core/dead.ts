import type { Address } from "viem";
import { electionsBallotOf, electionsCount, electionsElectionOf, electionsStanding } from "../abi/elections.ts";
import type { ReadClient } from "./client.ts";
import type { Target } from "./community.ts";
import { read } from "./read.ts";

const AT_ONCE = 20;

/** The elections in which a voter has weight that counts for nothing: the election has ended, or the candidacy has. */
export async function findDead(client: ReadClient, elections: Target, voter: Address): Promise<bigint[]> {
  const count = await read(client, elections, electionsCount, [], {});
  const dead: bigint[] = [];
  for (let from = 0n; from < count; from += BigInt(AT_ONCE)) {
    const length = Number(count - from < AT_ONCE ? count - from : AT_ONCE);
    const page = Array.from({ length }, (_, i) => from + BigInt(i));
    const found = await Promise.all(page.map((election) => isDead(client, elections, election, voter)));
    dead.push(...page.filter((_, i) => found[i]));
  }
  return dead;
}

async function isDead(client: ReadClient, elections: Target, election: bigint, voter: Address): Promise<boolean> {
  const [{ placements }] = await read(client, elections, electionsBallotOf, [election, voter], {});
  if (placements.length === 0) return false;
  const [, retired] = await read(client, elections, electionsElectionOf, [election], {});
  if (retired) return true;
  const field = await read(client, elections, electionsStanding, [election], {});
  // A pile of a score ballot is on no candidacy, and counts as long as the election does.
  return placements.some(
    ({ candidacy }) => candidacy !== 0 && !field.some((standing) => standing.candidacy === candidacy),
  );
}
