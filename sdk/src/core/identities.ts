import type { Address, Hex } from "viem";
import { type IdentitiesDomain, identitiesDomain } from "../typedData/identities.ts";
import type { Signing } from "../typedData/index.ts";
import type { WriteClient } from "./client.ts";
import { type ModuleAt, type Target, moduleOf } from "./community.ts";
import type { Authorization } from "./elections.ts";
import { type SignedOnce, randomNonce, signFor } from "./sign.ts";

/** What keeps a subject from being linked to the account that it is attested to. */
export const OBSTACLES = ["none", "notAttested", "notSigned", "linkedAlready", "stillPlaced", "otherPerson"] as const;

export type Obstacle = Exclude<(typeof OBSTACLES)[number], "none">;

/** Somebody's account with an outside provider. */
export interface Subject {
  /** The account that it is linked to, or was linked to last; `undefined` = never. */
  holder: Address | undefined;
  /** Of the link: 0 unknown, 1 unconfirmed, 2 weak, 3 strong. */
  quality: number;
  /** Whether the link stands. */
  linked: boolean;
  /** Whom the latest attestation names; `undefined` = nobody. */
  attested: Address | undefined;
  attestedQuality: number;
  /** Seconds, of that attestation. */
  observedAt: number;
  /** Of the report that brought it. */
  sequence: number;
}

/** That one account stands behind another one. */
export interface Merge {
  into: Address;
  /** Seconds. */
  mergedAt: bigint;
  /** Whether both accounts have signed it: no other merge is ever final. */
  signed: boolean;
  /** Whether the treasury has made it, which alone can then undo it. */
  byOffice: boolean;
}

/** By whose subjects people are known. */
export interface Personhood {
  provider: Hex;
  /** The least quality of a link: 1 to 3. */
  quality: number;
}

/** What the constitution can change about a registry: `provider` and `quality` of its personhood. */
export type IdentityParameter = keyof Personhood;

export interface SignOfIdentityOptions extends SignedOnce {
  /** The registry of identities. */
  identities: ModuleAt;
}

export function identitiesOf(identities: ModuleAt): Target {
  return moduleOf(
    "identities",
    identities,
    async () => (await import("../errors/modules/identity.ts")).IDENTITY_ERRORS,
  );
}

/** Has an account sign something about who it is. */
export async function signOfIdentity(
  client: WriteClient,
  { identities, nonce = randomNonce(), deadline, ...by }: SignOfIdentityOptions,
  typedDataOf: (signing: Signing<IdentitiesDomain>) => unknown,
): Promise<Authorization> {
  const target = identitiesOf(identities);
  const { signer, signature } = await signFor(client, target, by, (chainId, signer) =>
    typedDataOf({ domain: identitiesDomain(chainId, target.address), signer, nonce, deadline }),
  );
  return { signer, nonce, deadline, signature };
}
