interface Happened {
  eventName: string;
  args: unknown;
}

/** What each event of a union makes of a state. */
export type Replay<event extends Happened, state> = {
  readonly [name in event["eventName"]]: (state: state, args: Extract<event, { eventName: name }>["args"]) => void;
};

/** A state after all that has happened to it. */
export function replay<event extends Happened, state>(
  events: readonly event[],
  state: state,
  on: Replay<event, state>,
): state {
  for (const { eventName, args } of events) {
    const apply: (state: state, args: never) => void = on[eventName as event["eventName"]];
    apply(state, args as never);
  }
  return state;
}

/** An event that changes nothing of what is rebuilt. */
export function pass(): void {
  // What it tells has been told, or follows.
}
