import { Random } from "../../../base/random.ts";
import { VirtualClock } from "../../../base/virtual-clock.ts";
import type { KubernetesObject } from "../../kubernetes.ts";
import type { Behaviour, ImageSpec } from "../../world.ts";
import { createApiServer } from "../api/api-server.ts";
import type { ApiServer, Caller } from "../api/verbs.ts";
import { Programs } from "../application/programs.ts";
import { createEventRecorder } from "../events.ts";
import type { Event } from "../kinds/event.ts";
import type { Container, Pod } from "../kinds/pod.ts";
import { Links } from "../network/links.ts";
import { RegistryAccess } from "../registry/access.ts";
import { Catalogue } from "../registry/catalogue.ts";
import { defaultTimings, type Timings } from "../timings.ts";
import { Kubelet } from "./kubelet.ts";

export const registryHost = "registry.acme.example";

export const behaviour: Behaviour = {
  startsAfter: 1_000,
  ready: true,
  errors: 0,
  latency: 10,
  readsConfig: [],
  whenConfig: [],
};

/** `registry.acme.example/shop/api:<tag>`, pushed, 50 MB. */
export function image(tag: string, changes: Partial<Behaviour> = {}): ImageSpec {
  return {
    reference: `${registryHost}/shop/api:${tag}`,
    version: tag,
    size: 50_000_000,
    pushed: true,
    behaviour: { ...behaviour, ...changes },
  };
}

export const caller: Caller = { user: { name: "tester", groups: ["system:masters"] }, userAgent: "test/1" };

/** One node with its kubelet and nothing else: tests bind pods to it themselves. */
export interface KubeletBench {
  readonly clock: VirtualClock;
  readonly api: ApiServer;
  readonly access: RegistryAccess;
  readonly kubelet: Kubelet;
  /** Creates a pod on the node; `tag` names its only container's image. */
  run(name: string, tag: string, options?: PodOptions): void;
  pod(name: string): Pod | undefined;
  /** `<drill ms of the last time> <reason> x<count>: <message>` of a pod's events, in the order of their first time. */
  events(name: string): readonly string[];
}

export interface PodOptions {
  readonly container?: Partial<Container>;
  readonly spec?: Readonly<Record<string, unknown>>;
}

export function startKubelet(
  images: readonly ImageSpec[],
  { seed = 1, timings: changed = {} }: { readonly seed?: number; readonly timings?: Partial<Timings> } = {},
): KubeletBench {
  const timings = { ...defaultTimings, ...changed };
  const clock = new VirtualClock();
  const random = new Random(seed);
  const api = createApiServer({ clock, random: random.derive("api") });
  const links = new Links([], { clock, random });
  const access = new RegistryAccess({ host: registryHost, mirror: `mirror.${registryHost}` }, ["eu"], links);
  const catalogue = new Catalogue(images);
  const node = { name: "eu-worker", address: "172.18.0.3", podSubnet: "10.244.1" };
  const kubeletCaller: Caller = {
    user: { name: "system:node:eu-worker", groups: ["system:nodes", "system:authenticated"] },
    userAgent: "kubelet/v1.34.4 (linux/amd64) kubernetes",
  };
  const kubelet = new Kubelet({
    cluster: "eu",
    node,
    api,
    caller: kubeletCaller,
    recorder: createEventRecorder({ api, clock, random, caller: kubeletCaller, component: "kubelet", host: node.name }),
    timings,
    pulls: { clock, timings, catalogue, access, random: random.derive("pulls") },
    programs: new Programs(images, catalogue),
    random: random.derive("kubelet"),
  });
  kubelet.start();
  return {
    clock,
    api,
    access,
    kubelet,
    run: (name, tag, options = {}) => void api.create("pods", "default", podObject(name, tag, options), { caller }),
    pod: (name) => api.find("pods", "default", name) as Pod | undefined,
    events: (name) => eventLines(api, clock, name),
  };
}

function podObject(name: string, tag: string, { container, spec }: PodOptions): KubernetesObject {
  const app = { name: "app", image: `${registryHost}/shop/api:${tag}`, ...container };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name },
    spec: { nodeName: "eu-worker", containers: [app], ...spec },
  };
}

function eventLines(api: ApiServer, clock: VirtualClock, name: string): readonly string[] {
  const epoch = clock.wallTime().getTime() - clock.now();
  const events = api.list("events", { namespace: "default" }).items as readonly Event[];
  return events
    .filter(({ involvedObject }) => involvedObject.name === name)
    .toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
    .map(
      ({ lastTimestamp, reason, count, message }) =>
        `${Date.parse(lastTimestamp!) - epoch} ${reason} x${count}: ${message}`,
    );
}
