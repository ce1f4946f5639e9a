import type { VectorChain, VectorCommunity } from "./chain.ts";
import { performCommitment } from "./commitments.ts";
import type { VectorFile } from "./format.ts";
import { playFunding } from "./funding.ts";
import { firstLine, perform, plainly, type Verdict } from "./performance.ts";

/** Agreement asked of units: short by a trillionth at the most, and of one for the rounding. */
const DECAY_PARTS = 1_000_000_000_000n;

/** Feeds one file through the contracts. `tick` is called after every case. */
export async function playFile(chain: VectorChain, file: VectorFile, tick: () => void): Promise<Verdict> {
  if (file.kind === "decay") return playDecay(chain, file.cases, tick);
  if (file.kind === "votes") return playVotes(chain, file.cases, tick);
  if (file.kind === "funding") return playFunding(chain, file.rounds, tick);
  const verdict: Verdict = { cases: 0, disagreements: [] };
  const performances =
    file.kind === "commitments"
      ? file.scenarios.map((scenario) => () => performCommitment(chain, scenario))
      : file.scenarios.map((scenario) => () => perform({ chain, scenario, manner: plainly(chain) }));
  for (const [index, play] of performances.entries()) {
    const { cases, disagreements } = await play();
    verdict.cases += cases;
    verdict.disagreements.push(...disagreements.map((text) => `scenario ${index}, ${text}`));
    tick();
  }
  return verdict;
}

type Cases<Kind> = Extract<VectorFile, { kind: Kind }> extends { cases: infer List } ? List : never;

async function playDecay(chain: VectorChain, cases: Cases<"decay">, tick: () => void): Promise<Verdict> {
  await chain.restart();
  const communities = new Map<number, VectorCommunity>();
  const disagreements: string[] = [];
  for (const [index, { halfLife, elapsed, value, units }] of cases.entries()) {
    const exact = BigInt(units);
    const least = exact - exact / DECAY_PARTS - 1n;
    try {
      const community = communities.get(halfLife) ?? (await chain.found({ ...PLAIN, halfLife }));
      communities.set(halfLife, community);
      const got = await community.unitsFor(BigInt(value), elapsed);
      if (got > exact || got < least) disagreements.push(`case ${index}: units ${got}, not ${exact}`);
    } catch (error) {
      disagreements.push(`case ${index}: ${firstLine(error)}`);
    }
    tick();
  }
  return { cases: cases.length, disagreements };
}

async function playVotes(chain: VectorChain, cases: Cases<"votes">, tick: () => void): Promise<Verdict> {
  await chain.restart();
  const community = await chain.found(PLAIN);
  const disagreements: string[] = [];
  for (const [index, { units, votes }] of cases.entries()) {
    const got = await community.votesOf(BigInt(units));
    if (got !== BigInt(votes)) disagreements.push(`case ${index}: votes ${got}, not ${votes}`);
    tick();
  }
  return { cases: cases.length, disagreements };
}

const PLAIN = {
  cycle: 86_400,
  halfLife: 0,
  method: "resource" as const,
  seats: 1,
  nominationFill: 0n,
  stabilizationFill: 10n ** 18n,
  leases: false,
};
