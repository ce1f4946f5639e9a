import * as fc from "fast-check";

// A fixed seed: a change is judged by what it changes. The deep run looks for what nobody has seen yet.
if (process.env["PERDURE_DEEP"] !== "1") fc.configureGlobal({ seed: 0x50657264 });

export { fc };
