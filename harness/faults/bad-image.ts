import { z } from "zod";
import type { Cluster } from "../clusters/driver.ts";
import type { KubernetesObject } from "../clusters/kubernetes.ts";
import type { Behaviour, ImageSpec, WorldSpec } from "../clusters/world.ts";
import { duration, share, versionName } from "../scenario/schema/text.ts";
import type { Fault, FaultKind, FaultObservation } from "./fault.ts";

const shape = {
  image: versionName.default("bad").meta({ description: "version that is bad, by the scenario's name for it" }),
  mode: z.enum(["missing-tag", "crash-loop", "never-ready", "serves-errors"]).meta({ description: "how it is bad" }),
  errors: share.prefault("30%").meta({ description: "share of requests answered with a 5xx, with mode serves-errors" }),
  crashesAfter: duration.prefault("3s").meta({ description: "from container start, with mode crash-loop" }),
};

type BadImage = {
  mode: "missing-tag" | "crash-loop" | "never-ready" | "serves-errors";
  errors: number;
  crashesAfter: number;
};

function spoil(image: ImageSpec, { mode, errors, crashesAfter }: BadImage): ImageSpec {
  const changes: Readonly<Record<BadImage["mode"], Partial<Behaviour>>> = {
    "missing-tag": {},
    "crash-loop": { crashesAfter },
    "never-ready": { ready: false },
    "serves-errors": { errors },
  };
  return {
    ...image,
    pushed: image.pushed && mode !== "missing-tag",
    behaviour: { ...image.behaviour, ...changes[mode] },
  };
}

interface ContainerStatus {
  readonly name: string;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string };
    readonly running?: { readonly startedAt: string };
  };
}

const pullTrouble = new Set(["ErrImagePull", "ImagePullBackOff"]);

type Symptom = (status: ContainerStatus, /** ms that it has run, at least */ age: number) => boolean;

/** A good process is ready this long, ms, after it listens, whatever the phase of its readiness probe. */
const readinessMargin = 20_000;

/** Whether a container of the bad image shows the mode's symptom. */
function symptomOf(mode: Exclude<BadImage["mode"], "serves-errors">, startsAfter: number): Symptom {
  switch (mode) {
    case "missing-tag":
      return ({ state }) => pullTrouble.has(state?.waiting?.reason ?? "");
    case "crash-loop":
      return ({ restartCount, state }) => restartCount > 0 || state?.waiting?.reason === "CrashLoopBackOff";
    case "never-ready":
      return ({ ready, state }, age) => !ready && state?.running !== undefined && age > startsAfter + readinessMargin;
  }
}

/** Requests sent to see whether a version serves errors; at 5 % errors, one in 170 looks sees none. */
const sampleSize = 100;

/** The release itself is bad. It is so from the start, and strikes wherever it is rolled out. */
export const badImage: FaultKind<typeof shape> = {
  kind: "bad-image",
  summary: "a version's image is missing, crashes, never gets ready or serves errors",
  shape,
  needs: () => [],
  shapeWorld: ({ image, ...how }, spec) => ({
    ...spec,
    images: { ...spec.images, [image]: spoil(spec.images[image]!, how) },
  }),
  prepare({ on, image, mode }, { world, spec, clock }): Fault {
    const clusters = on.map((name) => world.clusters.get(name)!);
    const look = (cluster: Cluster) => {
      if (mode === "serves-errors") return servesErrors(cluster, spec, image);
      const symptom = symptomOf(mode, spec.images[image]!.behaviour.startsAfter);
      const ageOf = (startedAt: string) => (clock.wallTime().getTime() - Date.parse(startedAt)) * clock.speed;
      return showsSymptom(cluster, spec, image, (status) =>
        symptom(status, ageOf(status.state?.running?.startedAt ?? "")),
      );
    };
    return {
      /** The image was bad before it was pushed; nothing is left to do when the release reaches a cluster. */
      inject: async () => undefined,
      async observe(): Promise<FaultObservation> {
        const seen = await Promise.all(clusters.map(look));
        const found = seen.find((detail) => detail !== undefined);
        if (found !== undefined) return { state: "active", detail: found };
        return { state: "absent", detail: `no cluster shows ${mode} for ${spec.images[image]!.reference}` };
      },
    };
  },
};

async function servesErrors(cluster: Cluster, { images }: WorldSpec, image: string): Promise<string | undefined> {
  const { errors, byVersion, sent } = await cluster.offer(sampleSize);
  const { version } = images[image]!;
  if (errors === 0) return undefined;
  const seen = `${cluster.name}: ${errors} of ${sent} requests got a 5xx`;
  if (Object.keys(byVersion).length > 0)
    return version in byVersion ? `${seen}, ${byVersion[version]} were answered by ${version}` : undefined;
  // Answers that name no version leave it to the processes.
  const processes = await cluster.processes();
  return processes.some((process) => process.version === version) ? `${seen}, and ${version} runs` : undefined;
}

async function showsSymptom(
  cluster: Cluster,
  { images, application }: WorldSpec,
  image: string,
  symptom: (status: ContainerStatus) => boolean,
): Promise<string | undefined> {
  const { reference } = images[image]!;
  const pods = await cluster.observer.list("pods", application.namespace);
  const sick = pods.find(
    (pod) => runs(pod, application.container, reference) && statusOf(pod, application.container, symptom),
  );
  if (sick === undefined) return undefined;
  const state = sick["status"].containerStatuses[0]?.state ?? {};
  return `${cluster.name}: ${sick.metadata.name} ${state.waiting?.reason ?? Object.keys(state)[0] ?? "waits"}`;
}

function runs(pod: KubernetesObject, container: string, reference: string): boolean {
  const containers = pod["spec"].containers as readonly { name: string; image: string }[];
  return containers.some(({ name, image }) => name === container && image === reference);
}

function statusOf(pod: KubernetesObject, container: string, symptom: (status: ContainerStatus) => boolean): boolean {
  const statuses: readonly ContainerStatus[] = pod["status"]?.containerStatuses ?? [];
  return statuses.some((status) => status.name === container && symptom(status));
}
