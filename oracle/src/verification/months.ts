/**
 * The last time, until now, that a month had gone by since a beginning: on its day of the month, or the last one of a month that is
 * shorter, at its time of the day, in UTC. Seconds since 1970, all of them.
 */
export function monthlySince(beginning: number, now: number): number {
  const [from, to] = [new Date(beginning * 1_000), new Date(now * 1_000)];
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  const last = monthsAfter(from, months);
  return Math.max(beginning, last <= now ? last : monthsAfter(from, months - 1));
}

function monthsAfter(from: Date, months: number): number {
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const midnight = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate());
  return (Date.UTC(year, month, Math.min(from.getUTCDate(), lastDay)) + (from.getTime() - midnight)) / 1_000;
}
