import { type Address, type Hex, hashMessage } from "viem";
import { privateKeyToAddress, sign } from "viem/accounts";

/**
 * One key, wherever it is kept. To have it in a key management service, write one of these: it needs nothing but a signature over 32
 * bytes, as r, s and v (27 or 28), with s in the lower half.
 */
export interface Signer {
  readonly address: Address;
  sign(digest: Hex): Promise<Hex>;
}

/** A key in memory, as it comes out of a keystore. */
export function localSigner(privateKey: Hex): Signer {
  return {
    address: privateKeyToAddress(privateKey).toLowerCase() as Address,
    sign: (hash) => sign({ hash, privateKey, to: "hex" }),
  };
}

export const signText = (signer: Signer, text: string): Promise<Hex> => signer.sign(hashMessage(text));
