import { undergo } from "./oracle/test/kills/ordeal.ts";
import { mkdtempSync } from "node:fs";
const f = mkdtempSync("/tmp/ord-");
const t = Date.now();
const r = await undergo({ kills: Number(process.argv[2]), storage: (i) => ({ folder: `${f}/${i}` }) });
console.log(r, Date.now() - t);
