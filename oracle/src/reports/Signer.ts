import { type Address, type Hex, keccak256, stringToHex, toPrefixedMessage } from "viem";
import { privateKeyToAddress, sign } from "viem/accounts";

/**
 * One key, wherever it is kept. To have it in a key management service, write one of these: it needs nothing but signatures. What is
 * signed comes whole, as a report, a transaction or a text, so that whoever keeps the key can look at it.
 */
export interface Signer {
  /** In small letters. */
  readonly address: Address;
  /** @returns a signature over the keccak256 hash of the bytes, as r, s and v (27 or 28), with s in the lower half */
  sign(bytes: Hex): Promise<Hex>;
}

/** A key in memory, as it comes out of a keystore. */
export function localSigner(privateKey: Hex): Signer {
  return {
    address: privateKeyToAddress(privateKey).toLowerCase() as Address,
    sign: (bytes) => sign({ hash: keccak256(bytes), privateKey, to: "hex" }),
  };
}

export const signText = (signer: Signer, text: string): Promise<Hex> =>
  signer.sign(toPrefixedMessage({ raw: stringToHex(text) }));
