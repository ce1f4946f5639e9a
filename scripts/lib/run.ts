import { spawn } from "node:child_process";

/** Runs a command of an installed package to its end, with our own input and output. */
export function run(command: string, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", shell: process.platform === "win32" });
    child.on("error", reject);
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
  });
}

/** Runs a command and ends the process with its exit code unless it succeeded. */
export async function runOrExit(command: string, args: string[]): Promise<void> {
  const code = await run(command, args);
  if (code !== 0) process.exit(code);
}
