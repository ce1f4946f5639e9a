import { type Address, type Hex, zeroAddress } from "viem";
import { findRelease } from "../actions/releases/findRelease.ts";
import { getNewestRelease } from "../actions/releases/getNewestRelease.ts";
import { getRelease } from "../actions/releases/getRelease.ts";
import { hasReleaseAccess } from "../actions/releases/hasReleaseAccess.ts";
import type { ReadClient } from "../core/client.ts";

/** A release as the chain has it. */
export interface Release {
  id: number;
  version: string;
  /** keccak256 of the package. */
  content: Hex;
}

/** What one Releases contract says. What a release is never changes, so it is asked for once. */
export class ReleaseReader {
  readonly #releases = new Map<number, Release>();

  constructor(
    private readonly client: ReadClient,
    private readonly releases: Address,
  ) {}

  async #release(id: number): Promise<Release> {
    const known = this.#releases.get(id);
    if (known !== undefined) return known;
    const { content, version } = await getRelease(this.client, { releases: this.releases, release: id });
    const release = { id, version, content };
    this.#releases.set(id, release);
    return release;
  }

  /** All releases, the oldest first. */
  async list(): Promise<Release[]> {
    const count = (await getNewestRelease(this.client, { releases: this.releases })) ?? 0;
    return Promise.all(Array.from({ length: count }, (_, i) => this.#release(i + 1)));
  }

  async find(version: string): Promise<Release | undefined> {
    const id = await findRelease(this.client, { releases: this.releases, version });
    return id === undefined ? undefined : this.#release(id);
  }

  /** Whether an account may have a release now; nobody in particular may have what everybody may. */
  hasAccess({ id: release }: Release, account: Address = zeroAddress): Promise<boolean> {
    return hasReleaseAccess(this.client, { releases: this.releases, release, account });
  }
}
