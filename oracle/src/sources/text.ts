const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** HTML as the words that people read in it, for titles and labels; nothing is ever decided by them. */
export function plainText(html: string): string {
  const text = html
    .replaceAll(/<[^<>]*>/g, "")
    .replaceAll(/&(?:#(\d{1,6})|(\w{1,8}));/g, (entity, code?: string, name?: string) =>
      code === undefined ? (ENTITIES[name ?? ""] ?? entity) : printable(Number(code)),
    );
  return clip(text);
}

/** Without control characters, which neither a log nor a database wants, and no longer than observations hold. */
export function clip(text: string): string {
  return Array.from(text.replaceAll(/\p{Cc}+/gu, " ").trim())
    .slice(0, 2_000)
    .join("");
}

/** Seconds since 1970 of a time in ISO 8601, rounded down; undefined if it is none. */
export function secondsOf(iso: string | null | undefined): number | undefined {
  const milliseconds = Date.parse(iso ?? "");
  return Number.isNaN(milliseconds) || milliseconds < 0 ? undefined : Math.floor(milliseconds / 1_000);
}

function printable(code: number): string {
  return code > 0xffff || (code >= 0xd800 && code <= 0xdfff) ? " " : String.fromCharCode(code);
}
