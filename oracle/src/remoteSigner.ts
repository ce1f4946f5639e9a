import { type Address, type Hex, isHex, keccak256, recoverAddress } from "viem";
import { publicKeyToAddress } from "viem/accounts";
import { z } from "zod";
import { OracleError, SourceError } from "./errors.ts";
import type { Request } from "./http/request.ts";
import type { Signer } from "./reports/Signer.ts";

/** A key that a Web3Signer keeps, in a vault or a key management service of whatever maker. */
export const RemoteKey = z.strictObject({
  /** Where it listens. It asks for no password: nobody but the oracle may reach it. */
  web3signer: z.url({ protocol: /^https?$/ }),
  address: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/, "an address is expected")
    .transform((text) => text.toLowerCase() as Address),
});
type RemoteKey = z.infer<typeof RemoteKey>;

/** Uncompressed, with or without the byte that says so. */
const PublicKeys = z.array(z.string().regex(/^0x(?:04)?[0-9a-fA-F]{128}$/)).max(10_000);
/** Half the order of the curve: of the two signatures that say the same, chains take the one whose s is not above it. */
const HIGHEST_S = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;
/** Milliseconds: a report is to be signed while its peers wait. */
const PATIENCE = 10_000;
const MOST_BYTES = 1_024 * 1_024;

/**
 * Signs by a Web3Signer (`POST /api/v1/eth1/sign/{public key}`). Nothing that it answers is taken on trust.
 * @throws OracleError if it does not have the key
 */
export async function openRemoteSigner({ web3signer, address }: RemoteKey, request: Request): Promise<Signer> {
  const base = web3signer.replace(/\/$/, "");
  const source = `web3signer:${new URL(web3signer).host}`;
  const limits = { maxBytes: MOST_BYTES, timeoutMs: PATIENCE };
  const list = { url: `${base}/api/v1/eth1/publicKeys`, expect: "json", schema: PublicKeys, ...limits } as const;
  const { body: keys } = await request(source, list);
  const key = keys.find((one) => addressOf(one) === address);
  if (key === undefined) {
    const advice = "Load the key there, or name the address of one of its keys.";
    throw new OracleError(`${web3signer} has no key of ${address}`, advice);
  }
  const url = `${base}/api/v1/eth1/sign/${key}`;
  const headers = { "content-type": "application/json" };
  const sign = async (bytes: Hex): Promise<Hex> => {
    const body = JSON.stringify({ data: bytes });
    const answer = await request<string>(source, { method: "POST", url, headers, body, expect: "text", ...limits });
    const signature = answer.body.trim().toLowerCase();
    if (await isOf(address, bytes, signature)) return signature as Hex;
    const advice = "See that nothing but the signer answers there, and that it signs for the chain (eth1).";
    throw new SourceError(source, "signature", `gave what is no signature of ${address}`, advice);
  };
  return { address, sign };
}

function addressOf(key: string): string {
  const point = `0x04${key.slice(-128)}` as const;
  return publicKeyToAddress(point).toLowerCase();
}

async function isOf(address: Address, bytes: Hex, signature: string): Promise<boolean> {
  if (!isHex(signature) || !/^0x[0-9a-f]{128}1[bc]$/.test(signature)) return false;
  if (BigInt(`0x${signature.slice(66, 130)}`) > HIGHEST_S) return false;
  const signer = await recoverAddress({ hash: keccak256(bytes), signature }).catch(() => undefined);
  return signer?.toLowerCase() === address;
}
