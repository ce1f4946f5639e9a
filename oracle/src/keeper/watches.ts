import { type AbiEvent, type AbiFunction, parseAbiItem } from "viem";

/** Contracts of a community in which there is something for anyone to do. */
export const KINDS = [
  "elections",
  "constitution",
  "offices",
  "forks",
  "weights",
  "patrons",
  "contributors",
  "identities",
  "commitments",
  "priorities",
  "pools",
  "releases",
  "inboxes",
] as const;
export type Kind = (typeof KINDS)[number];

type Args = Readonly<Record<string, unknown>>;

/** A call that an event gives occasion to; it is due when it succeeds, or where it always does, when it changes what a view answers. */
export interface Occasion {
  event: AbiEvent;
  call: AbiFunction;
  /** The names of the event's arguments that the call takes, or values that it is given. */
  args: readonly (string | { value: unknown })[];
  probe?: { view: AbiFunction; args: readonly string[] };
  /** Of which of the event's arguments it is: what ends that ends the occasion. */
  about: readonly string[];
  /** Whom to call, if it is not who told the event. */
  on?: Kind;
  /** An argument that is a list, in place of which the call takes each of its entries. */
  each?: string;
  /** What the event has to say for there to be one. */
  given?: Args;
  /** The call by which it came to the event, whose arguments can be taken as well. What came by another way is left alone. */
  brought?: AbiFunction;
}

/** What ends all occasions about something. */
export interface Ending {
  event: AbiEvent;
  about: readonly string[];
  /** Only these calls; all unless said. */
  calls?: readonly string[];
}

export interface Watch {
  occasions: readonly Occasion[];
  endings: readonly Ending[];
  /** Calls that are tried without an occasion. */
  always?: readonly AbiFunction[];
}

const event = (text: string): AbiEvent => parseAbiItem(`event ${text}` as never) as AbiEvent;
const functionOf = (text: string): AbiFunction => parseAbiItem(`function ${text}` as never) as AbiFunction;

function occasion(
  on: AbiEvent,
  call: string,
  args: Occasion["args"],
  more: { about?: readonly string[]; view?: string; of?: readonly string[]; on?: Kind } = {},
): Occasion {
  const named = args.filter((one) => typeof one === "string");
  const { about = named, view, of = named } = more;
  const probe = view === undefined ? {} : { probe: { view: functionOf(view), args: of } };
  const target = more.on === undefined ? {} : { on: more.on };
  return { event: on, call: functionOf(call), args, about, ...probe, ...target };
}

const ending = (text: string, about: readonly string[], calls?: readonly string[]): Ending => ({
  event: event(text),
  about,
  ...(calls === undefined ? {} : { calls }),
});

const ALL = { value: 2 ** 32 - 1 };

/**
 * What becomes of weight that a voter has placed. It is due if it changes that: who is overdrawn elsewhere can be recalled from in vain,
 * and again and again.
 */
function placed(on: AbiEvent, what: string, view: string, type = "uint64"): Occasion[] {
  const of = `(${type} ${what}, address voter)`;
  return ["refresh", "recall"].map((call) =>
    occasion(on, `${call}${of}`, [what, "voter"], { view: `${view}${of} view` }),
  );
}

function elections(): Watch {
  const created = event(
    "ElectionCreated(uint64 indexed election, (uint8 kind, uint8 method, uint8 seats, uint72 nominationFill, uint72 stabilizationFill, uint64 parentElection, uint32 parentDocument) parameters, uint32 cycle)",
  );
  const cast = event("BallotCast(uint64 indexed election, address indexed voter, uint256 placement)");
  const long = event("LongBallotCast(uint64 indexed election, address indexed voter, uint256[] placements)");
  const view = "electionOf(uint64 election) view";
  const ballots = [cast, long].flatMap((on) => placed(on, "election", "ballotOf"));
  return {
    occasions: [
      occasion(created, "advance(uint64 election, uint32 maxCycles)", ["election", ALL], { view }),
      occasion(created, "retireOrphan(uint64 election)", ["election"], { on: "constitution" }),
      ...ballots,
    ],
    endings: [
      ending("ElectionRetired(uint64 indexed election)", ["election"]),
      ending("BallotWithdrawn(uint64 indexed election, address indexed voter)", ["election", "voter"]),
    ],
  };
}

