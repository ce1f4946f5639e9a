/** Ends a check: says what held, or what did not and fails. */
export function conclude(held: string, complaints: readonly string[]): void {
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length === 0) console.log(held);
  else process.exitCode = 1;
}
