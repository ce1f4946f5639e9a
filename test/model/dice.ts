/** A small seeded generator (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(likelihood: number): boolean {
    return this.next() < likelihood;
  }

  /** In [low, high]. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.between(0, from.length - 1)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  }

  some<T>(from: readonly T[], most: number): T[] {
    const rest = [...from];
    const picked: T[] = [];
    for (let left = this.between(1, most); left > 0 && rest.length > 0; left--) {
      picked.push(...rest.splice(this.between(0, rest.length - 1), 1));
    }
    return picked;
  }
}
