import type { errorsAbi } from "../abi/errors.ts";

export type ContractErrorName = (typeof errorsAbi)[number]["name"];

const NOT_BY_HAND = "This is a fault in a contract, not in what you asked for. Please report it.";
const TREASURY = "Only the community's treasury may do this: put it into a document for the constitution.";
const PRICE = "The price of {asset} cannot be relied on now. Try again after its feed's next update.";
const SIGN_ANEW = "Ask the signer to sign anew";
const TOO_BIG = "A number is larger than the contract can hold. Use less.";
const SEQUENCER = "Purchases pause while this chain's sequencer is down or just back. Try again later.";

/** What each error means to the caller, and what to do. `{x}` is replaced by the error's argument `x`. */
export const EXPLANATIONS: Readonly<Record<ContractErrorName, string>> = {
  ActionExpired: "The action was to take effect by {deadline} (seconds). Propose it anew with a later deadline.",
  ActionNotConfirmed:
    "{confirmations} of the seats agree, and {needed} have to. Ask more officers to confirm with act or signAction.",
  ActionNotReady: "The action waits until {readyAt} (seconds; 0 = its delay has not begun). Execute it then.",
  ActionTakenAlready: "This action has taken effect. To do the same again, give it another salt.",
  AddressEmptyCode: "There is no contract at {target}. Check the address.",
  BallotAbsent: "{voter} has no ballot in election {election}. Cast one first.",
  BallotCandidaciesNotAscending: "Candidacy {next} comes after {candidacy}: list each once, in ascending order.",
  BallotLengthOutOfBounds:
    "The ballot lists {length} items where {most} are the most, or none at all. Change the list.",
  BallotNeedsScores: "Election {election} is held by scores. Use castBallot with scores instead of place.",
  BallotNotDead: "{voter} has nothing to release in election {election}. Leave it out of the dead elections.",
  BallotNotRefreshable: "The ballot of {voter} holds no lease that was renewed since. Nothing needs to be done.",
  BallotPilesIllFormed:
    "By scores, place an approving pile, a disapproving one, or both in this order, without candidacies.",
  BallotPlacementEmpty: "A placement on candidacy {candidacy} holds nothing. Give it units or leave it out.",
  BallotScoreOutOfBounds: "Candidacy {candidacy} was scored {score}. Scores go from -100 to 100.",
  BudgetAbsent: "No document in force lets office {office} pay {asset}. Put a budget for it into a document.",
  BudgetExceeded:
    "Office {office} may still pay {available} of {asset}, less than {wanted}. Pay less, or wait for the next period.",
  CandidacyAlreadyOwned: "{owner} already stands in election {election} as candidacy {candidacy}. Vote for that one.",
  CandidacyHasEnded: "Candidacy {candidacy} has ended. Withdraw what is on it, and choose another or nominate anew.",
  CandidacyNotIncumbent: "Candidacy {candidacy} holds no seat in election {election}, so it has none to give up.",
  CandidacyNotOwned: "Candidacy {candidacy} of election {election} is not owned by {caller}. Act as its owner.",
  CandidacyUnknown: "There is no candidacy {candidacy} in this election. Look at its standing.",
  CharterNotStarted: "The community starts at {genesisAt} (seconds). Come back then.",
  CheckpointUnorderedInsertion: NOT_BY_HAND,
  ClauseIllTyped:
    "Clause {index} (from 0) says what it may not: {reason}. Correct it, and nominate the document again.",
  ClauseNotCarriedOver:
    "Clause {index} carries over election {election}, which the document in force does not have. Make a new one.",
  ClauseTargetChanged:
    "The code at {target} is not what clause {index} was voted on with. Nominate the document with its code of today.",
  CloneArgumentsTooLong: "The configuration of a source is too long. Sell for fewer assets.",
  ConstitutionCallerNotElections: "Documents are presented by being nominated. Use nominate with clauses.",
  CredentialGateIdNotForERC721: "An ERC-721 credential has no id. Leave {id} out.",
  CredentialGateUnknownKind: "{credential} is neither an ERC-721 nor an ERC-1155. Use another credential.",
  DocumentAlreadyInForce: "Document {candidacy} of election {election} is in force already. Nothing needs to be done.",
  DocumentElectionNotInForce:
    "Election {election} was made by a document that is no longer in force. Nominate in one that is.",
  DocumentInForce: "Document {candidacy} of election {election} is in force and stays until another one wins.",
  DocumentMismatch:
    "These are not the clauses that document {candidacy} was nominated with. Take them from getClauses.",
  DocumentNotDue: "Document {candidacy} can be enacted from {dueAt} (seconds) on. Try again then.",
  DocumentNotLapsable:
    "Document {candidacy} may still be enacted until {lapsableAt} (seconds). Enact it, or wait until then.",
  DocumentNotSeated: "No document holds the seat of election {election} yet. Vote for one.",
  DocumentTooLong: "The document has {clauses} clauses, and {most} are the most. Move some into a lower document.",
  DocumentUnreadable: "The clauses cannot be read. Encode them with encodeClauses.",
  ElectionAmendmentForbidden:
    "Election {election} keeps its {parameter} when it is carried over. Make a new election instead.",
  ElectionEnded: "Election {election} has ended. Withdraw your ballot and place the weight elsewhere.",
  ElectionParameterOutOfBounds: "The election's {parameter} is {value}, but has to lie between {least} and {most}.",
  ElectionStillInForce:
    "Election {election} is in force, and so are all documents above it. There is nothing to retire.",
  ElectionStillLive: "Election {election} is still live, so nothing in it is to be released.",
  ElectionUnknown: "There is no election {election} in this community. See how many there are with getElectionCount.",
  ElectionsCallerNotExecutive: TREASURY,
  FactoryCallerNotFork: "Only the forks of {parent} found its children. Use proposeFork there.",
  FactorySourcesMismatch:
    "The preset has {sources} sources, and {configurations} were configured. Configure each of them, in its order.",
  FailedCall: "A call to another contract failed. Check that the receiver accepts what it is sent.",
  FailedDeployment: "A contract could not be created. Try again with more gas.",
  ForkAlreadyExecuted: "Fork {fork} has been executed. Go along with followFork, while it can be followed.",
  ForkAssetRefused: "{asset} refuses to move. Claim it again when it does, while members can follow.",
  ForkClosed: "Fork {fork} could be followed until {followableUntil} (seconds). Propose another one.",
  ForkMemberAbsent: "{account} has not joined fork {fork}, or has arrived already. Join it first.",
  ForkMemberAlready: "{account} has joined fork {fork} already. Nothing needs to be done.",
  ForkMemberPlaced: "{account} has {placed} units placed. Withdraw all ballots, and leave other forks, first.",
  ForkMemberWithoutWeight: "{account} has no weight to take along. Buy or earn some first.",
  ForkNotExecuted: "Fork {fork} has not been executed yet. Execute it when it is ready.",
  ForkNotReady:
    "Fork {fork} holds {joined} of {needed} votes, and its bucket {bucket} of {fill}. Win more over, or wait.",
  ForkParameterForbidden: "A child community chooses no {parameter} of its own. Leave it out.",
  ForkParametersMismatch:
    "These are not the parameters that fork {fork} was proposed with. Take them from its proposal.",
  ForkUnknown: "There is no fork {fork} in this community. See how many there are with getForkCount.",
  InsufficientBalance: "{needed} is needed, and only {balance} is there. Add funds.",
  InvalidShortString: NOT_BY_HAND,
  KernelCallerNotFactory: "Only the factory founds communities. Use createCommunity.",
  KernelCombinationForbidden: "The kernel's {parameter} cannot be combined with its {with}. Change one of them.",
  KernelHorizonReached: "This kernel has sold its last weight (at {horizonAt}). Carry the community over by a fork.",
  KernelNotAContract: "The kernel's {parameter} names {account}, where there is no contract. Check the address.",
  KernelParameterOutOfBounds: "The kernel's {parameter} is {value}, but has to lie between {least} and {most}.",
  NominationIllFormed: "The nomination's {field} is missing, or does not belong in election {election}. Correct it.",
  NominationNotSupported: "A nomination opens with a ballot that counts for the nominee. Place weight on candidacy 0.",
  NominationTooWeak: "The field is full. Open with more than {weakest} hundredths of votes; this were {opening}.",
  NonceAlreadyUsed: `This signature of {signer} was used or cancelled. ${SIGN_ANEW} with another nonce.`,
  OfficeHasBraked:
    "Office {office} has used its brake in this term. It can brake again once somebody has taken a seat in it.",
  OfficerSignatureInvalid: `This is no signature of {officer} over the action. ${SIGN_ANEW}, for this community.`,
  OfficerUnknown: "{account} holds no seat in office {office}. Act as one who does; see getIncumbents.",
  OfficesCallerNotConstitution: "Offices are given powers and budgets by documents alone. Put a clause into one.",
  ParameterOutOfBounds: "Parameter {name} is {value}, but has to lie between {least} and {most}. Choose another value.",
  ParameterUnknown: "The module has no parameter {name}. Check how it is called.",
  PowerAbsent:
    "No document in force lets office {office} call {selector} of {target}. Put a power for it into a document.",
  PurchaseAssetTwice: "Asset {asset} is listed twice. List it once.",
  PurchaseAssetUnknown: "Nothing is sold here for {asset}. See getAssets for what is accepted.",
  PurchaseByTreasury: "The treasury cannot buy weight. Pay from another account.",
  PurchaseCallerNotTreasury: TREASURY,
  PurchaseCoinMismatch: "{sent} of the native coin were sent where {wanted} are due. Send exactly the amount.",
  PurchaseDecimalsUnknown: "{account} does not say how many decimals it has. Check {parameter}.",
  PurchaseForNobody: "Name the account that is to be credited.",
  PurchaseForTreasury: "The treasury cannot be given weight. Name another beneficiary.",
  PurchaseNotAContract: "There is no contract at {account}. Check {parameter}.",
  PurchaseParameterOutOfBounds: "The source's {parameter} is {value}, but has to lie between {least} and {most}.",
  PurchasePayerNotMerchant: "{payer} is no merchant here and buys for itself only. Name it as beneficiary.",
  PurchasePriceFromFuture: PRICE,
  PurchasePriceNotPositive: PRICE,
  PurchasePriceStale: PRICE,
  PurchaseRoundIncomplete: PRICE,
  PurchaseSequencerDown: SEQUENCER,
  PurchaseSequencerPaused: SEQUENCER,
  PurchaseSequencerRestarting: SEQUENCER,
  PurchaseValueTooHigh: "The purchase is worth more than {most}, the most in one go. Split it.",
  PurchaseValueTooLow: "The purchase is worth {value}, less than the {minValue} you ask for. Ask for less or pay more.",
  PurchaseValueZero: "{amount} of {asset} is worth nothing in the reference currency. Pay more.",
  PurchaseWhileTreasuryExecutes: "The treasury is executing a decision. Buy in a transaction of its own.",
  ReentrancyGuardReentrantCall:
    "This cannot be done inside another call of the same kind. Do it in a transaction of its own.",
  RegistryCallerNotFactory: "Only the factory registers communities. Use createCommunity.",
  RegistryNameTaken: 'The name "{name}" belongs to {kernel}. Choose another.',
  Rehearsed:
    "The document would take effect, and make elections {created}. Use rehearseDocument to be told without an error.",
  RequiresFork: "No decision reaches {target}: what the kernel fixes is changed by a fork alone. See proposeFork.",
  SafeCastOverflowedIntDowncast: TOO_BIG,
  SafeCastOverflowedUintDowncast: TOO_BIG,
  SafeERC20FailedOperation: "Token {token} did not move. Check the balance, and approve the source for the amount.",
  SignatureExpired: `The signature was good until {deadline} (seconds). ${SIGN_ANEW} with a later deadline.`,
  SignatureInvalid: `This is no signature of {signer} over what was sent. ${SIGN_ANEW}, on this chain and community.`,
  StringTooLong: NOT_BY_HAND,
  TreasuryBrakeTooLong: "The brake was asked for {period} seconds, and {most} are the most. Ask for less.",
  TreasuryBusy: "The treasury is executing another decision. Act in a transaction of its own.",
  TreasuryCallFailed:
    "{target} refused what the treasury called ({selector}) with {reason}. Correct the call, or what it needs.",
  TreasuryCallerNotAllowed:
    "The treasury obeys enacted documents, offices and forks alone. Go by one of these instead of {caller}.",
  TreasuryIsBraked: "An office has stopped payments and calls until {until} (seconds). Try again then.",
  TreasuryNotAContract: "There is no contract at {target} for the treasury to call. Check the address.",
  TreasuryPaymentFailed:
    "{amount} of {asset} did not reach {to}. Check what the treasury holds, and that the receiver takes it.",
  StringsInsufficientHexLength: NOT_BY_HAND,
  WeightsCallerNotFork: "Only forks move weight between communities. Use joinFork or followFork.",
  WeightsCallerNotModule: "Only modules of the community place weight. Vote through its elections.",
  WeightsCallerNotSource: "Only the community's sources give weight. Buy or earn it there.",
  WeightsCallerNotTreasury: TREASURY,
  WeightsContributedTooMuch:
    "{account} contributed {contributed}, less than the {wanted} that would go along. Take less.",
  WeightsCycleToCome: "Cycle {cycle} is still to come; {running} is running. Ask for a past one.",
  WeightsInsufficient:
    "{account} holds {held} units, and {wanted} would be placed. Place less, or withdraw elsewhere first.",
  WeightsLeaseInsufficient:
    "{account} leases {held} units, and {wanted} would be placed. Place less, or withdraw first.",
  WeightsLeaseUntilOutOfBounds: "The lease would end in cycle {until}, but has to end between {earliest} and {latest}.",
  WeightsLinkNotFinal: "The link of {account} to its person can still be undone. Try again when it is final.",
  WeightsNotOverdrawn: "{account} has placed no more than it holds. There is nothing to recall.",
  WeightsNotRecallableYet: "{account} may still choose what to withdraw. Try again at {recallableAt} (seconds).",
  WeightsNotSecondary: "{account} is not another account of somebody's, so there is nothing to consolidate.",
  WeightsNotTransferable: "Weight cannot be transferred.",
  WeightsRevokedTooMuch: "{account} holds {held} units, less than the {wanted} to be revoked. Revoke less.",
  WeightsStillPlaced: "{placed} units of {account} are placed, and {wanted} would remain. Withdraw some first.",
};
