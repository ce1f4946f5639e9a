import { type Address, type Hex, hexToString, numberToHex, zeroAddress, zeroHash } from "viem";
import type { Merge, Personhood, Subject } from "../core/identities.ts";
import type { NamedFeed } from "../core/oracle.ts";
import { type Replay, pass, replay } from "../core/replay.ts";
import type { IdentityEvent } from "./history.ts";

/** A subject as its events tell it: not which report brought what is known of it. */
export type SubjectHistory = Omit<Subject, "sequence">;

/** A registry of identities as its events tell it. */
export interface RebuiltIdentities {
  /** By whose subjects people are known. */
  personhood: Personhood;
  /** The community that it serves; `undefined` = none yet. */
  kernel: Address | undefined;
  /** Which attestations it believes; `undefined` = none. */
  feed: NamedFeed | undefined;
  /** By provider, and by whom the provider knows. */
  subjects: ReadonlyMap<Hex, ReadonlyMap<Hex, SubjectHistory>>;
  /** By account, and by provider: whom it says that it is. */
  claims: ReadonlyMap<Address, ReadonlyMap<Hex, Hex>>;
  /** By account that stands behind another one. */
  merges: ReadonlyMap<Address, Omit<Merge, "mergedAt">>;
  /** The account that an account stands behind in the end; itself if it stands behind none. */
  rootOf: (account: Address) => Address;
  /** The person's account that counts; `undefined` if the account is no person's. */
  primaryOf: (account: Address) => Address | undefined;
}

/**
 * Who is who from nothing but events.
 *
 * @param events - All of them, from getIdentityHistory. Addresses are in their checksummed form, as there.
 *
 * @example
 * import { getIdentityHistory, rebuildIdentities } from "@perdure/sdk/identity";
 * import { createPublicClient, http } from "viem";
 *
 * const client = createPublicClient({ transport: http("http://127.0.0.1:8545") });
 * const identities = "0xCafac3dD18aC6c6e92c921884f9E4176737C052c";
 * const { primaryOf } = rebuildIdentities(await getIdentityHistory(client, { identities, fromBlock: 0n }));
 * const person = primaryOf("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
 */
export function rebuildIdentities(events: readonly IdentityEvent[]): RebuiltIdentities {
  const state: State = {
    personhood: { provider: zeroHash, quality: 0 },
    kernel: undefined,
    feed: undefined,
    subjects: new Map(),
    claims: new Map(),
    merges: new Map(),
  };
  replay(events, state, ON);
  return {
    ...state,
    rootOf: (account) => rootOf(state, account),
    primaryOf: (account) => primaryOf(state, account),
  };
}

interface State extends Omit<RebuiltIdentities, "rootOf" | "primaryOf"> {
  subjects: Map<Hex, Map<Hex, SubjectHistory>>;
  claims: Map<Address, Map<Hex, Hex>>;
  merges: Map<Address, Omit<Merge, "mergedAt">>;
}

const ON: Replay<IdentityEvent, State> = {
  KernelServed: (state, { kernel }) => {
    state.kernel = kernel;
  },
  FeedNamed: (state, feed) => {
    state.feed = feed.inbox === zeroAddress ? undefined : feed;
  },
  RegistryParameterSet: ({ personhood }, { name, value }) => {
    const parameter = hexToString(name, { size: 32 });
    if (parameter === "provider") personhood.provider = numberToHex(value, { size: 32 });
    if (parameter === "quality") personhood.quality = Number(value);
  },
  Attested: (state, { account, quality: attestedQuality, observedAt, ...which }) => {
    const attested = account === zeroAddress ? undefined : account;
    Object.assign(subjectOf(state, which), { attested, attestedQuality, observedAt: Number(observedAt) });
  },
  AttestationPassedOver: pass,
  SubjectClaimed: ({ claims }, { account, provider, subject }) => {
    const mine = claims.get(account) ?? new Map<Hex, Hex>();
    if (subject === zeroHash) mine.delete(provider);
    else mine.set(provider, subject);
    claims.set(account, mine);
  },
  AccountLinked: (state, { account: holder, quality, ...which }) => {
    Object.assign(subjectOf(state, which), { holder, quality, linked: true });
  },
  AccountUnlinked: (state, which) => {
    subjectOf(state, which).linked = false;
  },
  IdentitiesMerged: ({ merges }, { primary: into, secondary, byOffice }) => {
    merges.set(secondary, { into, signed: !byOffice, byOffice });
  },
  MergeSigned: ({ merges }, { secondary }) => {
    const merge = merges.get(secondary);
    if (merge !== undefined) merge.signed = true;
  },
  MergeUndone: ({ merges }, { account }) => {
    merges.delete(account);
  },
  PrimaryChanged: raise,
  NonceUsed: pass,
};

/** Turns round all merges between an account and the one that was primary, with all that they are. */
function raise({ merges }: State, { to }: { to: Address }): void {
  let [lower, merge] = [to, merges.get(to)];
  merges.delete(to);
  while (merge !== undefined) {
    const upper: Address = merge.into;
    const next = merges.get(upper);
    merges.set(upper, { ...merge, into: lower });
    [lower, merge] = [upper, next];
  }
}

function rootOf(state: State, account: Address): Address {
  const into = state.merges.get(account)?.into;
  return into === undefined ? account : rootOf(state, into);
}

function primaryOf(state: State, account: Address): Address | undefined {
  const root = rootOf(state, account);
  const { provider, quality } = state.personhood;
  const claimed = state.claims.get(root)?.get(provider);
  const subject = claimed === undefined ? undefined : state.subjects.get(provider)?.get(claimed);
  const verified = subject?.linked === true && subject.holder === root && subject.quality >= quality;
  return verified ? root : undefined;
}

function subjectOf({ subjects }: State, { provider, subject }: { provider: Hex; subject: Hex }): SubjectHistory {
  const known = subjects.get(provider) ?? new Map<Hex, SubjectHistory>();
  const none = { holder: undefined, quality: 0, linked: false, attested: undefined, attestedQuality: 0, observedAt: 0 };
  const found = known.get(subject) ?? none;
  subjects.set(provider, known.set(subject, found));
  return found;
}
