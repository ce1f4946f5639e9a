/**
 * Waits for answers until there are enough, or there will be no more; who is slow, or fails, is not waited for.
 * @param isEnough told of all that have come so far, after each
 * @returns those that had come by then, in that order
 */
export function enough<T>(underWay: readonly Promise<T>[], isEnough: (come: readonly T[]) => boolean): Promise<T[]> {
  const come: T[] = [];
  let left = underWay.length;
  return new Promise((resolve) => {
    const check = (): void => {
      if (left === 0 || isEnough(come)) resolve([...come]);
    };
    const hear = async (one: Promise<T>): Promise<void> => {
      const answer = await one.then(
        (value) => [value],
        () => [],
      );
      come.push(...answer);
      left--;
      check();
    };
    check();
    for (const one of underWay) void hear(one);
  });
}
