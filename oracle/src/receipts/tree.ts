import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { encodeAbiParameters, hexToBytes, keccak256 } from "viem";
import type { Queryable } from "../storage/Database.ts";

export interface Leaf {
  /** Lower case. */
  account: string;
  /** Cumulative. */
  units: bigint;
  /** Cumulative, 9 decimals of the reference currency. */
  value: bigint;
}

const PIECE = 1_024;
const NODE = 32;
const LEAF = [{ type: "address" }, { type: "uint96" }, { type: "uint64" }] as const;

function leafHash({ account, units, value }: Leaf): `0x${string}` {
  return keccak256(keccak256(encodeAbiParameters(LEAF, [account as `0x${string}`, units, value])));
}

/** Makes the tree that OpenZeppelin's StandardMerkleTree makes of the same leaves, and stores it so that proofs can be read. */
export async function storeTree(database: Queryable, epoch: number, leaves: readonly Leaf[]): Promise<`0x${string}`> {
  const tree = SimpleMerkleTree.of(leaves.map(leafHash));
  const { values, tree: nodes } = tree.dump();
  for (let from = 0; from < leaves.length; from += PIECE) {
    const piece = leaves.slice(from, from + PIECE);
    await database.query(
      `INSERT INTO receipt_leaves (epoch, account, node, units, value)
       SELECT $1, * FROM unnest($2::text[], $3::int4[], $4::numeric[], $5::numeric[])`,
      [
        epoch,
        piece.map(({ account }) => account),
        piece.map((_, i) => values[from + i]?.treeIndex),
        piece.map(({ units }) => String(units)),
        piece.map(({ value }) => String(value)),
      ],
    );
  }
  for (let piece = 0; piece * PIECE < nodes.length; piece++) {
    const bytes = Buffer.concat(
      nodes.slice(piece * PIECE, (piece + 1) * PIECE).map((node) => hexToBytes(node as `0x${string}`)),
    );
    await database.query("INSERT INTO receipt_nodes (epoch, piece, nodes) VALUES ($1, $2, $3)", [epoch, piece, bytes]);
  }
  return tree.root as `0x${string}`;
}

/** The way from a node of an epoch's tree to its root; reads a piece for each step, not the tree. */
export async function readProof(database: Queryable, epoch: number, node: number): Promise<`0x${string}`[]> {
  const proof: `0x${string}`[] = [];
  for (let at = node; at > 0; at = (at - 1) >> 1) {
    const sibling = at % 2 === 0 ? at - 1 : at + 1;
    const [row] = await database.query<{ node: Uint8Array }>(
      "SELECT substring(nodes FROM $3 FOR $4) AS node FROM receipt_nodes WHERE epoch = $1 AND piece = $2",
      [epoch, Math.floor(sibling / PIECE), (sibling % PIECE) * NODE + 1, NODE],
    );
    if (row === undefined) throw new Error(`Epoch ${epoch} has no node ${sibling}.`);
    proof.push(`0x${Buffer.from(row.node).toString("hex")}`);
  }
  return proof;
}
