import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Hex } from "viem";
import { z } from "zod";
import { Refusal } from "../lib/refusal.ts";
import { Community, type CommunityConfig } from "./communityConfig.ts";

/** A value that must not lie in the file, or need not. */
const Elsewhere = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

const Config = z.strictObject({
  chainId: z.int().positive(),
  rpcUrl: z.union([z.url({ protocol: /^https?$/ }), Elsewhere]),
  key: Elsewhere,
  communities: z.array(Community).default([]),
});

export interface DeployConfig {
  chainId: number;
  rpcUrl: string;
  key: Hex;
  communities: CommunityConfig[];
}

/** Reads a configuration, and what it says lies elsewhere. */
export async function readConfig(path: string): Promise<DeployConfig> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new Refusal(`${path}: there is no such file to read.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal(`${path}: not JSON.`);
  }
  const parsed = Config.safeParse(json);
  if (!parsed.success) throw new Refusal(`${path}: ${complaint(parsed.error)}`);
  const { rpcUrl, key, ...config } = parsed.data;
  const url = typeof rpcUrl === "string" ? rpcUrl : await fetchElsewhere("rpcUrl", rpcUrl, path);
  if (!/^https?:\/\//.test(url)) throw new Refusal(`${path}: rpcUrl: must begin with http:// or https://.`);
  return { ...config, rpcUrl: url, key: keyOf(await fetchElsewhere("key", key, path), path) };
}

async function fetchElsewhere(field: string, where: z.infer<typeof Elsewhere>, path: string): Promise<string> {
  if ("env" in where) {
    const value = process.env[where.env]?.trim();
    if (!value) throw new Refusal(`${path}: ${field}: set the environment variable ${where.env}.`);
    return value;
  }
  const file = resolve(dirname(path), where.file);
  const text = await readFile(file, "utf8").catch(() => {
    throw new Refusal(`${path}: ${field}: there is no file ${where.file} to read it from.`);
  });
  return text.trim();
}

function keyOf(text: string, path: string): Hex {
  const key: Hex = text.startsWith("0x") ? (text as Hex) : `0x${text}`;
  // Never repeated in the message: it may be a key with a typing error.
  if (!/^0x[\da-fA-F]{64}$/.test(key)) throw new Refusal(`${path}: key: must be 32 bytes in hexadecimal digits.`);
  return key;
}

function complaint(error: z.ZodError): string {
  const issue = error.issues[0];
  const where = issue?.path.map(String).join(".") ?? "";
  return `${where === "" ? "the file" : where}: ${issue?.message ?? "is not a configuration"}.`;
}
