import type { KubernetesObject } from "../../../kubernetes.ts";
import type { ControllerRevision } from "../../kinds/controller-revision.ts";
import { tester, type SmallCluster } from "./small-cluster.ts";
import { WorkloadJournalist, type WorkloadJournal } from "./workload-journal.ts";

const labels = { app: "web" };
const template = {
  metadata: { labels },
  spec: { containers: [{ name: "app", image: "app:v1" }] },
};

/** A StatefulSet `web` as the tests use it; `spec` overrides. */
export function webStatefulSet(spec: object = {}): KubernetesObject {
  const own = { serviceName: "web", replicas: 3, updateStrategy: { type: "RollingUpdate" } };
  return workload("StatefulSet", { ...own, ...spec });
}

/** A DaemonSet `web` as the tests use it; `spec` overrides. */
export function webDaemonSet(spec: object = {}): KubernetesObject {
  return workload("DaemonSet", { updateStrategy: { type: "RollingUpdate" }, ...spec });
}

function workload(kind: string, spec: object): KubernetesObject {
  const metadata = { name: "web" };
  return { apiVersion: "apps/v1", kind, metadata, spec: { selector: { matchLabels: labels }, template, ...spec } };
}

/** Keeps a journal of a workload from now on. */
export function keepWorkloadJournal(cluster: SmallCluster, workload: string): WorkloadJournal {
  const journalist = new WorkloadJournalist(workload);
  for (const resource of [
    "statefulsets.apps",
    "daemonsets.apps",
    "jobs.batch",
    "cronjobs.batch",
    "pods",
    "events",
    "controllerrevisions.apps",
  ])
    cluster.api.watch(resource, {}, (event) => journalist.take(event));
  return journalist.journal;
}

export function setImage(cluster: SmallCluster, resource: string, image: string): void {
  cluster.patch(resource, "web", { spec: { template: { spec: { containers: [{ name: "app", image }] } } } });
}

/** What `kubectl rollout undo` sends: the data of the last revision but one, as it is. */
export function undo(cluster: SmallCluster, resource: string): void {
  const revisions = cluster.api.list("controllerrevisions.apps", { namespace: "default" })
    .items as readonly ControllerRevision[];
  const [, { data }] = [...revisions].sort((a, b) => b.revision - a.revision) as [
    ControllerRevision,
    ControllerRevision,
  ];
  const patch = { type: "strategic-merge", body: data as unknown as KubernetesObject } as const;
  cluster.api.patch(resource, "default", "web", patch, { caller: tester });
}
