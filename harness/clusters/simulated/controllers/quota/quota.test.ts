import { describe, expect, test } from "vitest";
import { StatusError } from "../../api/status-error.ts";
import { SmallCluster, webDeployment } from "../testing/small-cluster.ts";

const sizes = { requests: { cpu: "500m" }, limits: { memory: "512Mi" } };

function start(hard: object, spec: object = {}) {
  const cluster = new SmallCluster({ endsWith: ({ metadata }) => (metadata.name === "short" ? 0 : undefined) });
  cluster.create("resourcequotas", {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "q" },
    spec: { hard, ...spec },
  });
  cluster.clock.advance(1000);
  const used = () => cluster.api.get("resourcequotas", "default", "q")["status"].used;
  const create = (resource: string, body: object) => {
    try {
      cluster.create(resource, body);
      return "created";
    } catch (error) {
      if (error instanceof StatusError) return `${error.code} ${error.message}`;
      throw error;
    }
  };
  const pod = (name: string, resources: object = sizes) =>
    create("pods", {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name },
      spec: { restartPolicy: "Never", containers: [{ name, image: "app:v1", resources }] },
    });
  const configMap = (name: string) => create("configmaps", { apiVersion: "v1", kind: "ConfigMap", metadata: { name } });
  return { cluster, used, create, pod, configMap };
}

// The texts and counts are those of a kind cluster with Kubernetes 1.34.4.

describe("A ResourceQuota", () => {
  test("refuses the pods that it has nothing left for, and has something left when they are gone or over.", () => {
    const { cluster, used, pod } = start({ pods: "2", "requests.cpu": "1", "limits.memory": "1Gi" });
    expect(used()).toEqual({ pods: "0", "requests.cpu": "0", "limits.memory": "0" });
    expect(pod("nolimits", {})).toBe(
      '403 pods "nolimits" is forbidden: failed quota: q: must specify limits.memory for: nolimits; requests.cpu for: nolimits',
    );
    expect(pod("big", { requests: { cpu: "1500m" }, limits: { memory: "2Gi" } })).toBe(
      '403 pods "big" is forbidden: exceeded quota: q, requested: limits.memory=2Gi,requests.cpu=1500m, used: limits.memory=0,requests.cpu=0, limited: limits.memory=1Gi,requests.cpu=1',
    );
    expect([pod("ok"), pod("short")]).toEqual(["created", "created"]);
    expect(pod("ok3")).toBe(
      '403 pods "ok3" is forbidden: exceeded quota: q, requested: limits.memory=512Mi,pods=1,requests.cpu=500m, used: limits.memory=1Gi,pods=2,requests.cpu=1, limited: limits.memory=1Gi,pods=2,requests.cpu=1',
    );
    cluster.clock.advance(10_000);
    expect(used()).toEqual({ pods: "1", "requests.cpu": "500m", "limits.memory": "512Mi" });
    cluster.delete("pods", "ok");
    cluster.clock.advance(10_000);
    expect(used()).toEqual({ pods: "0", "requests.cpu": "0", "limits.memory": "0" });
  });

  test("counts what is there already, and objects of any kind.", () => {
    const { cluster, used, create, configMap } = start({
      configmaps: "2",
      "count/deployments.apps": "1",
      "services.nodeports": "0",
    });
    expect(used()).toEqual({ configmaps: "1", "count/deployments.apps": "0", "services.nodeports": "0" });
    expect(configMap("a")).toBe("created");
    expect(configMap("b")).toBe(
      '403 configmaps "b" is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps=2, limited: configmaps=2',
    );
    expect(create("deployments.apps", webDeployment({ replicas: 0 }))).toBe("created");
    expect(create("deployments.apps", { ...webDeployment(), metadata: { name: "other" } })).toBe(
      '403 deployments.apps "other" is forbidden: exceeded quota: q, requested: count/deployments.apps=1, used: count/deployments.apps=1, limited: count/deployments.apps=1',
    );
    const spec = { type: "NodePort", ports: [{ port: 80 }], selector: { app: "web" } };
    expect(create("services", { apiVersion: "v1", kind: "Service", metadata: { name: "np" }, spec })).toBe(
      '403 services "np" is forbidden: exceeded quota: q, requested: services.nodeports=1, used: services.nodeports=0, limited: services.nodeports=0',
    );
    cluster.delete("configmaps", "a");
    cluster.clock.advance(1000);
    expect(used()).toEqual({ configmaps: "1", "count/deployments.apps": "1", "services.nodeports": "0" });
  });

  test("with a scope is about the pods in it alone.", () => {
    const { used, pod, configMap } = start({ pods: "1" }, { scopes: ["NotBestEffort"] });
    expect([pod("a"), pod("small", {}), configMap("a")]).toEqual(["created", "created", "created"]);
    expect(used()).toEqual({ pods: "1" });
    expect(pod("b")).toContain("exceeded quota: q");
  });

  test("keeps a rollout from its surge pod, and the controller says why.", () => {
    const { cluster } = start({ pods: "3" });
    cluster.create("deployments.apps", webDeployment());
    cluster.clock.advance(10_000);
    cluster.setImage("app:v2");
    cluster.clock.advance(10_000);
    const failure = cluster.events("ReplicaSet").find(({ reason }) => reason === "FailedCreate");
    expect(failure?.message).toMatch(
      /^Error creating: pods "web-\w+-\w{5}" is forbidden: exceeded quota: q, requested: pods=1, used: pods=3, limited: pods=3$/,
    );
  });
});
