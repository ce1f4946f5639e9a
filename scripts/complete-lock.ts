/**
 * Run this after adding or updating a dependency. Packages with native parts name one optional package a platform; npm leaves
 * those that its registry did not offer out of the lock file, and `npm ci` then refuses the file as incomplete. This adds what
 * is missing, with the platform that its name tells, so that every platform installs its own part and skips the others.
 */
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "package-lock.json";

const OS: Record<string, string> = { windows: "win32" };
for (const name of [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
]) {
  OS[name] = name;
}
const CPU: Record<string, string> = { amd64: "x64" };
for (const name of ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"])
  CPU[name] = name;
const LIBC: Record<string, string> = { gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" };

interface Entry {
  version?: string;
  dev?: boolean;
  license?: string;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
}

/** A platform package is a part of its owner, and so under the owner's licence. */
function platformEntry(name: string, version: string, license = "UNKNOWN"): Entry {
  const words = name.split(/[/-]/);
  const limit = (key: string, names: Record<string, string>): Record<string, string[]> => {
    const found = words.flatMap((word) => names[word] ?? []);
    return found.length === 0 ? {} : { [key]: found.slice(0, 1) };
  };
  return {
    version,
    ...limit("cpu", CPU),
    dev: true,
    license,
    ...limit("libc", LIBC),
    optional: true,
    ...limit("os", OS),
  };
}

// Taken as it is: a parser would put the keys into another order, and npm would put them back.
const lock = JSON.parse(readFileSync(FILE, "utf8")) as { packages: Record<string, Entry> };
const isLocked = (owner: string, name: string): boolean =>
  [`${owner}/node_modules/${name}`, `node_modules/${name}`].some((path) => lock.packages[path]?.version !== undefined);

const added: string[] = [];
for (const [owner, { license, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    if (isLocked(owner, name) || !/^\d/.test(range)) continue;
    lock.packages[`node_modules/${name}`] = platformEntry(name, range, license);
    added.push(name);
  }
}

if (added.length > 0) {
  const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, "en"));
  writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, undefined, 2)}\n`);
}
console.log(`${added.length} platform packages added to ${FILE}`);
