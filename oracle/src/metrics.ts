import { Counter, Gauge, Registry } from "prom-client";

/** Everything that is counted, by the names that the dashboard and the alert rules use. */
export class Metrics {
  readonly registry = new Registry();
  readonly #on = { registers: [this.registry] };

  readonly observations = new Counter({
    name: "perdure_observations_total",
    help: "What was seen and had not been seen before, by source",
    labelNames: ["source"],
    ...this.#on,
  });
  readonly sourceErrors = new Counter({
    name: "perdure_source_errors_total",
    help: "Answers that a source did not give, or not rightly, by what was wrong",
    labelNames: ["source", "fault"],
    ...this.#on,
  });
  readonly sourceSeen = new Gauge({
    name: "perdure_source_last_success_timestamp_seconds",
    help: "When a source last answered to the end; until it has, when the operator started",
    labelNames: ["source"],
    ...this.#on,
  });
  readonly rateLimitWaits = new Counter({
    name: "perdure_rate_limit_wait_seconds_total",
    help: "Time spent waiting for a source's rate limit",
    labelNames: ["source"],
    ...this.#on,
  });
  readonly queueAge = new Gauge({
    name: "perdure_queue_age_seconds",
    help: "For how long the oldest thing that is to be told has waited",
    labelNames: ["feed"],
    ...this.#on,
  });
  readonly queueLength = new Gauge({
    name: "perdure_queue_length",
    help: "How many things are to be told",
    labelNames: ["feed"],
    ...this.#on,
  });
  readonly feedSequence = new Gauge({
    name: "perdure_feed_sequence",
    help: "The sequence of a feed's last report on the chain",
    labelNames: ["feed"],
    ...this.#on,
  });
  readonly leader = new Gauge({
    name: "perdure_leader",
    help: "1 while this operator leads a feed",
    labelNames: ["feed"],
    ...this.#on,
  });
  readonly finalityLag = new Gauge({
    name: "perdure_finality_lag_seconds",
    help: "Between the latest block and the last one that is final",
    ...this.#on,
  });
  readonly equivocations = new Gauge({
    name: "perdure_equivocations",
    help: "Pairs of reports that one operator signed for one sequence; each is kept as evidence",
    labelNames: ["signer"],
    ...this.#on,
  });
  readonly strangers = new Gauge({
    name: "perdure_unexplained_reports",
    help: "Reports on the chain of which nobody could say what they told",
    labelNames: ["feed"],
    ...this.#on,
  });
  readonly underWay = new Gauge({
    name: "perdure_transactions_under_way",
    help: "Transactions that are signed and not final",
    ...this.#on,
  });
  readonly nonceGap = new Gauge({
    name: "perdure_nonce_gap",
    help: "Nonces before our last one that have no transaction",
    ...this.#on,
  });
  readonly stuck = new Gauge({
    name: "perdure_transaction_stuck",
    help: "1 while a transaction would have to pay more for gas than is allowed",
    ...this.#on,
  });
  readonly balance = new Gauge({
    name: "perdure_signer_balance_ether",
    help: "What the submitting account has left for gas",
    ...this.#on,
  });
  readonly receiptConflicts = new Gauge({
    name: "perdure_receipt_conflicts",
    help: "Payments that were told in several ways; one counts, the others are kept as evidence",
    labelNames: ["source"],
    ...this.#on,
  });
  readonly receiptsWithoutRate = new Gauge({
    name: "perdure_receipts_without_rate",
    help: "Assets that have been paid in and have no rate: the epoch cannot be closed",
    labelNames: ["source"],
    ...this.#on,
  });
  readonly deliveries = new Gauge({
    name: "perdure_deliveries",
    help: "What is to leave, or has left, by its state; what is dead waits for somebody to retry or cancel it",
    labelNames: ["state"],
    ...this.#on,
  });
  readonly deliveryFailures = new Counter({
    name: "perdure_delivery_failures_total",
    help: "Attempts to deliver that nobody took, by target",
    labelNames: ["target"],
    ...this.#on,
  });
  readonly failures = new Counter({
    name: "perdure_loop_failures_total",
    help: "Rounds that ended early, by what they were of",
    labelNames: ["loop"],
    ...this.#on,
  });
}
