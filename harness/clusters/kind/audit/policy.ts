import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

const inside = {
  folder: "/etc/kubernetes/drill",
  policy: "/etc/kubernetes/drill/audit.yaml",
  log: "/var/log/kubernetes",
};

/** The API server's audit log, in the control plane's node. */
export const auditLog = `${inside.log}/drill-audit.log`;

/** Only what people and procedures write: the cluster's own components are as busy as they are harmless. */
const policy = {
  apiVersion: "audit.k8s.io/v1",
  kind: "Policy",
  omitStages: ["RequestReceived", "ResponseStarted", "Panic"],
  rules: [
    { level: "None", userGroups: ["system:nodes", "system:serviceaccounts"] },
    { level: "None", users: ["system:kube-controller-manager", "system:kube-scheduler", "system:apiserver"] },
    { level: "None", verbs: ["get", "list", "watch"] },
    { level: "None", resources: [{ group: "", resources: ["events"] }, { group: "events.k8s.io" }] },
    { level: "None", resources: [{ group: "coordination.k8s.io" }, { group: "authorization.k8s.io" }] },
    // The answer to a deletion shows whether the pod was ready.
    { level: "RequestResponse", verbs: ["delete"], resources: [{ group: "", resources: ["pods"] }] },
    { level: "Metadata" },
  ],
};

/** Writes the policy where a node can mount it; returns the file's path. */
export function writeAuditPolicy(folder: string): string {
  const path = join(folder, "audit-policy.yaml");
  writeFileSync(path, stringify(policy));
  return path;
}

export function auditMounts(path: string): readonly object[] {
  return [{ hostPath: path, containerPath: inside.policy, readOnly: true }];
}

/** Has kubeadm start the API server with the policy. */
export const auditPatch = stringify({
  kind: "ClusterConfiguration",
  apiServer: {
    extraArgs: { "audit-log-path": auditLog, "audit-policy-file": inside.policy },
    extraVolumes: [
      {
        name: "drill-audit-policy",
        hostPath: inside.folder,
        mountPath: inside.folder,
        readOnly: true,
        pathType: "Directory",
      },
      {
        name: "drill-audit-log",
        hostPath: inside.log,
        mountPath: inside.log,
        readOnly: false,
        pathType: "DirectoryOrCreate",
      },
    ],
  },
});
