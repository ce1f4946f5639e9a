import { createRequire } from "node:module";
import hardhatEthersPlugin from "@nomicfoundation/hardhat-ethers";
import hardhatEthersChaiMatchersPlugin from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMochaPlugin from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpersPlugin from "@nomicfoundation/hardhat-network-helpers";
import hardhatTypechainPlugin from "@nomicfoundation/hardhat-typechain";
import hardhatViemPlugin from "@nomicfoundation/hardhat-viem";
import hardhatViemAssertionsPlugin from "@nomicfoundation/hardhat-viem-assertions";
import { defineConfig } from "hardhat/config";
import { warningsPlugin } from "./scripts/hardhat/warnings.ts";

// The WebAssembly compiler that npm installed: nothing is downloaded at build time, on any platform.
const compiler = {
  version: "0.8.37",
  path: createRequire(import.meta.url).resolve("solc/soljson.js"),
};

const productionSettings = (runs: number) => ({
  optimizer: { enabled: true, runs },
  viaIR: true,
  evmVersion: "cancun",
});

export const profiles = {
  default: {
    ...compiler,
    // To build with the optimizer takes three times as long; what is deployed and measured is built by the other profile.
    settings: { optimizer: { enabled: false }, evmVersion: "cancun" },
  },
  production: {
    compilers: [{ ...compiler, settings: productionSettings(10_000) }],
    // Made for more runs it is larger than a contract may be.
    overrides: { "contracts/funding/FundingPool.sol": { ...compiler, settings: productionSettings(200) } },
  },
};

export default defineConfig({
  plugins: [
    hardhatEthersPlugin,
    hardhatEthersChaiMatchersPlugin,
    hardhatMochaPlugin,
    hardhatNetworkHelpersPlugin,
    hardhatTypechainPlugin,
    hardhatViemPlugin,
    hardhatViemAssertionsPlugin,
    warningsPlugin,
  ],
  solidity: { profiles },
  paths: {
    tests: { solidity: "test", mocha: "test" },
  },
  coverage: { skipFiles: ["contracts/test/**"] },
  typechain: { outDir: "types" },
  networks: {
    default: {
      type: "edr-simulated",
      chainType: "l1",
      hardfork: "cancun",
      allowUnlimitedContractSize: true,
    },
  },
  test: {
    mocha: { timeout: 60_000 },
    solidity: {
      profiles: {
        // A fixed seed: a change is judged by what it changes. The deep run looks for what nobody has seen yet.
        default: {
          fuzz: { runs: 256, seed: "0x50657264757265" },
          // Of each invariant in each kind of community: 27,000 calls in all.
          invariant: { runs: 12, depth: 125, failOnRevert: true, shrinkRunLimit: 400 },
        },
        quick: {
          fuzz: { runs: 32, seed: "0x50657264757265" },
          invariant: { runs: 10, depth: 50, failOnRevert: true },
        },
        deep: {
          fuzz: { runs: 10_000 },
          invariant: { runs: 110, depth: 250, failOnRevert: true },
        },
      },
    },
  },
});
