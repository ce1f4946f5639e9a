import { readFileSync } from "node:fs";
import { z } from "zod";
import { conclude } from "../lib/conclude.ts";

const FREE = [
  "0BSD",
  "Apache-2.0",
  "(Apache-2.0 WITH LLVM-exception)",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "PSF-2.0",
  "Python-2.0",
];

/** Packages whose own statement is missing or says more than concerns us, and why they are here. */
const EXCEPTIONS: Record<string, string> = {
  "@chainlink/contracts": "only its feed interfaces are compiled in, and those files are MIT",
  "@ethereumjs/rlp": "MPL-2.0, of whose files none is changed; the ABI encoder of OpenZeppelin's merkle-tree brings it",
  "@ethereumjs/tx": "as @ethereumjs/rlp",
  "@ethereumjs/util": "as @ethereumjs/rlp",
  "@metamask/abi-utils": "Apache-2.0 and MIT, both free",
  memorystream: "MIT, stated in the old form that the lock file leaves out",
};

const Lock = z.object({
  packages: z.record(z.string(), z.object({ license: z.string().optional(), link: z.boolean().optional() })),
});

function isFree(licence: string): boolean {
  if (FREE.includes(licence)) return true;
  const choices = licence.replace(/^\((.*)\)$/, "$1").split(" OR ");
  return choices.length > 1 && choices.some(isFree);
}

const { packages } = Lock.parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
const ofOthers = Object.entries(packages).filter(([path, { link }]) => path.includes("node_modules/") && link !== true);
const complaints = ofOthers.flatMap(([path, { license = "none stated" }]) => {
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  return name in EXCEPTIONS || isFree(license) ? [] : [`${name}: ${license}`];
});
conclude(`${ofOthers.length} dependencies under free licences`, complaints);
