export * from "./elections/advance.ts";
export * from "./elections/amendElection.ts";
export * from "./elections/batch.ts";
export * from "./elections/cancelNonce.ts";
export * from "./elections/castBallot.ts";
export * from "./elections/castBallotBySig.ts";
export * from "./elections/createElection.ts";
export * from "./elections/getBallot.ts";
export * from "./elections/getElection.ts";
export * from "./elections/getElectionCount.ts";
export * from "./elections/getElectionsDomain.ts";
export * from "./elections/getIncumbents.ts";
export * from "./elections/getNomination.ts";
export * from "./elections/getStanding.ts";
export * from "./elections/isNonceUsed.ts";
export * from "./elections/nominate.ts";
export * from "./elections/nominateBySig.ts";
export * from "./elections/place.ts";
export * from "./elections/recall.ts";
export * from "./elections/refresh.ts";
export * from "./elections/resign.ts";
export * from "./elections/resignBySig.ts";
export * from "./elections/retireElection.ts";
export * from "./elections/signCastBallot.ts";
export * from "./elections/signConsent.ts";
export * from "./elections/signNominate.ts";
export * from "./elections/signResign.ts";
export * from "./elections/signWithdrawBallot.ts";
export * from "./elections/signWithdrawCandidacy.ts";
export * from "./elections/unseat.ts";
export * from "./elections/waitForElection.ts";
export * from "./elections/waitForNomination.ts";
export * from "./elections/withdrawBallot.ts";
export * from "./elections/withdrawBallotBySig.ts";
export * from "./elections/withdrawCandidacy.ts";
export * from "./elections/withdrawCandidacyBySig.ts";
export * from "./kernel/checkParameters.ts";
export * from "./kernel/createCommunity.ts";
export * from "./kernel/createCommunityFromPreset.ts";
export * from "./kernel/foundKernel.ts";
export * from "./kernel/getCommunity.ts";
export * from "./kernel/getCommunityName.ts";
export * from "./kernel/getCommunitySymbol.ts";
export * from "./kernel/getConstitutionAddress.ts";
export * from "./kernel/getCycleLength.ts";
export * from "./kernel/getDaoUri.ts";
export * from "./kernel/getElectionsAddress.ts";
export * from "./kernel/getEnactmentDelay.ts";
export * from "./kernel/getFactory.ts";
export * from "./kernel/getFactoryRegistry.ts";
export * from "./kernel/getForkTerms.ts";
export * from "./kernel/getForksAddress.ts";
export * from "./kernel/getGate.ts";
export * from "./kernel/getGenesisAt.ts";
export * from "./kernel/getHalfLife.ts";
export * from "./kernel/getKernelClock.ts";
export * from "./kernel/getKernelClockMode.ts";
export * from "./kernel/getKernelImplementation.ts";
export * from "./kernel/getKernelOf.ts";
export * from "./kernel/getLeastFills.ts";
export * from "./kernel/getOfficesAddress.ts";
export * from "./kernel/getParametersHash.ts";
export * from "./kernel/getParent.ts";
export * from "./kernel/getParentOf.ts";
export * from "./kernel/getPresetParameters.ts";
export * from "./kernel/getReferenceCurrency.ts";
export * from "./kernel/getRegistryOf.ts";
export * from "./kernel/getScaling.ts";
export * from "./kernel/getSources.ts";
export * from "./kernel/getSuccessorOf.ts";
export * from "./kernel/getTerms.ts";
export * from "./kernel/getTreasury.ts";
export * from "./kernel/getWeightsAddress.ts";
export * from "./kernel/hashParameters.ts";
export * from "./kernel/isCommunity.ts";
export * from "./kernel/predictCommunity.ts";
export * from "./kernel/registerCommunity.ts";
export * from "./kernel/waitForCommunity.ts";
export * from "./weights/consolidate.ts";
export * from "./weights/credit.ts";
export * from "./weights/getAccount.ts";
export * from "./weights/getAllowance.ts";
export * from "./weights/getAssets.ts";
export * from "./weights/getCycle.ts";
export * from "./weights/getCycleStart.ts";
export * from "./weights/getDormant.ts";
export * from "./weights/getElectorate.ts";
export * from "./weights/getElectorateAt.ts";
export * from "./weights/getElectorateRuns.ts";
export * from "./weights/getFreeUnits.ts";
export * from "./weights/getHorizon.ts";
export * from "./weights/getLease.ts";
export * from "./weights/getOverdraft.ts";
export * from "./weights/getQuote.ts";
export * from "./weights/getRecallable.ts";
export * from "./weights/getSequencer.ts";
export * from "./weights/getSourceArguments.ts";
export * from "./weights/getTotalContributed.ts";
export * from "./weights/getTotalWeight.ts";
export * from "./weights/getUnits.ts";
export * from "./weights/getUnitsFor.ts";
export * from "./weights/getVotesFor.ts";
export * from "./weights/getWeight.ts";
export * from "./weights/getWeightAt.ts";
export * from "./weights/getWeightDecimals.ts";
export * from "./weights/getWeightName.ts";
export * from "./weights/getWeightSymbol.ts";
export * from "./weights/getWeightsClock.ts";
export * from "./weights/getWeightsClockMode.ts";
export * from "./weights/installModule.ts";
export * from "./weights/isInterfaceSupported.ts";
export * from "./weights/isLeasing.ts";
export * from "./weights/isLocked.ts";
export * from "./weights/isMerchant.ts";
export * from "./weights/isModule.ts";
export * from "./weights/isSource.ts";
export * from "./weights/lease.ts";
export * from "./weights/noteCollected.ts";
export * from "./weights/placeInstead.ts";
export * from "./weights/purchase.ts";
export * from "./weights/purchaseWithPermit.ts";
export * from "./weights/retireModule.ts";
export * from "./weights/revoke.ts";
export * from "./weights/setMerchant.ts";
export * from "./weights/sync.ts";
export {
  type BallotInput,
  type OrderedBallot,
  type Placement,
  type PlacementInput,
  type Score,
  type ScoreInput,
  orderBallot,
} from "../core/ballot.ts";
export type { ReadClient, ReadOptions, WriteClient, WriteOptions } from "../core/client.ts";
export type { Community, ContractAt, Organ } from "../core/community.ts";
export type { ElectionParameters, ElectionParametersInput } from "../core/election.ts";
export type { Authorization, Ballot, Candidacy, Election, NominationInput } from "../core/elections.ts";
export {
  encodePurchaseConfiguration,
  type ForkTerms,
  type FoundersChoices,
  type FoundingDocument,
  type KernelParameters,
  type KernelParametersInput,
  type PurchaseConfiguration,
  type SourceParameters,
} from "../core/founding.ts";
export type { WaitOptions } from "../core/receipt.ts";
export type { Terms } from "../core/terms.ts";
export type { Account, Asset, Dormant, ElectorateRun, Lease, Overdraft, Parcel } from "../core/weights.ts";
export type { Kind, Method, Preset, Scaling, Stage } from "../core/words.ts";
export type { PrepareErrorType, PreparedCall, Simulation, WriteErrorType } from "../core/write.ts";
