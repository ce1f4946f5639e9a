import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

interface Said {
  /** `null` while the process still runs. */
  code: number | null;
  output: string;
  errors: string;
}

/** Starts one of the scripts behind `npm run …` as a reader without colours would. */
export function command(script: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const all = { ...process.env, NO_COLOR: "1", ...env };
  return spawn(process.execPath, ["--import", "tsx", `scripts/${script}.ts`, ...args], { env: all, stdio: "pipe" });
}

/** Waits for the process's end, or until it has printed a line. */
export async function until(child: ChildProcess, line?: RegExp): Promise<Said> {
  let [output, errors] = ["", ""];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const seen = new Promise<void>((resolve) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (line?.test(output) === true) resolve();
    });
  });
  const ended = once(child, "close");
  await (line === undefined ? ended : Promise.race([ended, seen]));
  return { code: child.exitCode, output, errors };
}
