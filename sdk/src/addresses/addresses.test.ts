import { expect } from "chai";
import { DeploymentUnknownError, InvalidAddressError, InvalidParameterError } from "../errors/index.ts";
import { defineDeployment, deploymentOn } from "./index.ts";

const ADDRESS = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

describe("sdk addresses", () => {
  const good = { chainId: 31337, factory: ADDRESS, registry: ADDRESS, startBlock: 3n } as const;

  it("finds a deployment that was defined, and says when there is none", () => {
    const own = defineDeployment(good);
    expect(deploymentOn(31337, [own])).to.equal(own);
    expect(() => deploymentOn(5, [own])).to.throw(DeploymentUnknownError, "chain 5");
  });

  it("refuses what cannot be one", () => {
    expect(() => defineDeployment({ ...good, registry: "0x1" })).to.throw(InvalidAddressError, "registry");
    expect(() => defineDeployment({ ...good, chainId: 0 })).to.throw(InvalidParameterError);
    expect(() => defineDeployment({ ...good, startBlock: -1n })).to.throw(InvalidParameterError);
  });
});
