import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Wallet } from "ethers";
import type { Hex } from "viem";
import { systemClock } from "./clock.ts";
import { type Key, readOrComplain } from "./config.ts";
import { OracleError } from "./errors.ts";
import { createRequest } from "./http/request.ts";
import { openRemoteSigner } from "./remoteSigner.ts";
import { type Signer, localSigner } from "./reports/Signer.ts";

/** A configured key, wherever it is kept. */
export function openKey(folder: string, key: Key): Promise<Signer> {
  if ("keystore" in key) return openKeystore(folder, key);
  return openRemoteSigner(key, createRequest({ clock: systemClock }));
}

/** Decrypts a V3 keystore. The key itself is never in a file. */
export async function openKeystore(folder: string, key: { keystore: string; password: string }): Promise<Signer> {
  const path = resolve(folder, key.keystore);
  const json = readOrComplain(path, "Make one with perdure-oracle keys new.");
  try {
    const { privateKey } = await Wallet.fromEncryptedJson(json, key.password);
    return localSigner(privateKey as Hex);
  } catch (cause) {
    throw new OracleError(`${path} does not open`, "Check that it is a V3 keystore, and its password.", { cause });
  }
}

/** @returns the address. Nothing that is there already is overwritten. */
export async function writeKeystore(path: string, password: string, privateKey?: string): Promise<string> {
  if (password.length < 12) {
    throw new OracleError(
      "The password is shorter than 12 characters",
      "Take a longer one: it is all that guards the key.",
    );
  }
  const wallet = privateKey === undefined ? Wallet.createRandom() : new Wallet(privateKey);
  const json = await wallet.encrypt(password);
  try {
    writeFileSync(path, `${json}\n`, { flag: "wx", mode: 0o600 });
  } catch (cause) {
    throw new OracleError(`${path} is not written: ${(cause as Error).message}`, "Name another file.", { cause });
  }
  return wallet.address;
}
