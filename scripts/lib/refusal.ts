/** Something that whoever runs a command can put right: its message is all they need to see. */
export class Refusal extends Error {}

/** Runs a command to its end; what it refuses is said in one sentence, without a stack trace. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  // Whoever reads only the beginning (| head) has closed the pipe: that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
