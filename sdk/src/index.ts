export * from "./actions/index.ts";
export * from "./addresses/index.ts";
export * from "./errors/index.ts";
export * from "./forecast/index.ts";
export * from "./history/index.ts";
export * from "./typedData/index.ts";
