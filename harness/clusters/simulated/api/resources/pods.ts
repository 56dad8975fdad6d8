import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import { define, orElse } from "./define.ts";
import { admitPod, tolerateLostNodes } from "./pod-admission.ts";
import { setPodSpecDefaults } from "./pod-defaults.ts";
import { qosClass } from "./qos-class.ts";
import { validateNewPod, validatePod } from "../validation/pods/pod.ts";
import { hostnameWarnings, podSpecWarnings } from "../validation/pods/warnings.ts";
import { validatePodUpdate } from "../validation/pods/update.ts";

export const pods = define({
  group: "",
  version: "v1",
  kind: "Pod",
  plural: "pods",
  shortNames: ["po"],
  categories: ["all"],
  subresources: [
    "status",
    "binding",
    "eviction",
    "log",
    "exec",
    "attach",
    "portforward",
    "proxy",
    "ephemeralcontainers",
    "resize",
  ],
  generation: "spec",
  fieldLabels: {
    "spec.nodeName": ({ spec }: KubernetesObject) => spec.nodeName ?? "",
    "spec.restartPolicy": ({ spec }: KubernetesObject) => spec.restartPolicy ?? "",
    "spec.schedulerName": ({ spec }: KubernetesObject) => spec.schedulerName ?? "",
    "spec.serviceAccountName": ({ spec }: KubernetesObject) => spec.serviceAccountName ?? "",
    "spec.hostNetwork": ({ spec }: KubernetesObject) => String(spec.hostNetwork ?? false),
    "status.phase": ({ status }: KubernetesObject) => status.phase ?? "",
    "status.podIP": ({ status }: KubernetesObject) => status.podIP ?? "",
    "status.nominatedNodeName": ({ status }: KubernetesObject) => status.nominatedNodeName ?? "",
  },
  setDefaults: setPodDefaults,
  validate: validatePod,
  validateCreate: validateNewPod,
  validateUpdate: validatePodUpdate,
  warnings: (pod, old) => [
    ...(old === undefined ? hostnameWarnings(pod, "the Pod's hostname") : []),
    ...podSpecWarnings(pod["spec"], "spec"),
  ],
  admit: admitPod,
  prepareCreate: (pod) => {
    const { spec } = pod;
    const gated = (spec.schedulingGates ?? []).length > 0;
    pod["status"] = { phase: "Pending", qosClass: qosClass(spec), ...(gated ? { conditions: [heldBack] } : {}) };
  },
  prepareUpdate: (pod) => {
    const spec = { ...pod["spec"] };
    tolerateLostNodes(spec);
    if (spec.tolerations !== pod["spec"].tolerations) pod["spec"] = spec;
  },
});

const heldBack = {
  type: "PodScheduled",
  status: "False",
  lastProbeTime: null,
  lastTransitionTime: null,
  reason: "SchedulingGated",
  message: "Scheduling is blocked due to non-empty scheduling gates",
};

function setPodDefaults(pod: Mutable): void {
  const spec = pod["spec"];
  if (Object.isFrozen(spec)) return;
  // A pod is given a second, and not told so, where a template is warned.
  if (spec["terminationGracePeriodSeconds"] < 0) spec["terminationGracePeriodSeconds"] = 1;
  for (const list of ["initContainers", "containers"])
    for (const container of spec[list] ?? []) requestWhatIsLimited(container);
  orElse(spec, "enableServiceLinks", true);
  setPodSpecDefaults(spec);
}

function requestWhatIsLimited(container: Mutable): void {
  const { limits, requests } = container["resources"];
  if (limits === undefined || Object.isFrozen(container["resources"])) return;
  container["resources"].requests = { ...limits, ...requests };
}
