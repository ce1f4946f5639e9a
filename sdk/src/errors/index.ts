export * from "./ContractRevertError.ts";
export { type ErrorTable, decodeRevert } from "./decodeRevert.ts";
export * from "./failures.ts";
export { PerdureError, type PerdureErrorOptions } from "./PerdureError.ts";
export type { ContractErrorName } from "./explanations.ts";
export { type ReadErrorType, toPerdureError } from "./toPerdureError.ts";
