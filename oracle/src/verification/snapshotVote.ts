import { type Address, type Hex, hashTypedData, isAddressEqual, recoverAddress } from "viem";

/** What a voter of a space signs, as the hub stores it. */
export interface SnapshotVote {
  voter: Address;
  space: string;
  created: number;
  proposal: string;
  choice: unknown;
  reason: string;
  app: string;
  /** JSON. */
  metadata: string;
}

/** Whether a contract says that a signature of a hash is its own (ERC-1271). */
export type ContractVerifier = (account: Address, hash: Hex, signature: Hex) => Promise<boolean>;

const DOMAIN = { name: "snapshot", version: "0.1.4" } as const;
const SAID = ["reason", "app", "metadata"] as const;

/** Clients have signed these in the course of time; each covers voter, space, proposal and choice. The likeliest come first. */
const LAYOUTS = ["string", "address"].flatMap((from) =>
  ["bytes32", "string"].flatMap((proposal) => [3, 2, 0].map((said) => ({ from, proposal, said }))),
);

/** Whether the voter signed this choice; voting power is not part of what is signed. */
export async function isVoteSigned(
  vote: SnapshotVote,
  signature: Hex,
  verifyContract?: ContractVerifier,
): Promise<boolean> {
  const hashes = LAYOUTS.filter(
    ({ proposal }) => proposal === "string" || /^0x[0-9a-fA-F]{64}$/.test(vote.proposal),
  ).map((layout) => hashVote(vote, layout));
  for (const hash of hashes) {
    if (isAddressEqual(await signerOf(hash, signature), vote.voter)) return true;
  }
  for (const hash of verifyContract === undefined ? [] : hashes) {
    if ((await verifyContract?.(vote.voter, hash, signature)) === true) return true;
  }
  return false;
}

function hashVote(vote: SnapshotVote, { from, proposal, said }: (typeof LAYOUTS)[number]): Hex {
  const { choice } = vote;
  const kind = typeof choice === "number" ? "uint32" : Array.isArray(choice) ? "uint32[]" : "string";
  const signed = kind === "string" && typeof choice !== "string" ? JSON.stringify(choice) : choice;
  const message = { ...vote, from: vote.voter, timestamp: BigInt(vote.created), choice: signed };
  const types = {
    Vote: [
      { name: "from", type: from },
      { name: "space", type: "string" },
      { name: "timestamp", type: "uint64" },
      { name: "proposal", type: proposal },
      { name: "choice", type: kind },
      ...SAID.slice(0, said).map((name) => ({ name, type: "string" })),
    ],
  };
  return hashTypedData({ domain: DOMAIN, types, primaryType: "Vote", message });
}

async function signerOf(hash: Hex, signature: Hex): Promise<Address> {
  try {
    return await recoverAddress({ hash, signature });
  } catch {
    // No signature of a key; a contract may know what it is.
    return "0x0000000000000000000000000000000000000000";
  }
}
