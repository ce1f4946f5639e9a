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
  solidity: {
    profiles: {
      default: {
        ...compiler,
        settings: { optimizer: { enabled: true, runs: 200 }, evmVersion: "cancun" },
      },
      production: {
        ...compiler,
        settings: { optimizer: { enabled: true, runs: 20_000 }, viaIR: true, evmVersion: "cancun" },
      },
    },
  },
  paths: {
    tests: { solidity: "test", mocha: "test" },
  },
  typechain: { outDir: "types" },
  networks: {
    default: {
      type: "edr-simulated",
      chainType: "l1",
      hardfork: "cancun",
      allowUnlimitedContractSize: false,
    },
  },
  test: {
    mocha: { timeout: 60_000 },
    solidity: {
      profiles: {
        default: {
          fuzz: { runs: 256, seed: "0x50657264757265" },
          invariant: { runs: 50, depth: 200, failOnRevert: false },
        },
        deep: {
          fuzz: { runs: 10_000 },
          invariant: { runs: 500, depth: 500, failOnRevert: false },
        },
      },
    },
  },
});
