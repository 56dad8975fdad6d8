import type { Mutable } from "../decode.ts";
import { forbidden, type StatusError } from "../status-error.ts";
import { settle } from "../settle.ts";
import { orElse } from "./define.ts";
import type { Preparing } from "./resource.ts";

/**
 * What the built-in admission plugins add to a pod: service account and its token, priority, tolerations for lost nodes.
 * @throws StatusError 403 for a service account or a priority class that does not exist
 */
export function admitPod(pod: Mutable, preparing: Preparing): void {
  const { spec, metadata } = pod;
  const refuse = (why: string): StatusError => forbidden({ group: "", resource: "pods", name: metadata.name }, why);
  admitServiceAccount(spec, preparing, refuse);
  admitPriority(spec, preparing, refuse);
  tolerateLostNodes(spec);
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
  if ((spec["automountServiceAccountToken"] ?? account?.["automountServiceAccountToken"]) === false) return;
  mountToken(spec, `kube-api-access-${suffix(5)}`);
}

const tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

function mountToken(spec: Mutable, name: string): void {
  let mounted = false;
  for (const container of [...(spec["initContainers"] ?? []), ...(spec["containers"] ?? [])] as Mutable[]) {
    const mounts: readonly Mutable[] = container["volumeMounts"] ?? [];
    if (mounts.some(({ mountPath }) => mountPath === tokenPath)) continue;
    container["volumeMounts"] = [...mounts, { name, readOnly: true, mountPath: tokenPath }];
    mounted = true;
  }
  if (mounted) spec["volumes"] = [...(spec["volumes"] ?? []), { name, projected: tokenVolume }];
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
      ? list(priorityClasses).find(({ globalDefault }) => globalDefault === true)
      : find(priorityClasses, "", wanted);
  if (wanted !== undefined && priorityClass === undefined)
    throw refuse(`no PriorityClass with name ${wanted} was found`);
  if (priorityClass !== undefined) spec["priorityClassName"] = priorityClass.metadata.name;
  orElse(spec, "priority", priorityClass?.["value"] ?? 0);
  orElse(spec, "preemptionPolicy", priorityClass?.["preemptionPolicy"] ?? "PreemptLowerPriority");
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
