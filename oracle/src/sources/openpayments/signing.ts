import { createHash, createPrivateKey, type KeyObject, sign } from "node:crypto";
import { httpbis } from "http-message-signatures";

/** With what requests are signed: the key that the client's wallet address lists in its `jwks.json`. */
export interface SigningKey {
  keyId: string;
  key: KeyObject;
}

/**
 * @param pem PKCS #8
 * @returns undefined if it is no Ed25519 key
 */
export function readEd25519Key(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === "ed25519" ? key : undefined;
  } catch {
    return undefined;
  }
}

interface Unsigned {
  method: "GET" | "POST";
  url: string;
  body?: string;
  token?: string;
}

/** The headers of a request, signed as Open Payments wants it: RFC 9421, `sig1`, Ed25519. */
export async function signedHeaders(
  { keyId, key }: SigningKey,
  now: number,
  { method, url, body, token }: Unsigned,
): Promise<Record<string, string>> {
  const headers: Record<string, string> = { accept: "application/json" };
  const fields = ["@method", "@target-uri"];
  if (token !== undefined) {
    headers["authorization"] = `GNAP ${token}`;
    fields.push("authorization");
  }
  if (body !== undefined) {
    headers["content-digest"] = `sha-512=:${createHash("sha512").update(body).digest("base64")}:`;
    headers["content-length"] = String(Buffer.byteLength(body));
    headers["content-type"] = "application/json";
    fields.push("content-digest", "content-length", "content-type");
  }
  const signed = await httpbis.signMessage(
    {
      key: { id: keyId, alg: "ed25519", sign: (data) => Promise.resolve(sign(null, data, key)) },
      name: "sig1",
      params: ["keyid", "created"],
      paramValues: { created: new Date(now) },
      fields,
    },
    { method, url, headers },
  );
  return Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name, [value].flat().join(", ")]));
}
