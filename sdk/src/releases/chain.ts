import { type Address, type Hex, parseAbi, zeroAddress } from "viem";
import { readContract } from "viem/actions";
import type { ReadClient } from "../core/client.ts";

const abi = parseAbi([
  "struct Release { bytes32 content; uint64 threshold; uint64 opensAt; uint128 from; bool opened; string version; string uri; }",
  "function releaseOf(uint32 release) view returns (Release)",
  "function findVersion(string version) view returns (uint32)",
  "function newest() view returns (uint32)",
  "function hasAccess(uint32 release, address account) view returns (bool)",
]);

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
    private readonly address: Address,
  ) {}

  async #release(id: number): Promise<Release> {
    const known = this.#releases.get(id);
    if (known !== undefined) return known;
    const { address } = this;
    const { content, version } = await readContract(this.client, {
      address,
      abi,
      functionName: "releaseOf",
      args: [id],
    });
    const release = { id, version, content };
    this.#releases.set(id, release);
    return release;
  }

  /** All releases, the oldest first. */
  async list(): Promise<Release[]> {
    const count = await readContract(this.client, { address: this.address, abi, functionName: "newest" });
    return Promise.all(Array.from({ length: count }, (_, i) => this.#release(i + 1)));
  }

  async find(version: string): Promise<Release | undefined> {
    const { address } = this;
    const id = await readContract(this.client, { address, abi, functionName: "findVersion", args: [version] });
    return id === 0 ? undefined : this.#release(id);
  }

  /** Whether an account may have a release now; nobody in particular may have what everybody may. */
  hasAccess({ id }: Release, account: Address | undefined): Promise<boolean> {
    const args = [id, account ?? zeroAddress] as const;
    return readContract(this.client, { address: this.address, abi, functionName: "hasAccess", args });
  }
}
