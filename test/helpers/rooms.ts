import type { Address } from "viem";
import { readArtifact } from "../../scripts/lib/artifacts.ts";
import { deployArtifact } from "../../scripts/lib/deploy.ts";
import * as actions from "../../sdk/src/actions/index.ts";
import { GWEI, createWorld } from "./world.ts";

export type Rooms = Awaited<ReturnType<typeof createRooms>>;

/** A community whose first voters hold weight, for modules that they place it in. */
export async function createRooms(parameters: Partial<actions.KernelParametersInput> = {}) {
  const world = await createWorld();
  const { client, deployer, treasury, networkHelpers, put, become, voter } = world;
  const gate = await put("contracts/test/ListGate.sol", "ListGate");
  const grants = await put("contracts/test/GrantSource.sol", "GrantSource");
  const leases = await put("contracts/test/LeaseSource.sol", "LeaseSource");
  const sources = [grants, leases].map(({ address }) => ({ implementation: address, configuration: "0x" }) as const);
  const community = await world.found({ sources, gate: gate.address, ...parameters });
  const [grantSource, leaseSource] = community.sources;
  if (grantSource === undefined || leaseSource === undefined) throw new Error("there are two sources");
  await become(grantSource);
  await become(leaseSource);
  const { address: typedDataLib } = await put("contracts/elections/TypedDataLib.sol", "TypedDataLib");

  const addressOf = (i: number): Address => voter(i).account.address;
  /** Makes an account known as a person, or as another one's. */
  const meet = (i: number, as = i) => world.send(gate, "set", [addressOf(i), addressOf(as), true]);
  const grant = async (i: number): Promise<void> => {
    await actions.credit(deployer, { community, holder: addressOf(i), value: GWEI, account: grantSource });
  };
  const revoke = async (i: number): Promise<void> => {
    const { units } = await actions.getAccount(client, { community, account: addressOf(i) });
    await actions.revoke(deployer, { community, holder: addressOf(i), units, account: grantSource });
  };
  const lease = async (i: number, units: bigint, until: number): Promise<void> => {
    await actions.lease(deployer, { community, holder: addressOf(i), units, until, account: leaseSource });
  };
  const cycle = () => actions.getCycle(client, { community });
  const skipCycles = async (cycles: number): Promise<void> => {
    const start = await actions.getCycleStart(client, { community, cycle: (await cycle()) + cycles });
    await networkHelpers.time.increaseTo(start);
  };
  /** Deploys a module with the libraries that it is linked with, and lets it place weight. */
  const open = async (
    source: string,
    args: readonly unknown[],
    libraries: Readonly<Record<string, Address>> = {},
  ): Promise<Address> => {
    const artifact = await readArtifact(source);
    const linked = { TypedDataLib: typedDataLib, ...libraries };
    const { address } = await deployArtifact(deployer, artifact, { args, libraries: linked });
    await actions.installModule(treasury, { community, module: address });
    return address;
  };
  const openCommitments = async (): Promise<Address> => {
    const { address: DeadlineLib } = await put("contracts/commitments/DeadlineLib.sol", "DeadlineLib");
    return open("contracts/commitments/Commitments.sol", [community.kernel], { DeadlineLib });
  };
  for (const i of [0, 1, 2, 3]) {
    await meet(i);
    await grant(i);
  }
  return { ...world, community, addressOf, meet, grant, revoke, lease, cycle, skipCycles, open, openCommitments };
}
