import type { Container, Pod } from "../kinds/pod.ts";
import { pull } from "../registry/pull.ts";
import { type ImageReference, parseReference, referenceProblem } from "../../image-reference.ts";
import type { Session } from "./session.ts";

/** Why a container does not run, as its status says. */
export interface Obstacle {
  readonly reason: string;
  readonly message: string;
}

export type ImageOutcome =
  | { readonly ok: true; readonly reference: ImageReference; readonly digest: string }
  | { readonly ok: false; readonly obstacle: Obstacle };

/** The last error of each pod's image, for the message of its back-off. */
export type PullErrors = Map<string, string>;

/**
 * Sees to it that a container's image is on the node, as the pull policy says. Pulls wait for each other, and a pull that
 * failed waits for its back-off, which belongs to the pod and the image: a new pod starts fresh.
 */
export function ensureImage(
  session: Session,
  { pod, container, errors }: { readonly pod: Pod; readonly container: Container; readonly errors: PullErrors },
  done: (outcome: ImageOutcome) => void,
): void {
  const { recorder, images, pullBackOff, lifetime } = session;
  const { image } = container;
  const fieldPath = fieldPathOf(pod, container.name);
  const note = (type: "Normal" | "Warning", reason: string, message: string) =>
    recorder.record(pod, { type, reason, message, fieldPath });
  const fail = (reason: string, message: string) => done({ ok: false, obstacle: { reason, message } });

  const reference = parseReference(image);
  if (reference === undefined) {
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${referenceProblem(image)}`;
    note("Warning", "InspectFailed", message);
    return fail("InvalidImageName", message);
  }
  const policy = container.imagePullPolicy ?? (reference.tag === "latest" ? "Always" : "IfNotPresent");
  const present = policy === "Always" ? undefined : images.find(reference);
  if (present !== undefined) {
    note("Normal", "Pulled", `Container image "${image}" already present on machine`);
    return done({ ok: true, reference, digest: present });
  }
  if (policy === "Never") {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    note("Warning", "ErrImageNeverPull", message);
    return fail("ErrImageNeverPull", message);
  }
  const key = `${pod.metadata.uid}_${image}`;
  if (pullBackOff.waitsSinceUpdate(key, lifetime.now())) {
    const message = `Back-off pulling image "${image}"`;
    note("Normal", "BackOff", message);
    const earlier = errors.get(image);
    return fail("ImagePullBackOff", earlier === undefined ? message : `${message}: ErrImagePull: ${earlier}`);
  }
  errors.delete(image);
  note("Normal", "Pulling", `Pulling image "${image}"`);
  const askedAt = lifetime.now();
  queuedPull(session, reference, ({ error, digest, size, duration }) => {
    if (error !== undefined) {
      note("Warning", "Failed", `Failed to pull image "${image}": ${error}`);
      pullBackOff.next(key, { now: lifetime.now() });
      errors.set(image, error);
      return fail("ErrImagePull", error);
    }
    images.add(reference, digest);
    const waited = lifetime.now() - askedAt;
    const times = `${goDuration(duration)} (${goDuration(waited)} including waiting)`;
    note("Normal", "Pulled", `Successfully pulled image "${image}" in ${times}. Image size: ${size} bytes.`);
    done({ ok: true, reference, digest });
  });
}

type QueuedPull =
  | { readonly error: string; readonly digest?: never; readonly size?: never; readonly duration?: never }
  | { readonly error?: never; readonly digest: string; readonly size: number; readonly duration: number };

function queuedPull(session: Session, reference: ImageReference, done: (result: QueuedPull) => void): void {
  const { queue, pulls, cluster, images, lifetime } = session;
  queue.add((release) => {
    if (!queue.admit()) {
      release();
      return done({ error: "pull QPS exceeded" });
    }
    const startedAt = lifetime.now();
    const request = { reference, cluster, holds: (digest: string) => images.holds(digest) };
    const finish = lifetime.guard((result: QueuedPull) => {
      done(result);
      release();
    });
    const schedule = (delay: number, callback: () => void) => void lifetime.after(delay, callback);
    pull({ ...pulls, schedule }, request, (outcome) =>
      finish(
        outcome.ok
          ? { digest: outcome.image.digest, size: outcome.image.size, duration: lifetime.now() - startedAt }
          : { error: outcome.error },
      ),
    );
  });
}

/** The part of a pod that events about a container name. */
export function fieldPathOf({ spec }: Pod, container: string): string {
  const isIn = (list: string) =>
    ((spec[list] ?? []) as readonly { readonly name: string }[]).some(({ name }) => name === container);
  const list = ["initContainers", "ephemeralContainers"].find(isIn) ?? "containers";
  return `spec.${list}{${container}}`;
}

/** A duration as Go prints it, in whole ms: `850ms`, `1.5s`, `1m2.345s`. */
function goDuration(duration: number): string {
  const ms = Math.trunc(duration);
  if (ms < 1000) return ms === 0 ? "0s" : `${ms}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = `${(ms % 60_000) / 1000}s`;
  return minutes === 0 ? seconds : `${minutes}m${seconds}`;
}
