/** A host name as it goes over the wire: no port, no user, no other script than ASCII, no address in brackets. */
const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
/** Segments of unreserved characters, sub-delimiters, `:`, `@` and escapes: RFC 3986's path-abempty. */
const PATH = /^(\/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*$/;
const LONGEST = 2_048;

/**
 * The URL that a payment pointer stands for (Interledger RFC 26): `$host/path` is `https://host/path`, and without a path
 * `https://host/.well-known/pay`.
 * @returns undefined if it is no payment pointer
 */
export function resolvePaymentPointer(pointer: string): string | undefined {
  if (!pointer.startsWith("$") || pointer.length > LONGEST) return undefined;
  const slash = pointer.indexOf("/");
  const host = (slash < 0 ? pointer.slice(1) : pointer.slice(1, slash)).toLowerCase();
  const path = slash < 0 ? "" : pointer.slice(slash);
  if (!HOST.test(host) || !PATH.test(path)) return undefined;
  const url = URL.parse(`https://${host}${path === "" || path === "/" ? "/.well-known/pay" : path}`);
  // What a URL rewrites means something else than it says: numbers that become addresses, `/../`.
  if (url === null || url.hostname !== host || (path.length > 1 && url.pathname !== path)) return undefined;
  return url.href;
}

/**
 * The one spelling of a wallet, named as a payment pointer or by its URL, that two names of it can be compared by.
 * @returns undefined if it names no wallet; a URL has to be `https`, but on this machine itself
 */
export function walletAddress(text: string): string | undefined {
  if (text.startsWith("$")) return walletAddressOf(resolvePaymentPointer(text));
  return text.length > LONGEST ? undefined : walletAddressOf(text);
}

function walletAddressOf(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "" || /[?#]/.test(url.href)) return undefined;
  const isHere = url.hostname === "127.0.0.1" || url.hostname === "localhost";
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isHere)) return undefined;
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path === "" ? "/.well-known/pay" : path}`;
}
