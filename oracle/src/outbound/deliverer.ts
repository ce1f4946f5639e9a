import { createHash } from "node:crypto";
import type { Clock } from "../clock.ts";
import { OracleError, SourceError } from "../errors.ts";
import type { Database } from "../storage/Database.ts";
import { traced } from "../tracing.ts";
import { claimDeliveries, type Delivery, settleDelivery } from "./deliveries.ts";

/** A place to which deliveries go. */
export interface Target {
  readonly name: string;
  /** Resolves once the other side has taken it; whatever it throws, the delivery is tried again later. */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<void>;
}

export interface DelivererDependencies {
  database: Database;
  targets: readonly Target[];
  clock: Clock;
  /** Told of every attempt: for logs and metrics. */
  onAttempt?: (delivery: Delivery, failure: Error | undefined) => void;
}

export interface Deliverer {
  /**
   * Tries what is due, at most 16 deliveries at once.
   * @returns how many it tried
   */
  deliverDue(signal: AbortSignal): Promise<number>;
  /** Goes on until the signal is aborted, and what was begun has ended. */
  run(signal: AbortSignal): Promise<void>;
}

const BATCH = 16;
/** Longer than any target takes. */
const CLAIM = 5 * 60_000;
const IDLE = 1_000;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 6 * 60 * 60_000;
/** With the waits above, about two days. */
const MOST_ATTEMPTS = 18;
const LONGEST_ERROR = 500;

/** Carries deliveries to their targets, and keeps what nobody takes. */
export function createDeliverer(dependencies: DelivererDependencies): Deliverer {
  const { database, clock } = dependencies;
  const targets = new Map(dependencies.targets.map((target) => [target.name, target]));

  const attempt = async (delivery: Delivery, signal: AbortSignal): Promise<void> => {
    const failure = await failureOf(targets.get(delivery.target), delivery, signal);
    // Called off by ourselves: it counts for nothing, and whoever comes next takes it.
    if (failure !== undefined && signal.aborted) return;
    const now = clock.now();
    if (failure === undefined) await settleDelivery(database, delivery, { state: "delivered", now });
    else await putOff(database, delivery, failure, now);
    dependencies.onAttempt?.(delivery, failure);
  };

  const deliverDue = async (signal: AbortSignal): Promise<number> => {
    const now = clock.now();
    const due = await claimDeliveries(database, now, now + CLAIM, BATCH);
    await Promise.all(due.map((delivery) => attempt(delivery, signal)));
    return due.length;
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const tried = await deliverDue(signal);
      if (tried === 0) await clock.sleep(IDLE, signal).catch(() => undefined);
    }
  };
  return { deliverDue, run };
}

async function failureOf(
  target: Target | undefined,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Error | undefined> {
  try {
    if (target === undefined) {
      throw new OracleError(
        `There is no target ${delivery.target}`,
        "Put it back into the configuration, or cancel it.",
      );
    }
    const of = { target: target.name, delivery: delivery.id, attempt: delivery.attempts };
    await traced("deliver", of, () => target.deliver(delivery, signal));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function putOff(database: Database, delivery: Delivery, failure: Error, now: number): Promise<void> {
  const error = failure.message.slice(0, LONGEST_ERROR);
  if (delivery.attempts >= MOST_ATTEMPTS) {
    await settleDelivery(database, delivery, { state: "dead", now, error });
    return;
  }
  const wanted = failure instanceof SourceError ? (failure.retryAfter ?? 0) : 0;
  await settleDelivery(database, delivery, {
    state: "waiting",
    now,
    dueAt: now + Math.max(wanted, waitAfter(delivery)),
    error,
  });
}

/** Twice as long each time; up to a quarter more, by the delivery's id, so that what failed together does not return together. */
function waitAfter({ id, attempts }: Delivery): number {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1));
  const spread = createHash("sha256").update(`${id}${attempts}`).digest().readUInt16BE() / 65_536;
  return Math.round(wait * (1 + spread / 4));
}
