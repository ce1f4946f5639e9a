import { parseArgs } from "node:util";
import { OracleError } from "../errors.ts";
import { checkConfig, doctor, dryRun, init, newKey, printConfig, rebuild, run } from "./commands.ts";
import { cancelTransaction, listTransactions, retryTransaction } from "./outbox.ts";

const USAGE = `perdure-oracle: brings votes, payments and people from outside to a Perdure community

  init                    make a key and a configuration in this folder
  doctor                  look at everything that has to be right before it runs
  dry-run                 look at the sources once and say what would be told; signs and stores nothing
  run                     work until it is stopped
  outbox ls               list the transactions
  outbox retry ID         try one again now
  outbox cancel ID        take one back that has not been signed
  receipts rebuild EPOCH  make it and those after it again from what was seen
  config check            read the configuration and say what is wrong with it
  config print            show it with its defaults, without its secrets
  keys new FILE           make a keystore; the password comes from --password-file
  keys import FILE        the same for a key that is read from --key-file

  --config FILE           default oracle.yaml
  --folder FOLDER         work there instead of here
`;

const OPTIONS = {
  config: { type: "string", short: "c", default: "oracle.yaml" },
  folder: { type: "string" },
  "password-file": { type: "string" },
  "key-file": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export interface Given {
  config: string;
  "password-file"?: string;
  "key-file"?: string;
  /** What comes after the command. */
  rest: readonly string[];
}

type Command = (given: Given) => Promise<void> | void;

const COMMANDS: Record<string, Command> = {
  init,
  doctor,
  "dry-run": dryRun,
  run,
  "outbox ls": listTransactions,
  "outbox retry": retryTransaction,
  "outbox cancel": cancelTransaction,
  "receipts rebuild": rebuild,
  "config check": checkConfig,
  "config print": printConfig,
  "keys new": newKey,
  "keys import": newKey,
};

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parse(args);
  if (values.folder !== undefined) process.chdir(values.folder);
  const words = [2, 1].find((count) => COMMANDS[positionals.slice(0, count).join(" ")] !== undefined);
  const command = words === undefined ? undefined : COMMANDS[positionals.slice(0, words).join(" ")];
  if (command === undefined) {
    console.log(USAGE);
    if (values.help !== true) process.exitCode = 2;
    return;
  }
  await command({ ...values, rest: positionals.slice(words) });
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    throw new OracleError((cause as Error).message, "See perdure-oracle --help.", { cause });
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof OracleError)) throw error;
  console.error(`${error.message}\n${error.advice}`);
  process.exitCode = 1;
}
