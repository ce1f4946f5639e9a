import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import type { Clock } from "../clock.ts";
import { GatewayRefusal } from "./refusal.ts";

const MINUTE = 60_000;
/** Beyond so many clients the one that was silent for longest is forgotten. */
const MOST_CLIENTS = 10_000;

/** Lets each client make so many requests a minute, in one go or evenly. */
export function createLimit(clock: Clock, perMinute: number): (client: string) => void {
  const buckets = new Map<string, { left: number; at: number }>();
  return (client) => {
    const now = clock.now();
    const before = buckets.get(client) ?? { left: perMinute, at: now };
    const left = Math.min(perMinute, before.left + ((now - before.at) * perMinute) / MINUTE);
    // Deleted first, so that the map keeps the order in which clients were last heard of.
    buckets.delete(client);
    buckets.set(client, { left: left < 1 ? left : left - 1, at: now });
    const [oldest] = buckets.keys();
    if (buckets.size > MOST_CLIENTS && oldest !== undefined) buckets.delete(oldest);
    if (left >= 1) return;
    throw new GatewayRefusal(429, "Request was throttled.", Math.ceil(((1 - left) * MINUTE) / perMinute / 1_000));
  };
}

/**
 * Whom a request comes from.
 * @param proxies how many of ours stand between: what was said before them anybody can make up
 */
export function clientOf(context: Context, proxies: number): string {
  const told = (context.req.header("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
  const address = proxies === 0 ? undefined : told.at(-proxies);
  if (address !== undefined && address !== "") return address.slice(0, 64);
  return getConnInfo(context).remote.address ?? "unknown";
}
