/** The contracts' enumerations in words, in their order. */
export const KINDS = ["document", "office"] as const;
export const METHODS = ["resource", "score"] as const;
export const STAGES = ["none", "nominee", "candidate", "incumbent", "ended"] as const;
export const SCALINGS = ["linear", "quadratic"] as const;
/** What a document can hold. */
export const CLAUSE_KINDS = ["election", "power", "budget", "parameter", "module", "call"] as const;
/** What an office can do. */
export const ACTION_KINDS = ["call", "payment"] as const;
export const FORK_STAGES = ["none", "proposed", "executed"] as const;
export const PRESETS = ["blockchainProject", "openSourceCooperative", "onlineCommunity"] as const;

export type Kind = (typeof KINDS)[number];
export type Method = (typeof METHODS)[number];
export type Stage = (typeof STAGES)[number];
export type Scaling = (typeof SCALINGS)[number];
export type ClauseKind = (typeof CLAUSE_KINDS)[number];
export type ActionKind = (typeof ACTION_KINDS)[number];
export type ForkStage = (typeof FORK_STAGES)[number];
export type Preset = (typeof PRESETS)[number];

/** The word for a number that a contract answered with. */
export function wordOf<const words extends readonly string[]>(words: words, index: number): words[number] {
  const word = words[index];
  if (word === undefined) throw new RangeError(`${index} is none of ${words.join(", ")}`);
  return word;
}
