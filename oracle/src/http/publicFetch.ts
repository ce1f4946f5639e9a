import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Readable } from "node:stream";

/** Everything that IANA's registries of special-purpose addresses keep from the public internet. */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  PRIVATE.addSubnet(net, prefix, "ipv4");
}
/** Of IPv6, only what is given out as global unicast; tunnels lead back to IPv4. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet("2000::", 3, "ipv6");
const TUNNELS = new BlockList();
TUNNELS.addSubnet("2001::", 23, "ipv6");
TUNNELS.addSubnet("2001:db8::", 32, "ipv6");
TUNNELS.addSubnet("2002::", 16, "ipv6");
TUNNELS.addSubnet("3fff::", 20, "ipv6");

export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !PRIVATE.check(address, "ipv4");
  return isIP(address) === 6 && GLOBAL.check(address, "ipv6") && !TUNNELS.check(address, "ipv6");
}

export interface PublicFetchOptions {
  isAllowed?: (address: string) => boolean;
  resolve?: typeof lookup;
}

/**
 * A fetch that connects to public addresses only. It looks at the very address that it connects to, so a name that is answered
 * differently the second time gains nothing. Follows no redirects and unpacks nothing.
 */
export function createPublicFetch({
  isAllowed = isPublicAddress,
  resolve = lookup,
}: PublicFetchOptions = {}): typeof fetch {
  const lookupAllowed: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const first = addresses?.[0];
      if (error !== null) return callback(error, "");
      const refused = addresses.find(({ address }) => !isAllowed(address));
      if (refused !== undefined || first === undefined) return callback(notPublic(hostname), "");
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    // A literal address is not looked up.
    const literal = url.hostname.replace(/^\[(.*)\]$/, "$1");
    if (isIP(literal) !== 0 && !isAllowed(literal)) throw notPublic(literal);
    return send(url, init, lookupAllowed);
  };
}

function send(
  url: URL,
  { method = "GET", headers, body, signal }: RequestInit,
  lookup: LookupFunction,
): Promise<Response> {
  const options = {
    method,
    headers: { ...Object.fromEntries(new Headers(headers ?? {})), "accept-encoding": "identity" },
    lookup,
    // A connection of its own: one from a pool would not be looked up again.
    agent: false as const,
    ...(signal === undefined || signal === null ? {} : { signal }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = (url.protocol === "https:" ? requestHttps : requestHttp)(url, options, (incoming) => {
      const received = new Headers();
      for (const [name, values] of Object.entries(incoming.headersDistinct)) {
        for (const value of values ?? []) received.append(name, value);
      }
      const status = incoming.statusCode ?? 0;
      const hasBody = ![101, 204, 205, 304].includes(status);
      if (!hasBody) incoming.resume();
      const stream = hasBody ? (Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>) : null;
      try {
        resolve(new Response(stream, { status, headers: received }));
      } catch (error) {
        incoming.destroy();
        reject(error);
      }
    });
    outgoing.on("error", reject);
    outgoing.end(typeof body === "string" || body instanceof Uint8Array ? body : undefined);
  });
}

function notPublic(host: string): Error {
  return new Error(`${host} is not on the public internet.`);
}
