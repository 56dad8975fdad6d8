import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import { define, orElse } from "./define.ts";
import { setPodSpecDefaults } from "./pod-defaults.ts";
import { qosClass } from "./qos-class.ts";

export const pods = define({
  group: "",
  version: "v1",
  kind: "Pod",
  plural: "pods",
  shortNames: ["po"],
  categories: ["all"],
  subresources: ["status", "binding", "eviction", "log", "exec", "attach", "portforward", "ephemeralcontainers", "resize"],
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
  prepareCreate: (pod) => {
    admit(pod["spec"]);
    pod["status"] = { phase: "Pending", qosClass: qosClass(pod["spec"]) };
  },
});

function setPodDefaults(pod: Mutable): void {
  const spec = pod["spec"];
  if (Object.isFrozen(spec)) return;
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

/** What the built-in admission plugins add: service account, priority and the tolerations for lost nodes. */
function admit(spec: Mutable): void {
  orElse(spec, "serviceAccountName", "default");
  orElse(spec, "serviceAccount", spec["serviceAccountName"]);
  orElse(spec, "priority", 0);
  orElse(spec, "preemptionPolicy", "PreemptLowerPriority");
  const tolerations = (spec["tolerations"] ??= []) as Mutable[];
  for (const key of ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]) {
    const tolerated = tolerations.some(
      (toleration) =>
        (toleration["key"] === key || toleration["key"] === undefined) &&
        (toleration["effect"] === "NoExecute" || toleration["effect"] === undefined),
    );
    if (!tolerated) tolerations.push({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 });
  }
}
