import type { Caller } from "../../api/verbs.ts";
import { timestamp, type Condition } from "../../kinds/condition.ts";
import { isPodReady, type Pod } from "../../kinds/pod.ts";
import type { ControlPlane } from "../kit/control-plane.ts";
import { keyOf } from "../kit/informer.ts";

export interface TinyKubeletOptions {
  /** Ms from being bound to being ready; undefined is never. Drawn anew for each pod when it is a function. */
  readonly startsAfter?: (pod: Pod) => number | undefined;
  /** Ms from being deleted to having ended. */
  readonly stopsAfter?: number;
  /** The exit code of a pod's containers, which run for a moment; undefined is that they run on. */
  readonly endsWith?: (pod: Pod) => number | undefined;
}

const caller: Caller = { user: { name: "system:node:any", groups: ["system:nodes"] }, userAgent: "kubelet" };

/** Ms that containers run which end by themselves. */
const runsFor = 1300;
/** Ms from the end of a deleted pod's containers to the pod's own. */
const cleanup = 20;
/** Ms between two renewals of a node's lease. */
const heartbeat = 10_000;

/**
 * Stands in for the kubelets of all nodes: bound pods become ready after a while, deleted ones go, leases are renewed. A
 * node in `silent` does nothing.
 */
export function startTinyKubelet(
  plane: ControlPlane,
  silent: ReadonlySet<string>,
  { startsAfter, stopsAfter = 50, endsWith = () => undefined }: TinyKubeletOptions,
): void {
  const { api, clock, informers } = plane;
  const pods = informers.of<Pod>("pods");
  let addresses = 0;
  const isReadyAfter =
    startsAfter ?? (({ spec }: Pod) => (spec.containers[0]!.image.endsWith(":missing") ? undefined : 2000));

  const makeReady = (uid: string, key: string) => {
    const pod = pods.get(key);
    if (silent.has(pod?.spec.nodeName ?? "")) return;
    if (pod?.metadata.uid !== uid || isPodReady(pod) || pod.metadata.deletionTimestamp !== undefined) return;
    const lastTransitionTime = timestamp(clock.wallTime());
    const ready: Condition = { type: "Ready", status: "True", lastTransitionTime };
    const podIP = `10.244.0.${++addresses}`;
    const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== "Ready");
    const status = { ...pod.status, phase: "Running", podIP, podIPs: [{ ip: podIP }], conditions: [...others, ready] };
    const { namespace, name } = pod.metadata;
    api.update("pods", namespace, name, { ...pod, status }, { caller, subresource: "status" });
  };

  const end = (pod: Pod, exitCode: number) => {
    const { namespace, name } = pod.metadata;
    const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== "Ready");
    const unready: Condition = { type: "Ready", status: "False", lastTransitionTime: timestamp(clock.wallTime()) };
    const phase = exitCode === 0 ? "Succeeded" : "Failed";
    const finishedAt = timestamp(clock.wallTime());
    const containerStatuses = pod.spec.containers.map((container) => ({
      name: container.name,
      ready: false,
      restartCount: 0,
      image: container.image,
      imageID: "",
      state: { terminated: { exitCode, finishedAt } },
    }));
    const status = { ...pod.status, phase, conditions: [...others, unready], containerStatuses };
    api.update("pods", namespace, name, { ...pod, status }, { caller, subresource: "status" });
  };

  pods.onChange(({ old, now }) => {
    if (now === undefined || !now.spec.nodeName) return;
    const { namespace, name, uid, deletionTimestamp } = now.metadata;
    if (!old?.spec.nodeName) {
      const delay = isReadyAfter(now);
      if (delay !== undefined) clock.schedule(delay, () => makeReady(uid!, keyOf(now)));
      const code = endsWith(now);
      const isThere = () => pods.get(keyOf(now))?.metadata.uid === uid && !silent.has(now.spec.nodeName!);
      if (code !== undefined)
        clock.schedule((delay ?? 0) + runsFor, () => {
          const pod = pods.get(keyOf(now));
          if (isThere() && pod?.metadata.deletionTimestamp === undefined) end(pod!, code);
        });
    }
    if (deletionTimestamp !== undefined && old?.metadata.deletionTimestamp === undefined)
      clock.schedule(stopsAfter, () => {
        const isMine = () => !silent.has(now.spec.nodeName!) && pods.get(keyOf(now))?.metadata.uid === uid;
        if (!isMine()) return;
        end(pods.get(keyOf(now))!, 137);
        clock.schedule(cleanup, () => {
          if (isMine()) api.delete("pods", namespace, name, { caller, gracePeriodSeconds: 0 });
        });
      });
  });

  const beat = (name: string) => {
    clock.schedule(heartbeat, () => beat(name));
    if (silent.has(name)) return;
    const renewTime = `${clock.wallTime().toISOString().slice(0, -1)}000Z`;
    const spec = { holderIdentity: name, leaseDurationSeconds: 40, renewTime };
    const lease = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: { name }, spec };
    const resource = "leases.coordination.k8s.io";
    if (api.find(resource, "kube-node-lease", name) === undefined)
      api.create(resource, "kube-node-lease", lease, { caller });
    else api.patch(resource, "kube-node-lease", name, { type: "merge", body: { spec } }, { caller });
  };
  informers.of("nodes").onChange(({ old, now }) => {
    if (old === undefined) clock.schedule(0, () => beat(now.metadata.name));
  });
}
