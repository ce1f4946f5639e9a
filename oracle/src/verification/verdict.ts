/** Words for yes and no, in lower case: which option means that what was asked shall be done. */
export interface Verdicts {
  approve: readonly string[];
  reject: readonly string[];
}

interface CountedOption {
  id: string;
  label: string;
  count: string;
  weight?: string | undefined;
}

/**
 * What a poll came to. One that asks for approval passes if the option that approves won alone, and fails otherwise, a tie
 * included; any other poll is closed, with a winner where there is exactly one.
 * @param decided the winner by the source's own rules, where most votes do not decide
 */
export function outcomeOf(
  options: readonly CountedOption[],
  verdicts: Verdicts,
  decided?: { winner?: string | undefined },
): { status: "passed" | "failed" | "closed"; winner?: string } {
  const winner = decided === undefined ? mostVoted(options) : decided.winner;
  const means = (words: readonly string[], label: string): boolean => words.includes(label.trim().toLowerCase());
  const asks = options.some(({ label }) => means(verdicts.approve, label));
  const label = options.find(({ id }) => id === winner)?.label ?? "";
  const status = !asks ? "closed" : means(verdicts.approve, label) ? "passed" : "failed";
  return winner === undefined ? { status } : { status, winner };
}

function mostVoted(options: readonly CountedOption[]): string | undefined {
  const sorted = options
    .map(({ id, count, weight }) => ({ id, votes: scaled(weight ?? count) }))
    .sort((a, b) => (a.votes < b.votes ? 1 : a.votes > b.votes ? -1 : 0));
  const [first, second] = sorted;
  return first === undefined || first.votes <= 0n || first.votes === second?.votes ? undefined : first.id;
}

/** With 18 decimals, as a whole number: compared exactly. */
function scaled(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(18, "0"));
}
