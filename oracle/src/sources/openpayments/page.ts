/** A list, its members, and what a member is made of: what lies deeper is folded. */
const SHOWN = 2;

/**
 * Rewrites JSON so that every list or object within a list or object of the outermost one is a string that holds its text. What
 * somebody wrote into one of them, nested too deeply or saying a key twice, can then be refused by itself, and not the whole.
 * Whether it is JSON at all is for a parser to say.
 * @param most characters that anybody wants to read of one; a longer one is cut after one more
 */
export function foldMembers(text: string, most: number): string {
  const pieces: string[] = [];
  let [depth, from, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "[" || character === "{") {
      if (depth++ !== SHOWN) continue;
      pieces.push(text.slice(from, at));
      from = at;
    } else if (character === "]" || character === "}") {
      if (--depth !== SHOWN) continue;
      pieces.push(JSON.stringify(text.slice(from, Math.min(at, from + most) + 1).toWellFormed()));
      from = at + 1;
    }
  }
  pieces.push(text.slice(from));
  return pieces.join("");
}