function constitution(): Watch {
  const presented = event("DocumentPresented(uint64 indexed election, uint32 indexed candidacy, bytes clauses)");
  return {
    occasions: [
      // A document that lost its seat can win it again: nothing ends this.
      occasion(presented, "enact(uint64 election, bytes clauses)", ["election", "clauses"]),
      occasion(presented, "lapse(uint64 election)", ["election"]),
    ],
    endings: [],
  };
}

function offices(): Watch {
  const about = ["module", "cause", "target"];
  const directed = event(
    "CallDirected(address indexed module, bytes32 indexed cause, address indexed target, bytes data, uint64 readyAt)",
  );
  const call = "carryOut(address module, address target, bytes data, bytes32 cause)";
  const fields = "(address indexed module, bytes32 indexed cause, address indexed target)";
  return {
    occasions: [occasion(directed, call, ["module", "target", "data", "cause"], { about })],
    endings: [ending(`DirectionTaken${fields}`, about), ending(`DirectionDropped${fields}`, about)],
  };
}

function forks(): Watch {
  const joined = event(
    "ForkJoined(uint64 indexed fork, address indexed account, uint96 units, uint96 leased, uint64 contributed)",
  );
  const skipped = event("ForkAssetSkipped(uint64 indexed fork, address indexed asset)");
  const both = ["fork", "account"];
  const view = "forkOf(uint64 fork) view";
  return {
    occasions: [
      occasion(joined, "advance(uint64 fork, uint32 maxCycles)", ["fork", ALL], { view }),
      occasion(joined, "recall(uint64 fork, address account)", both),
      occasion(joined, "arrive(uint64 fork, address account)", both),
      occasion(skipped, "claim(uint64 fork, address asset)", ["fork", "asset"], {
        view: "claimableOf(uint64 fork, address asset) view",
      }),
    ],
    endings: [
      ending("ForkLeft(uint64 indexed fork, address indexed account)", both),
      ending("ForkArrived(uint64 indexed fork, address indexed account, uint96 units, uint96 leased)", both),
      ending("ForkAssetTaken(uint64 indexed fork, address indexed asset, uint256 amount)", ["fork", "asset"]),
    ],
  };
}

function weights(): Watch {
  const credited = event("Credited(address indexed account, address indexed source, uint96 units, uint64 value)");
  const leased = event("Leased(address indexed account, uint96 units, uint32 until)");
  const view = "dormantOf(address account) view";
  return {
    occasions: [credited, leased].flatMap((on) => [
      occasion(on, "sync(address account)", ["account"], { view }),
      occasion(on, "consolidate(address account)", ["account"], { view }),
    ]),
    endings: [],
  };
}

function patrons(): Watch {
  const set = event("PatronageSet(address indexed patron, uint256 patronage)");
  const streamed = event("StreamSet(address indexed patron, address indexed asset, uint96 most)");
  return {
    occasions: [
      occasion(streamed, "collect(address patron)", ["patron"]),
      occasion(set, "settle(address patron)", ["patron"], { view: "isSettled(address patron) view" }),
      occasion(set, "nameHighest(address patron)", ["patron"]),
    ],
    endings: [],
  };
}

function contributors(): Watch {
  const listed = event("ContributorListed(address indexed account, uint64 hand)");
  const view = "contributorOf(address account) view";
  return { occasions: [occasion(listed, "settle(address account)", ["account"], { view })], endings: [] };
}

function identities(): Watch {
  const attested = event(
    "Attested(bytes32 indexed provider, bytes32 indexed subject, address indexed account, uint8 quality, uint64 observedAt)",
  );
  const both = ["provider", "subject"];
  const linked =
    "AccountLinked(bytes32 indexed provider, bytes32 indexed subject, address indexed account, uint8 quality)";
  return {
    occasions: [occasion(attested, "settle(bytes32 provider, bytes32 subject)", both)],
    endings: [ending(linked, both)],
  };
}

function commitments(): Watch {
  const opened = event(
    "CommitmentOpened(uint64 indexed commitment, address indexed opener, (bool allots, uint32 halfLife, uint32 deadline, uint32 period) parameters, uint32 cycle)",
  );
  const cast = event(
    "CommitmentBallotCast(uint64 indexed commitment, address indexed voter, (uint16 option, uint96 permanent, uint96 leased)[] placements, uint96 held, uint96 heldLeased, uint32 until)",
  );
  const view = "commitmentOf(uint64 commitment) view";
  const both = ["commitment", "voter"];
  return {
    occasions: [
      occasion(opened, "advance(uint64 commitment, uint32 maxCycles)", ["commitment", ALL], { view }),
      ...placed(cast, "commitment", "ballotOf"),
    ],
    endings: [
      ending("CommitmentBallotWithdrawn(uint64 indexed commitment, address indexed voter)", both),
      ending("CommitmentStopped(uint64 indexed commitment)", ["commitment"], ["advance"]),
    ],
  };
}

