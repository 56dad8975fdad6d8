import type { Mutable } from "../decode.ts";
import { forbidden, type StatusError } from "../status-error.ts";
import { applyLimitDefaults } from "../admission/limit-ranges.ts";
import { settle } from "../settle.ts";
import type { Preparing } from "./resource.ts";

/**
 * What the built-in admission plugins add to a pod: limits, service account and its token, priority, tolerations for lost
 * nodes.
 * @throws StatusError 403 for a service account, a priority class or a runtime class that does not exist
 */
export function admitPod(pod: Mutable, preparing: Preparing): void {
  const { spec, metadata } = pod;
  const ranges = preparing.list("limitranges");
  if (ranges.length > 0)
    applyLimitDefaults(
      pod,
      ranges.filter((range) => range.metadata.namespace === preparing.namespace),
    );
  // Generated names are not generated yet when the real server comes here.
  const name = metadata.generateName ?? metadata.name;
  const refuse = (why: string): StatusError => forbidden({ group: "", resource: "pods", name }, why);
  admitServiceAccount(spec, preparing, refuse);
  admitPriority(spec, preparing, refuse);
  tolerateLostNodes(spec);
  const runtime: string | undefined = spec["runtimeClassName"];
  if (runtime !== undefined && preparing.find("runtimeclasses.node.k8s.io", "", runtime) === undefined)
    throw refuse(`pod rejected: RuntimeClass "${runtime}" not found`);
}

/** The account `default` is not looked up: a controller makes it for every namespace, a moment after the namespace. */
function admitServiceAccount(
  spec: Mutable,
  { namespace, find, suffix }: Preparing,
  refuse: (why: string) => Error,
): void {
  const name: string = (spec["serviceAccountName"] ??= "default");
  spec["serviceAccount"] = name;
  const account = find("serviceaccounts", namespace, name);
  if (account === undefined && name !== "default")
    throw refuse(
      `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`,
    );
  const pullSecrets: readonly Mutable[] = account?.["imagePullSecrets"] ?? [];
  if (pullSecrets.length > 0 && (spec["imagePullSecrets"] ?? []).length === 0) spec["imagePullSecrets"] = pullSecrets;
  if ((spec["automountServiceAccountToken"] ?? account?.["automountServiceAccountToken"]) === false) return;
  mountToken(spec, `kube-api-access-${suffix(5)}`);
}

const tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

function mountToken(spec: Mutable, fresh: string): void {
  const standing = ((spec["volumes"] ?? []) as readonly Mutable[]).find((volume) =>
    volume["name"].startsWith("kube-api-access-"),
  );
  const name: string = standing?.["name"] ?? fresh;
  let mounted = false;
  for (const container of [...(spec["initContainers"] ?? []), ...(spec["containers"] ?? [])] as Mutable[]) {
    const mounts: readonly Mutable[] = container["volumeMounts"] ?? [];
    if (mounts.some(({ mountPath }) => mountPath === tokenPath)) continue;
    container["volumeMounts"] = [...mounts, { name, readOnly: true, mountPath: tokenPath }];
    mounted = true;
  }
  if (mounted && standing === undefined)
    spec["volumes"] = [...(spec["volumes"] ?? []), { name, projected: tokenVolume }];
}

const tokenVolume = settle(
  {
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
      { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
      {
        downwardAPI: {
          items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }],
        },
      },
    ],
    defaultMode: 420,
  },
  undefined,
);

function admitPriority(spec: Mutable, { find, list }: Preparing, refuse: (why: string) => Error): void {
  const wanted: string | undefined = spec["priorityClassName"];
  const priorityClass =
    wanted === undefined
      ? list(priorityClasses)
          .filter(({ globalDefault }) => globalDefault === true)
          .sort((a, b) => a["value"] - b["value"])[0]
      : find(priorityClasses, "", wanted);
  if (wanted !== undefined && priorityClass === undefined)
    throw refuse(`no PriorityClass with name ${wanted} was found`);
  if (priorityClass !== undefined) spec["priorityClassName"] = priorityClass.metadata.name;
  const priority: number = priorityClass?.["value"] ?? 0;
  const policy: string = priorityClass?.["preemptionPolicy"] ?? "PreemptLowerPriority";
  const computed = (value: string | number) =>
    `must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`;
  if ((spec["priority"] ?? priority) !== priority)
    throw refuse(`the integer value of priority (${spec["priority"]}) ${computed(priority)}`);
  if ((spec["preemptionPolicy"] ?? policy) !== policy)
    throw refuse(`the string value of PreemptionPolicy (${spec["preemptionPolicy"]}) ${computed(policy)}`);
  spec["priority"] = priority;
  spec["preemptionPolicy"] = policy;
}

const priorityClasses = "priorityclasses.scheduling.k8s.io";

/** Two tolerations that every pod has, also after an update that leaves them out. */
export function tolerateLostNodes(spec: Mutable): void {
  const tolerations: readonly Mutable[] = spec["tolerations"] ?? [];
  const missing = lostNodeTolerations.filter(
    ({ key }) =>
      !tolerations.some(
        (toleration) =>
          (toleration["key"] === key || toleration["key"] === undefined) &&
          (toleration["effect"] === "NoExecute" || toleration["effect"] === undefined),
      ),
  );
  if (missing.length > 0) spec["tolerations"] = [...tolerations, ...missing];
}

const lostNodeTolerations = settle(
  ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"].map((key) => ({
    key,
    operator: "Exists",
    effect: "NoExecute",
    tolerationSeconds: 300,
  })),
  undefined,
);
