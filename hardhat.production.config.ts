import { defineConfig } from "hardhat/config";
import config, { profiles } from "./hardhat.config.ts";

/**
 * What is measured and deployed. All that it makes lies apart, because the two builds would otherwise replace each other and
 * each turn would compile everything anew.
 */
export default defineConfig({
  ...config,
  solidity: { profiles: { default: profiles.production, production: profiles.production } },
  paths: {
    ...config.paths,
    // What is measured beside the contracts is nobody else's business.
    sources: ["contracts", "scripts/bench/contracts"],
    artifacts: "cache/production/artifacts",
    cache: "cache/production/cache",
  },
  typechain: { outDir: "cache/production/types" },
});
