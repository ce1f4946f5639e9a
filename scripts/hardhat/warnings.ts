import { globalFlag } from "hardhat/config";
import type { HardhatPlugin } from "hardhat/types/plugins";
import type { CompilerInput, CompilerOutput, CompilerOutputError } from "hardhat/types/solidity";

declare module "hardhat/types/global-options" {
  interface GlobalOptions {
    denyWarnings: boolean;
  }
}

/** solc says where an error is; Hardhat's type of it leaves that out. */
interface LocatedError extends CompilerOutputError {
  sourceLocation?: { file: string };
}

/**
 * Hardhat names our own sources `project/…` and those of dependencies `npm/…`. A warning without a place counts as ours: the
 * one that matters says that there are too many of them for ours to be shown.
 */
function isOurs(error: LocatedError): boolean {
  return error.sourceLocation?.file.startsWith("project/") ?? true;
}

/**
 * How large code is in the development profile matters to nobody: the check of sizes measures what is deployed. There is such a
 * warning for nearly every test, so they fill the compiler's limit of 256, and it says that there are more.
 */
const ABOUT_SIZE = ["5574", "3860"];
const TOO_MANY = "4591";

function deny(error: CompilerOutputError): CompilerOutputError {
  return error.severity === "warning" ? { ...error, severity: "error", type: "DeniedWarning" } : error;
}

function ours(output: CompilerOutput, leftOut: readonly string[]): CompilerOutputError[] {
  return (output.errors ?? []).filter(
    (error) => error.severity === "error" || (isOurs(error) && !leftOut.includes(error.errorCode ?? "")),
  );
}

/** Asks for no code, so that nothing is said about its size, and no warning of ours is crowded out. */
function analysisOf(input: CompilerInput): CompilerInput {
  return { ...input, settings: { ...input.settings, outputSelection: { "*": { "": ["ast"] } } } };
}

/**
 * Leaves out the warnings of dependencies, which nobody here can act on and which would bury our own. With
 * `--deny-warnings` our own fail the build. This acts on the compiler's output because the hook made for errors may change
 * what is printed but not whether the build failed, and a build that passed would be cached and never warn again.
 */
export const warningsPlugin: HardhatPlugin = {
  id: "perdure-warnings",
  globalOptions: [globalFlag({ name: "denyWarnings", description: "Fail the build on a warning in our own Solidity" })],
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        invokeSolc: async (context, compiler, input, config, next) => {
          if (context.globalOptions.denyWarnings) {
            const analysis = await next(context, compiler, analysisOf(input), config);
            const errors = ours(analysis, ABOUT_SIZE).map(deny);
            if (errors.length > 0) return { ...analysis, errors };
          }
          const output = await next(context, compiler, input, config);
          return { ...output, errors: ours(output, [...ABOUT_SIZE, TOO_MANY]) };
        },
      }),
    }),
  },
};
