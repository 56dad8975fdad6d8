import { unmountable } from "./config-references.ts";
import type { ContainerRecord, Run } from "./container-record.ts";
import { startContainer } from "./container-starter.ts";
import { afterStart } from "./hooks.ts";
import type { PodState } from "./pod-state.ts";

/** Whether a sync came to its end, or something was in the way and it has to be tried again. */
export type SyncResult = "done" | "failed";

/**
 * Brings a pod nearer to what its spec says: volumes, sandbox, then containers, one after the other. Calls `done` once;
 * that may be minutes later, when an image takes its time.
 */
export function syncPod(state: PodState, done: (result: SyncResult) => void): void {
  state.startProbing();
  mount(state, state.session.timings.mountBackOff, (mounted) => {
    if (!mounted) return done("done");
    lookForPullSecrets(state);
    createSandbox(state, () => {
      const ended = new Map(state.containers.map((record) => [record, record.ended]));
      const condemned = state.running.filter((record) => record.condemned !== undefined);
      state.stop(
        condemned,
        (record) => `${record.condemned}, will be restarted`,
        () => startAll(state, toStart(state), { ended, result: "done", done }),
      );
    });
  });
}

/**
 * @param backOff ms until the next attempt if this one fails
 * @param next called with false when the pod is deleted before its volumes could be mounted
 */
function mount(state: PodState, backOff: number, next: (mounted: boolean) => void): void {
  const { session, pod } = state;
  const { api, recorder, lifetime, timings } = session;
  if (state.mounted) return next(true);
  if (state.isDeleted) return next(false);
  const missing = unmountable(pod, (resource, name) => api.find(resource, pod.metadata.namespace, name));
  if (missing === undefined) {
    state.mounted = true;
    lifetime.after(timings.volumeSetup, () => next(true));
    return;
  }
  const message = `MountVolume.SetUp failed for volume "${missing.volume}" : ${missing.error}`;
  recorder.record(pod, { type: "Warning", reason: "FailedMount", message });
  lifetime.after(backOff, () => mount(state, Math.min(2 * backOff, timings.mountBackOffCap), next));
}

/** Credentials that are missing are told of each time, and hold nothing up: the registry may do without. */
function lookForPullSecrets({ session: { api, recorder }, pod }: PodState): void {
  const wanted: readonly { readonly name?: string }[] = pod.spec["imagePullSecrets"] ?? [];
  const missing = wanted.filter(({ name = "" }) => api.find("secrets", pod.metadata.namespace, name) === undefined);
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(", ");
  const message = `Unable to retrieve some image pull secrets (${names}); attempting to pull the image may not succeed.`;
  recorder.record(pod, { type: "Warning", reason: "FailedToRetrieveImagePullSecret", message });
}

function createSandbox(state: PodState, next: () => void): void {
  if (state.podIP !== undefined) return next();
  const { lifetime, timings } = state.session;
  lifetime.after(timings.sandboxCreation, () => {
    state.podIP = state.session.addresses.take(state);
    state.hasNews();
    next();
  });
}

/** Guests, then init containers one at a time, then all main containers that should run and do not. */
function toStart(state: PodState): readonly ContainerRecord[] {
  return [...state.guests.filter((guest) => guest.wantsStart(state.restartPolicy)), ...ownToStart(state)];
}

function ownToStart({ records, restartPolicy }: PodState): readonly ContainerRecord[] {
  const begun = records.some(({ role, current }) => role === "main" && current !== undefined);
  if (!begun)
    for (const record of records) {
      if (record.role === "main") continue;
      if (record.wantsStart(restartPolicy)) return [record];
      if (record.role === "sidecar" ? !record.started : record.current?.end?.exitCode !== 0) return [];
    }
  return records.filter((record) => record.role !== "init" && record.wantsStart(restartPolicy));
}

interface Starting {
  /** The run that had ended when the sync began, of each container: what restart back-off counts from. */
  readonly ended: ReadonlyMap<ContainerRecord, Run | undefined>;
  readonly result: SyncResult;
  readonly done: (result: SyncResult) => void;
}

function startAll(state: PodState, [record, ...rest]: readonly ContainerRecord[], starting: Starting): void {
  const { ended, result, done } = starting;
  if (record === undefined) return done(result);
  startContainer(
    state.session,
    { state, pod: state.pod, record, errors: state.pullErrors, ended: ended.get(record) },
    (run) => {
      const goOn = (isUp: boolean) => startAll(state, rest, { ...starting, result: isUp ? result : "failed" });
      if (run === undefined) return goOn(false);
      started(state, record, run);
      afterStart(state, record, run, goOn);
    },
  );
}

function started(state: PodState, record: ContainerRecord, run: Run): void {
  const { lifetime, timings } = state.session;
  const { crashesAt, listensAt, command, lasts } = run.process;
  state.probes?.containerChanged(record);
  state.hasNews();
  const exitsAt = (at: number, exitCode: number) =>
    lifetime.after(at - lifetime.now(), () => {
      if (run.end === undefined) state.exit(record, exitCode);
    });
  const runsToItsEnd = record.role === "init" || (record.role === "main" && state.restartPolicy !== "Always");
  if (command !== undefined) run.life().start(command, (code) => exitsAt(lifetime.now(), code));
  else if (crashesAt !== undefined) exitsAt(crashesAt, 1);
  else if (runsToItsEnd && !lasts) exitsAt(Math.max(listensAt, lifetime.now() + timings.processExit), 0);
}
