import type { Clock } from "../../../base/clock.ts";
import type { Random } from "../../../base/random.ts";
import type { Timings } from "../timings.ts";
import type { RegistryAccess, RegistryView } from "./access.ts";
import type { Catalogue, PulledImage } from "./catalogue.ts";
import { exchange } from "./exchange.ts";
import { fetchError, notFoundError, resolveError } from "./pull-errors.ts";
import type { ImageReference } from "../../image-reference.ts";

export type PullOutcome =
  | { readonly ok: true; readonly image: PulledImage }
  /** `error` as the container runtime words it. */
  | { readonly ok: false; readonly error: string };

export interface PullRequest {
  readonly reference: ImageReference;
  /** Name of the cluster that pulls. */
  readonly cluster: string;
  /** Whether the node holds the content of this manifest already; then nothing but the manifest is asked for. */
  readonly holds: (digest: string) => boolean;
}

export interface PullWorld {
  readonly clock: Clock;
  readonly timings: Timings;
  readonly catalogue: Catalogue;
  readonly access: RegistryAccess;
  readonly random: Random;
}

interface Puller extends Omit<PullWorld, "clock"> {
  /** Of whoever pulls: what is under way ends with it. */
  readonly schedule: (delay: number, callback: () => void) => void;
}

/** Pulls an image as containerd does: resolve the reference, then fetch what is missing. Calls `done` once. */
export function pull(world: Puller, request: PullRequest, done: (outcome: PullOutcome) => void): void {
  const { schedule, timings, catalogue, access } = world;
  const { reference, cluster, holds } = request;
  const view = () => access.view(cluster, reference.host);
  const context = {
    schedule,
    view,
    dialTimeout: timings.dialTimeout,
    answerTime: timings.registryAnswer,
  };
  exchange(context, (failure) => {
    if (failure !== undefined) return done({ ok: false, error: resolveError(reference, failure) });
    const image = catalogue.resolve(reference);
    if (image === undefined) return done({ ok: false, error: notFoundError(reference) });
    if (holds(image.digest)) return done({ ok: true, image });
    exchange(context, (failure) => {
      if (failure !== undefined) return done({ ok: false, error: fetchError(reference, image.digest, failure) });
      schedule(transferTime(world, image.size, view()), () => {
        const broken = isGone(view());
        done(broken ? { ok: false, error: fetchError(reference, image.digest, "closed") } : { ok: true, image });
      });
    });
  });
}

/** Whether a transfer that is under way has lost its connection. */
function isGone({ fault, cut }: RegistryView): boolean {
  return cut || fault?.mode === "refused" || fault?.mode === "stopped" || fault?.mode === "black-hole";
}

function transferTime({ timings, random }: Puller, size: number, { bandwidth }: RegistryView): number {
  const rate = Math.min(timings.pullBandwidth, bandwidth ?? Infinity);
  const spread = random.between(1 - timings.pullJitter, 1 + timings.pullJitter);
  return (timings.pullOverhead + (size / rate) * 1000) * spread;
}