function priorities(): Watch {
  const opened = event(
    "ItemOpened(uint64 indexed item, uint32 indexed list, address indexed owner, bytes32 content, string uri)",
  );
  const moved = event(
    "ItemPlaced(uint64 indexed item, address indexed voter, bool against, uint96 permanent, uint96 leased, uint32 until)",
  );
  const idle = ["markIdle", "closeIdle"];
  const owned = "(uint64 indexed item, address indexed owner)";
  return {
    occasions: [
      ...idle.map((call) => occasion(opened, `${call}(uint64 item)`, ["item"])),
      ...placed(moved, "item", "placementOf"),
    ],
    endings: [
      ending(`ItemClosed${owned}`, ["item"], idle),
      ending(`ItemDropped${owned}`, ["item"], idle),
      ending("ItemServed(uint64 indexed item, address indexed owner, int112 votes, int112 rank)", ["item"], idle),
    ],
  };
}

function pools(): Watch {
  const registered = event(
    "ProjectRegistered(uint32 indexed project, address indexed recipient, uint112 goal, uint112 ceiling, address[] team, string uri)",
  );
  const pledged = event("Pledged(uint32 indexed project, address indexed account, address identity, uint112 amount)");
  const moved = event("ProjectVotesPlaced(uint32 indexed project, address indexed voter, uint256 placed)");
  return {
    occasions: [
      occasion(registered, "claim(uint32 project, address recipient)", ["project", "recipient"]),
      occasion(pledged, "reconcile(uint32 project, address account)", ["project", "account"]),
      { ...occasion(registered, "extendTeam(uint32 project, address member)", ["project", "team"]), each: "team" },
      ...placed(moved, "project", "placedOf", "uint32"),
    ],
    endings: [
      ending("ProjectRetired(uint32 indexed project)", ["project"], ["claim", "reconcile", "extendTeam"]),
      ending("ProjectPaid(uint32 indexed project, address indexed to, uint256 amount)", ["project"]),
    ],
    always: [functionOf("absorb() returns (uint256 amount)")],
  };
}

function releases(): Watch {
  const published = event(
    "ReleasePublished(uint32 indexed release, string version, bytes32 content, string uri, uint64 threshold, uint64 opensAt)",
  );
  return {
    occasions: [occasion(published, "open(uint32 release)", ["release"])],
    endings: [ending("ReleaseOpened(uint32 indexed release)", ["release"])],
  };
}

/** What a consumer would take by now it gets, late or not: whoever takes reports looks at when they were observed. */
function inboxes(): Watch {
  const report = "(bytes32 feed, uint64 sequence, uint64 observedAt, uint64 expiresAt, bytes payload) report";
  const accepted = event(
    "ReportAccepted(bytes32 indexed feed, uint64 indexed sequence, bytes32 digest, bool delivered)",
  );
  const about = ["feed", "sequence"];
  const refused = occasion(accepted, `redeliver(${report})`, ["report"], { about });
  const brought = functionOf(`submit(${report}, bytes[] signatures) returns (bool accepted)`);
  return {
    occasions: [{ ...refused, given: { delivered: false }, brought }],
    endings: [ending("ReportRedelivered(bytes32 indexed feed, uint64 indexed sequence)", about)],
  };
}

/** What is watched for in each kind of contract. */
export const WATCHES: Readonly<Record<Kind, Watch>> = {
  elections: elections(),
  constitution: constitution(),
  offices: offices(),
  forks: forks(),
  weights: weights(),
  patrons: patrons(),
  contributors: contributors(),
  identities: identities(),
  commitments: commitments(),
  priorities: priorities(),
  pools: pools(),
  releases: releases(),
  inboxes: inboxes(),
};

/** What a call is given: arguments of the event, and values. */
export function argumentsOf(args: Occasion["args"], told: Args): unknown[] {
  return args.map((one) => (typeof one === "string" ? told[one] : one.value));
}
