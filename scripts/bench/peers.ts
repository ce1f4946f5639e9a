/** What people pay for votes today: OpenZeppelin's Governor over a token with votes. */
import { hashTypedData, keccak256, toHex, type Address } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Chain, Contract } from "./chain.ts";
import type { Growth, Row } from "./report.ts";

const PEERS = "scripts/bench/contracts/Peers.sol";
const TOKENS = 10n ** 20n;
const FOR = 1;
const BALLOT = [
  { name: "proposalId", type: "uint256" },
  { name: "support", type: "uint8" },
  { name: "voter", type: "address" },
  { name: "nonce", type: "uint256" },
] as const;

export class Peers {
  #proposals = 0;

  private constructor(
    private readonly chain: Chain,
    private readonly token: Contract,
    private readonly governor: Contract,
    private readonly gasToDeploy: number,
  ) {}

  static async create(chain: Chain): Promise<Peers> {
    const token = await chain.put(PEERS, "PeerToken");
    const governor = await chain.put(PEERS, "PeerGovernor", [token.address]);
    return new Peers(chain, token, governor, token.gas + governor.gas);
  }

  async rows(): Promise<Row[]> {
    const [alice, bob] = [this.chain.voter(1), this.chain.voter(2)];
    await this.#mint([alice]);
    await this.#endow([bob]);
    const delegate = { from: alice, to: this.token, functionName: "delegate", args: [alice] };
    const rows: Row[] = [
      { name: "Governor: deployed with its token", gas: this.gasToDeploy },
      { name: "Governor: delegate", gas: await this.chain.measure(delegate) },
    ];
    for (const turn of ["first", "later"]) {
      const proposal = await this.#propose();
      await this.#vote([bob], proposal);
      rows.push({ name: `Governor: castVote, ${turn}`, gas: await this.#cast(alice, proposal) });
    }
    return [
      ...rows,
      { name: "Governor: castVoteBySig", gas: await this.#castBySig(bob) },
      {
        name: "ERC-20 with votes: transfer to a new account",
        gas: await this.#transfer(this.token, this.chain.voter(9)),
      },
      ...(await this.#plainTransfers()),
    ];
  }

  /** The measure that everybody knows. */
  async #plainTransfers(): Promise<Row[]> {
    const [alice, bob] = [this.chain.voter(1), this.chain.voter(2)];
    const token = await this.chain.put("contracts/test/Tokens.sol", "PlainToken", [18]);
    const mint = { from: alice, to: token, functionName: "mint", args: [alice, TOKENS] };
    await this.chain.measure(mint);
    return [
      { name: "ERC-20: transfer to a new account", gas: await this.#transfer(token, bob) },
      { name: "ERC-20: transfer to a holder", gas: await this.#transfer(token, bob) },
    ];
  }

  #transfer(token: Contract, account: Address): Promise<number> {
    const args = [account, TOKENS / 3n];
    return this.chain.measure({ from: this.chain.voter(1), to: token, functionName: "transfer", args });
  }

  async #castBySig(relayer: Address): Promise<number> {
    const signer = privateKeyToAccount(keccak256(toHex("a voter of the peer")));
    await this.#endow([signer.address]);
    const proposalId = await this.#propose();
    await this.#vote([relayer], proposalId);
    const [chainId, verifyingContract] = [this.chain.chainId, this.governor.address];
    const signature = await signer.sign({
      hash: hashTypedData({
        domain: { name: "PeerGovernor", version: "1", chainId, verifyingContract },
        types: { Ballot: BALLOT },
        primaryType: "Ballot",
        message: { proposalId, support: FOR, voter: signer.address, nonce: 0n },
      }),
    });
    const args = [proposalId, FOR, signer.address, signature];
    return this.chain.measure({ from: relayer, to: this.governor, functionName: "castVoteBySig", args });
  }

  /** What `castVote` costs a newcomer when so many have voted before. */
  async afterVoters(counts: readonly number[]): Promise<Growth> {
    const crowd = Array.from({ length: Math.max(...counts) }, (_, i) => this.chain.voter(1_000 + i));
    const newcomer = this.chain.voter(500_000);
    await this.#endow([newcomer, ...crowd]);
    const proposal = await this.#propose();
    const gas: number[] = [];
    let voters = 0;
    for (const count of counts) {
      await this.#vote(crowd.slice(voters, count), proposal);
      voters = count;
      gas.push(await this.chain.aside(() => this.#cast(newcomer, proposal)));
    }
    return { name: "Governor: castVote, first", counts, gas };
  }

  /** What `castVote` costs who has voted on so many proposals before. */
  async afterElections(counts: readonly number[]): Promise<Growth> {
    const [voter, other] = [this.chain.voter(1), this.chain.voter(2)];
    await this.#endow([voter, other]);
    const gas: number[] = [];
    let past = 0;
    for (const count of counts) {
      for (; past < count; past++) await this.#vote([voter], await this.#propose());
      const open = await this.#propose();
      await this.#vote([other], open);
      gas.push(await this.chain.aside(() => this.#cast(voter, open)));
    }
    return { name: "Governor: castVote, later", counts, gas };
  }

  #cast(from: Address, proposal: bigint): Promise<number> {
    return this.chain.measure({ from, to: this.governor, functionName: "castVote", args: [proposal, FOR] });
  }

  /** Gives tokens and the votes that they count for. */
  async #endow(accounts: readonly Address[]): Promise<void> {
    await this.#mint(accounts);
    await this.#delegate(accounts);
  }

  async #mint(accounts: readonly Address[]): Promise<void> {
    for (let i = 0; i < accounts.length; i += 500) {
      const args = [accounts.slice(i, i + 500), TOKENS];
      await this.chain.measure({ from: this.chain.voter(0), to: this.token, functionName: "mint", args });
    }
  }

  async #delegate(accounts: readonly Address[]): Promise<void> {
    await this.chain.sendAll(
      accounts.map((from) => ({ from, to: this.token, functionName: "delegate", args: [from] })),
    );
  }

  async #vote(accounts: readonly Address[], proposal: bigint): Promise<void> {
    await this.chain.sendAll(
      accounts.map((from) => ({ from, to: this.governor, functionName: "castVote", args: [proposal, FOR] })),
    );
  }

  async #propose(): Promise<bigint> {
    const description = `proposal ${(this.#proposals += 1)}`;
    const content = [[this.governor.address], [0n], ["0x"]];
    await this.chain.measure({
      from: this.chain.voter(0),
      to: this.governor,
      functionName: "propose",
      args: [...content, description],
    });
    // The voting delay of one block, and the first block after it.
    await this.chain.mine();
    await this.chain.mine();
    return this.chain.read<bigint>(this.governor, "hashProposal", [...content, keccak256(toHex(description))]);
  }
}
