import type { KubernetesObject } from "../../../../kubernetes.ts";

export interface Seed {
  /** Of the collection, namespaced ones in `default`. */
  readonly path: string;
  readonly object: KubernetesObject;
}

const metadata = (name: string) => ({ name, labels: { app: name }, annotations: { note: "x" } });
const pod = {
  terminationGracePeriodSeconds: 1,
  containers: [
    {
      name: "app",
      image: "registry.test/shop/web:v1",
      command: ["sleep", "5"],
      ports: [{ name: "http", containerPort: 8080, protocol: "TCP" }],
      env: [
        { name: "A", value: "b" },
        { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
      ],
      resources: { requests: { cpu: "10m", memory: "1Mi" }, limits: { cpu: "1", memory: "1Gi" } },
      readinessProbe: { httpGet: { path: "/", port: "http" }, periodSeconds: 1 },
      volumeMounts: [{ name: "config", mountPath: "/config" }],
    },
  ],
  tolerations: [{ key: "a", operator: "Exists", effect: "NoSchedule" }],
  volumes: [{ name: "config", configMap: { name: "configmap", optional: true } }],
};
const template = (app: string) => ({ metadata: { labels: { app } }, spec: pod });
const selector = (app: string) => ({ matchLabels: { app } });
const job = { backoffLimit: 1, template: { spec: { ...pod, restartPolicy: "Never" } } };

function seed(apiVersion: string, kind: string, plural: string, scope: "cluster" | "namespace", rest: object): Seed {
  const root = apiVersion.includes("/") ? "/apis" : "/api";
  const path = `${root}/${apiVersion}${scope === "namespace" ? "/namespaces/default" : ""}/${plural}`;
  return { path, object: { apiVersion, kind, metadata: metadata(kind.toLowerCase()), ...rest } };
}

/** A valid object of each kind that is written by hand, with many of its fields set: what mutations start from. */
export const seeds: readonly Seed[] = [
  seed("v1", "ConfigMap", "configmaps", "namespace", { data: { a: "b" }, binaryData: { c: "AAAA" } }),
  seed("v1", "Secret", "secrets", "namespace", { type: "Opaque", stringData: { a: "b" }, data: { c: "AAAA" } }),
  seed("v1", "Pod", "pods", "namespace", { spec: pod }),
  seed("v1", "Service", "services", "namespace", {
    spec: {
      selector: { app: "deployment" },
      type: "NodePort",
      ports: [{ name: "http", port: 80, targetPort: "http" }],
    },
  }),
  seed("v1", "ServiceAccount", "serviceaccounts", "namespace", { imagePullSecrets: [{ name: "a" }] }),
  seed("v1", "PersistentVolumeClaim", "persistentvolumeclaims", "namespace", {
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  }),
  seed("v1", "ResourceQuota", "resourcequotas", "namespace", { spec: { hard: { pods: "50", "requests.cpu": "5" } } }),
  seed("v1", "LimitRange", "limitranges", "namespace", {
    spec: { limits: [{ type: "Container", default: { cpu: "1" }, defaultRequest: { cpu: "10m" } }] },
  }),
  seed("v1", "Namespace", "namespaces", "cluster", {}),
  seed("v1", "Node", "nodes", "cluster", { spec: { taints: [{ key: "a", value: "b", effect: "NoSchedule" }] } }),
  seed("v1", "Event", "events", "namespace", {
    involvedObject: { apiVersion: "v1", kind: "Pod", name: "pod", namespace: "default" },
    reason: "Test",
    message: "text",
    type: "Normal",
  }),
  seed("apps/v1", "Deployment", "deployments", "namespace", {
    spec: {
      replicas: 2,
      selector: selector("deployment"),
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 1 } },
      template: template("deployment"),
    },
  }),
  seed("apps/v1", "ReplicaSet", "replicasets", "namespace", {
    spec: { replicas: 1, selector: selector("replicaset"), template: template("replicaset") },
  }),
  seed("apps/v1", "StatefulSet", "statefulsets", "namespace", {
    spec: {
      replicas: 1,
      serviceName: "service",
      selector: selector("statefulset"),
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
      template: template("statefulset"),
    },
  }),
  seed("apps/v1", "DaemonSet", "daemonsets", "namespace", {
    spec: { selector: selector("daemonset"), template: template("daemonset") },
  }),
  seed("batch/v1", "Job", "jobs", "namespace", { spec: job }),
  seed("batch/v1", "CronJob", "cronjobs", "namespace", {
    spec: { schedule: "*/1 * * * *", jobTemplate: { spec: job } },
  }),
  seed("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", "namespace", {
    spec: { minAvailable: "50%", selector: selector("deployment") },
  }),
  seed("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "namespace", {
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "deployment" },
      minReplicas: 1,
      maxReplicas: 3,
      metrics: [
        { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } },
      ],
    },
  }),
  seed("networking.k8s.io/v1", "Ingress", "ingresses", "namespace", {
    spec: {
      rules: [
        {
          host: "a.example",
          http: {
            paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "service", port: { number: 80 } } } }],
          },
        },
      ],
    },
  }),
  seed("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", "namespace", {
    spec: {
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }], ports: [{ port: 80, protocol: "TCP" }] }],
    },
  }),
  seed("rbac.authorization.k8s.io/v1", "Role", "roles", "namespace", {
    rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
  }),
  seed("rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", "namespace", {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "role" },
    subjects: [{ kind: "ServiceAccount", name: "default", namespace: "default" }],
  }),
  seed("coordination.k8s.io/v1", "Lease", "leases", "namespace", {
    spec: { holderIdentity: "a", leaseDurationSeconds: 10, renewTime: "2026-01-01T00:00:00.000000Z" },
  }),
  seed("discovery.k8s.io/v1", "EndpointSlice", "endpointslices", "namespace", {
    addressType: "IPv4",
    endpoints: [{ addresses: ["10.1.2.3"], conditions: { ready: true } }],
    ports: [{ name: "http", port: 80, protocol: "TCP" }],
  }),
  seed("scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", "cluster", { value: 5 }),
];
