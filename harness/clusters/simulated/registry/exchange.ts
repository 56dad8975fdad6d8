import type { ExchangeFailure } from "./pull-errors.ts";
import type { RegistryView } from "./access.ts";

type Schedule = (delay: number, callback: () => void) => void;

export interface ExchangeContext {
  readonly schedule: Schedule;
  /** The registry as it is seen at the time of the call. */
  readonly view: () => RegistryView;
  readonly dialTimeout: number;
  /** ms that the registry itself takes to answer. */
  readonly answerTime: number;
}

/** ms after the first SYN at which TCP tries again: a connection attempt that outlives an outage succeeds at one of these. */
const retransmissions = [1_000, 3_000, 7_000, 15_000];

/** One HTTP request to the registry; `done` is called once, with undefined when the registry answered. */
export function exchange(context: ExchangeContext, done: (failure: ExchangeFailure | undefined) => void): void {
  attempt(context, { waited: 0, done });
}

interface Attempt {
  /** ms since the first attempt to connect. */
  readonly waited: number;
  readonly done: (failure: ExchangeFailure | undefined) => void;
}

function attempt(context: ExchangeContext, { waited, done }: Attempt): void {
  const { fault, cut, roundTrip } = context.view();
  const mode = cut ? "black-hole" : fault?.mode;
  if (mode === "black-hole") {
    const next = retransmissions.find((instant) => instant > waited && instant < context.dialTimeout);
    if (next === undefined) context.schedule(context.dialTimeout - waited, () => done("timeout"));
    else context.schedule(next - waited, () => attempt(context, { waited: next, done }));
    return;
  }
  // TCP and TLS handshake, then the request itself.
  const time = 3 * roundTrip + context.answerTime;
  if (mode === "refused") context.schedule(roundTrip, () => done("refused"));
  else if (mode === "stopped") context.schedule(2 * roundTrip, () => done("closed"));
  else if (fault?.mode === "slow") context.schedule(time + fault.delay, () => done(undefined));
  else context.schedule(time, () => done(mode === "slow" ? undefined : mode));
}
