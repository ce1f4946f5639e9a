// The door that every npm command of the repository goes through. Hardhat wants a newer Node than many machines have, and npm
// leaves out its native parts when it runs under an older one without saying so: hence the same Node both for the installation
// and for the command. Plain JavaScript without dependencies, so that any Node from 18 on can start it.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LEAST = [22, 13];
const BROUGHT = "24";
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const home = join(root, ".node");
const windows = process.platform === "win32";

class Failure extends Error {}

function isRecentEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}

/** The npm package that carries Node's binary for this machine; none of them has an install script. */
function nodePackage() {
  const platform = windows ? "win" : process.platform;
  const arch = windows && process.arch === "ia32" ? "x86" : process.arch;
  const prefix = platform === "darwin" && arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${platform}-${arch}`;
}

function broughtNode() {
  const folder = join(home, "node_modules", nodePackage(), "bin");
  const binary = join(folder, windows ? "node.exe" : "node");
  return existsSync(binary) ? binary : undefined;
}

/** npm's own script, so that npm too can be run by the Node we choose instead of the one its launcher would pick. */
function npmScript(env) {
  const beside = dirname(process.execPath);
  const places = [
    env.npm_execpath,
    join(beside, "node_modules", "npm", "bin", "npm-cli.js"),
    join(beside, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    "/usr/share/nodejs/npm/bin/npm-cli.js",
  ];
  const found = places.find((path) => path?.endsWith("npm-cli.js") && existsSync(path));
  if (found === undefined)
    throw new Failure("npm was not found beside Node. Start this with `npm start` or `npm test`.");
  return found;
}

/** Runs a program to its end and answers with its exit code; the terminal's Ctrl-C reaches the program itself. */
function run(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit", ...options });
    const ignore = () => {};
    const pass = (signal) => child.kill(signal);
    // Ctrl-C goes to the whole group of processes: waiting for the child lets it clean up and keeps its last words in order.
    process.on("SIGINT", ignore);
    process.on("SIGTERM", pass);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", ignore);
      process.off("SIGTERM", pass);
      resolve(signal === null ? code : 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** Runs npm without a word: a failure is told in one sentence, and npm keeps a log of the rest. */
async function npm(node, args, env, complaint) {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=silent"];
  // By its defaults npm tries a dead connection for more than a minute before it says so.
  const impatient = ["--fetch-retry-mintimeout=2000", "--fetch-retry-maxtimeout=8000"];
  const code = await run(node, [npmScript(env), ...args, ...quiet, ...impatient], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (code === 130) throw new Failure("Stopped before the set-up was complete; the next start goes on with it.");
  if (code !== 0) throw new Failure(complaint);
}

function withFirstInPath(folder) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const path = [folder, join(root, "node_modules", ".bin"), process.env[name]];
  return { ...process.env, [name]: path.filter(Boolean).join(delimiter) };
}

/** Which C library a Linux system has: npm's packages of Node know only glibc. */
const libc = () => (process.report.getReport().header.glibcVersionRuntime === undefined ? "musl" : "glibc");

async function findNode() {
  if (isRecentEnough(process.versions.node)) return process.execPath;
  const ready = broughtNode();
  if (ready !== undefined) return ready;
  if (process.platform === "linux" && libc() === "musl") {
    throw new Failure(
      `Perdure needs Node ${LEAST.join(".")} or later, and npm has none for this system. Install it yourself.`,
    );
  }
  console.log(
    `Perdure needs Node ${LEAST.join(".")} or later; this is ${process.versions.node}. Bringing Node ${BROUGHT} into .node/ …`,
  );
  const args = ["install", "--prefix", home, "--no-save", "--no-package-lock", `${nodePackage()}@${BROUGHT}`];
  await npm(
    process.execPath,
    args,
    process.env,
    `Node ${BROUGHT} could not be brought through npm. Check the connection, or install Node ${LEAST.join(".")} or later yourself.`,
  );
  const brought = broughtNode();
  if (brought === undefined)
    throw new Failure(`npm has no Node ${BROUGHT} for ${process.platform}-${process.arch}. Install it yourself.`);
  return brought;
}

/** Whether npm would install this platform package here; npm run by hand under an old Node leaves it out silently. */
function fitsHere({ os, cpu, libc: libcs }) {
  return (
    os?.includes(process.platform) && cpu?.includes(process.arch) && (libcs === undefined || libcs.includes(libc()))
  );
}

/**
 * Compares what npm says it installed with what the lock file asks for. The times of the two files would not do: a checkout
 * changes one of them without changing anything, and an installation by hand under an old Node changes both.
 */
function isInstalled() {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const read = (path) => JSON.parse(readFileSync(path, "utf8")).packages;
  const installed = read(record);
  const wanted = read(join(root, "package-lock.json"));
  const isRight = ([path, entry]) => {
    const found = installed[path];
    if (found !== undefined) return found.version === entry.version && found.link === entry.link;
    return !path.startsWith("node_modules/") || (entry.optional === true && !fitsHere(entry));
  };
  return Object.entries(wanted).every(isRight) && Object.keys(installed).every((path) => path in wanted);
}

async function install(node, env) {
  if (isInstalled()) return;
  console.log("Installing the dependencies (about a minute, once) …");
  await npm(
    node,
    ["ci"],
    env,
    "The dependencies could not be installed. Check the connection to the npm registry and try again.",
  );
}

/** A script of ours runs under Node itself, anything else is a command of an installed package. */
function resolveCommand(command, node) {
  if (command.endsWith(".mjs")) return [node, [command]];
  if (command.endsWith(".ts")) return [node, ["--import", "tsx", command]];
  return [command, []];
}

async function main([command, ...args]) {
  const node = await findNode();
  const env = withFirstInPath(dirname(node));
  await install(node, env);
  if (command === undefined) return 0;
  const [program, first] = resolveCommand(command, node);
  // Windows starts the commands of packages through a shell only.
  return run(program, [...first, ...args], { env, shell: windows && program === command });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Failure) && error.code !== "ENOENT") throw error;
  console.error(error instanceof Failure ? error.message : `${process.argv[2]}: no such command. See \`npm run\`.`);
  process.exitCode = 1;
}
