export * from "./abi/index.ts";
export * from "./actions/index.ts";
export * from "./errors/index.ts";
