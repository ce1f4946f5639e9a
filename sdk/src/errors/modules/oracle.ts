import { oracleErrorsAbi } from "../../abi/errors/oracle.ts";
import type { Explained } from "../decodeRevert.ts";

const TREASURY = "Only the community's treasury may do this, not {caller}: put it into a document.";
const NOT_THE_INBOX = "Reports of feed {feed} come from an inbox that the treasury has named, not from {caller}.";
const SIGN_ANEW = "Ask the operator to sign anew.";

export const ORACLE_ERRORS: Explained<typeof oracleErrorsAbi> = {
  abi: oracleErrorsAbi,
  explanations: {
    DirectionExpired:
      "What {module} decided could be carried out until {expiredAt} (seconds). It takes another decision.",
    DirectionNotReady: "What {module} decided can be carried out from {readyAt} (seconds) on. Come back then.",
    DirectionTakenAlready:
      "What {module} decided about {cause} was carried out, or dropped. There is nothing left to do.",
    DirectionUnknown:
      "{module} has not decided this call about {cause} under the document in force. Look at its direction.",
    ECDSAInvalidSignature: `A signature is of nobody. ${SIGN_ANEW}`,
    ECDSAInvalidSignatureLength: `A signature has {length} bytes, and 65 are right. ${SIGN_ANEW}`,
    ECDSAInvalidSignatureS: `A signature is not in its lower form: its s is {s}. ${SIGN_ANEW}`,
    FeedNotNamed: NOT_THE_INBOX,
    FeedTakesOtherDoor: "Feed {feed} comes by the other door ({door}: 0 = quorum, 1 = forwarder). Send it there.",
    FeedUnknown: "The inbox has no feed {feed}. Ask the treasury to set it, or check the name.",
    InboxCallerNotForwarder: "{caller} is no Chainlink forwarder that the treasury allows.",
    InboxCallerNotTreasury: TREASURY,
    InboxParameterOutOfBounds: "The {parameter} is {value}, and has to be from {least} to {most}. Change it.",
    InboxSignersNotAscending: "Signer {next} comes after {signer}: list each once, in ascending order.",
    MandateAbsent:
      "No document in force lets {module} have the treasury call {selector} of {target}. Put a power for it into one.",
    MandateGrantedLater:
      "{module} decided at {decidedAt} (seconds), before it was given the power at {grantedAt}. Decide anew.",
    OutcomeFromFuture: "Poll {pollKey} closed at {closedAt} (seconds), later than it was observed at {observedAt}.",
    OutcomeOutOfMandate: "The first argument is to be as the mandate fixes it, not {argument}.",
    OutcomeStarved: "The report on poll {pollKey} ran out of gas. Redeliver it with more.",
    OutcomesCallerNotFeed: NOT_THE_INBOX,
    OutcomesDirectOwnInbox: "What the inbox {inbox} reports may not change that inbox. Name another target.",
    RelayHeardLater:
      "{voter} has decided at {heardAt} (seconds) in election {election}; what was said at {castAt} comes too late.",
    RelayNotAppointed:
      "{voter} has not appointed {relay} in election {election}, or has voted directly since. Appoint it.",
    RelayNotModule: "{relay} is no module of the community. Install it by a document, or appoint one that is.",
    RelayPlacesTooMuch:
      "{voter} lets a relay place {most} units in election {election}, less than {units}. Allow more.",
    ReportExpired: "The report of feed {feed} could come in until {expiresAt} (seconds). Have operators sign anew.",
    ReportFromFuture: "The report of feed {feed} was observed at {observedAt} (seconds), which is still to come. Wait.",
    ReportNeedsGas: "The feed's consumer was left {left} gas, less than {least}. Send it with more.",
    ReportNotUndelivered: "Report {sequence} of feed {feed} waits for no delivery. Nothing needs to be done.",
    ReportOutOfSequence:
      "Report {sequence} of feed {feed} is to be from {least} to {most}. Send those before it first.",
    ReportSignaturesTooFew: "{signatures} operators have signed, and it takes {quorum}. Collect more signatures.",
    ReportSignerUnknown: "{signer} is no operator of the set that the others are of. Leave its signature out.",
    ReportSignersNotAscending:
      "Signer {next} comes after {signer}: send each signature once, in ascending order of signers.",
    ReportSuperseded: "Report {sequence} of feed {feed} comes after {current}, which is in already. Leave it out.",
    VoiceFromFuture: "The voice was raised at {castAt} (seconds), later than it was observed at {observedAt}.",
    VoiceIllFormed: "The voice has wrong {field}. Correct it.",
    VoiceNotRelayed: "{voter} has appointed {relay} and not this one. Appoint it in this election.",
    VoiceUnlinked: "Subject {subject} of {provider} is linked to no account. Link it first.",
    VoiceWithoutWeight: "{voter} has nothing free that the relay may place. Allow it more, or withdraw elsewhere.",
    VoicesCallerNotSelf: "Voices are cast by the contract itself. Send them by a report.",
    VoicesCallerNotTreasury: TREASURY,
    VoicesStarved: "The batch of poll {pollKey} ran out of gas at voice {voice}. Redeliver it with more.",
    VoicesTooMany: "The batch has {length} voices, and {most} are the most. Split it.",
  },
};
