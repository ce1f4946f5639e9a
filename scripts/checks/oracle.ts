/** Builds the oracle as it is published, on the SDK as it is published, and starts it: its tests run the sources of both. */
import { rm } from "node:fs/promises";
import { conclude } from "../lib/conclude.ts";
import { run, runOrExit } from "../lib/run.ts";

// Not where it is published from: the command of a checkout runs what is built there instead of the sources.
const FOLDER = "cache/oracle";

await rm(FOLDER, { recursive: true, force: true });
await runOrExit("npm", ["run", "build", "--workspace", "sdk", "--silent"]);
await runOrExit("tsc", ["--project", "oracle/tsconfig.build.json", "--outDir", FOLDER]);
const failed = (await run("node", [`${FOLDER}/cli/main.js`, "--help"])) !== 0;
conclude("The oracle starts as it is published", failed ? ["it does not start"] : []);
