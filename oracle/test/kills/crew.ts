import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { WorkerOrders } from "./worker.ts";

/** An operator that comes back whenever it was killed. */
export class Member {
  #child: ChildProcess | undefined;

  constructor(readonly orders: WorkerOrders) {}

  async start(): Promise<void> {
    const child = fork("oracle/test/kills/worker.ts", [JSON.stringify(this.orders)], {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.#child = child;
    const ended = once(child, "exit").then(() => {
      throw new Error("An operator ended before it was ready.");
    });
    await Promise.race([once(child, "message"), ended]);
  }

  /** Has it killed at a step. @returns when it is gone */
  async killAt(step: string): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) throw new Error("There is nobody to be killed.");
    const gone = once(child, "exit");
    child.send({ killAt: step });
    const [, signal] = (await gone) as [number | null, string | null];
    if (signal !== "SIGKILL") throw new Error(`An operator ended by itself at ${step}.`);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
}
