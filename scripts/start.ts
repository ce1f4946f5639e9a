import { parseArgs } from "node:util";
import { runOrExit } from "./lib/run.ts";
import { Refusal, runCommand } from "./lib/refusal.ts";

/** `npm start`: an embedded chain, a community on it, and its story. */

const USAGE = `npm start -- [options]

Starts a local chain that any wallet can reach, founds a community on it, tells its story, and stays
until Ctrl-C.

  --once             tell the story and stop
  --fast             do not wait for the reader
  --port <number>    where the chain listens (8545, or the next port that is free)
  --scenario <file>  tell your own story, in the format of test/vectors/elections.json, and stop
  --help             this`;

function optionsOf(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        once: { type: "boolean", default: false },
        fast: { type: "boolean", default: false },
        port: { type: "string" },
        scenario: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    return { ...values, port: values.port === undefined ? undefined : portOf(values.port) };
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error;
    const [sentence = ""] = error.message.split(". ");
    throw new Refusal(`${sentence}. npm start -- --help tells which options there are.`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new Refusal(`--port ${text}: a port is a number from 1 to 65535.`);
  }
  return port;
}

await runCommand(async () => {
  const { help, scenario, ...options } = optionsOf(process.argv.slice(2));
  if (help) {
    console.log(USAGE);
    return;
  }
  // Loaded after the options are known to be good: compiling and Hardhat take their time.
  if (scenario !== undefined) {
    const { readScenarios, tellScenarios } = await import("./demo/scenario.ts");
    const scenarios = await readScenarios(scenario);
    await runOrExit("hardhat", ["build", "--no-tests", "--quiet"]);
    await tellScenarios(scenarios, options);
    return;
  }
  await runOrExit("hardhat", ["build", "--no-tests", "--quiet"]);
  const { demonstrate } = await import("./demo/demonstrate.ts");
  await demonstrate(options);
});
