import { releasesErrorsAbi } from "../../abi/errors/releases.ts";
import type { Explained } from "../decodeRevert.ts";

export const RELEASES_ERRORS: Explained<typeof releasesErrorsAbi> = {
  abi: releasesErrorsAbi,
  explanations: {
    ReleaseIllFormed: "A release has a wrong {field}. Versions have 1 to 64 bytes, and contents are not zero.",
    ReleaseNotOpenYet:
      "Release {release} is open already, or not yet: {gathered} of {threshold} have been given, and its date is {opensAt}.",
    ReleaseUnknown: "There is no release {release}.",
    ReleaseVersionTaken: "Version {version} is release {release} already. Choose another one.",
    ReleasesCallerNotTreasury:
      "{caller} may not publish releases. Only the treasury may: put it into a document, or give an office the power.",
  },
};
