import { expect, it } from "vitest";
import type { RunningKubectl } from "../../../../../../fixtures/clients/kubectl.ts";
import { squeezed, type KubectlSession } from "./session.ts";

/** What people look at. */
export function testReading(session: KubectlSession): void {
  it("knows the server's version and its resources", async () => {
    expect(await session.ok("version")).toContain("Server Version: v1.34.4");
    const resources = await session.ok("api-resources");
    expect(resources).toContain("deployments deploy apps/v1 true Deployment");
    expect(resources).toContain("nodes no v1 false Node");
    expect(await session.ok("explain", "deployment.spec.strategy.rollingUpdate")).toContain("maxSurge <IntOrString>");
    expect(await session.ok("auth", "can-i", "delete", "pods")).toBe("yes");
    expect(await session.ok("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}")).toBe("kubernetes-admin");
  });

  it("switches between the clusters of one kubeconfig", async () => {
    expect(await session.ok("config", "get-contexts", "-o", "name")).toBe("prod-eu\nprod-us");
    expect(await session.ok("get", "nodes", "-o", "name")).toBe("node/eu-worker\nnode/eu-worker2");
    await session.ok("config", "use-context", "prod-us");
    expect(await session.ok("get", "nodes", "-o", "name")).toBe("node/us-worker");
    expect(await session.ok("--context", "prod-eu", "get", "nodes", "-o", "name")).toBe(
      "node/eu-worker\nnode/eu-worker2",
    );
    await session.ok("config", "use-context", "prod-eu");
  });

  it("prints objects as table, wide table, YAML, JSON, jsonpath and names", async () => {
    expect(await session.ok("get", "deployments")).toMatch(/^NAME READY UP-TO-DATE AVAILABLE AGE\nweb 3\/3 3 3 \d+s$/);
    expect(await session.ok("get", "deployment/web", "-o", "wide", "--no-headers")).toMatch(
      /^web 3\/3 3 3 \d+s app registry.test\/shop\/web:v1 app=web$/,
    );
    expect(await session.ok("get", "pods")).toMatch(
      /^NAME READY STATUS RESTARTS AGE\n(web-[a-z0-9]+-[a-z0-9]{5} 1\/1 Running 0 \d+s\n?){3}$/,
    );
    expect(await session.ok("get", "pods", "-A", "-o", "wide")).toMatch(
      /NAMESPACE NAME .* NODE NOMINATED NODE READINESS GATES\nshop web-.* eu-worker2? <none> <none>/,
    );
    expect(await session.ok("get", "nodes")).toMatch(
      /^NAME STATUS ROLES AGE VERSION\neu-worker Ready <none> \d+s v1.34.4/,
    );
    expect(await session.ok("get", "service/web", "--no-headers")).toMatch(
      /^web ClusterIP 10\.\d+\.\d+\.\d+ <none> 80\/TCP \d+s$/,
    );
    expect(await session.ok("get", "configmap", "web-config", "--no-headers")).toMatch(/^web-config 1 \d+s$/);
    expect(await session.ok("get", "namespaces", "shop", "--no-headers")).toMatch(/^shop Active \d+s$/);
    expect(await session.ok("get", "endpointslices", "-l", "kubernetes.io/service-name=web", "--no-headers")).toMatch(
      /^web-\w+ IPv4 8080 10\.244\.\d\.\d+,10\.244\.\d\.\d+,10\.244\.\d\.\d+ \d+s$/,
    );
    expect(await session.ok("get", "events")).toMatch(
      /LAST SEEN TYPE REASON OBJECT MESSAGE\n.*Normal ScalingReplicaSet deployment\/web Scaled up replica set/s,
    );
    expect(await session.ok("get", "all", "-o", "name")).toMatch(
      /^(pod\/web-.*\n){3}service\/web\ndeployment.apps\/web\nreplicaset.apps\/web-/,
    );
    expect(await session.ok("get", "configmap/web-config", "-o", "yaml")).toMatch(
      /^apiVersion: v1\ndata:\n greeting: hello\nkind: ConfigMap\n/,
    );
    expect(JSON.parse(await session.ok("get", "deployment/web", "-o", "json"))).toMatchObject({
      spec: { replicas: 3 },
    });
    expect(await session.read(".spec.template.spec.containers[0].image")).toBe("registry.test/shop/web:v1");
    expect(await session.fails("get", "pod", "nobody")).toBe('Error from server (NotFound): pods "nobody" not found');
    expect(await session.fails("get", "widgets")).toContain(`the server doesn't have a resource type "widgets"`);
  });

  it("describes a deployment, a pod, a service and a node", async () => {
    const deployment = await session.ok("describe", "deployment/web");
    expect(deployment).toContain("Replicas: 3 desired | 3 updated | 3 total | 3 available | 0 unavailable");
    expect(deployment).toMatch(/NewReplicaSet: web-\w+ \(3\/3 replicas created\)/);
    expect(deployment).toMatch(
      /Normal ScalingReplicaSet \d+s deployment-controller Scaled up replica set web-\w+ from 0 to 3/,
    );
    expect(await session.ok("describe", "pods", "-l", "app=web")).toMatch(
      /Normal Started \d+s( \(x\d+ over \d+s\))? kubelet Started container app/,
    );
    expect(await session.ok("describe", "service/web")).toMatch(/Endpoints: 10\.244\.\d\.\d+:8080,10\.244/);
    expect(await session.ok("describe", "node/eu-worker")).toContain("KubeletReady");
  });

  it("prints logs of a pod and of a deployment", async () => {
    const [pod] = (await session.ok("get", "pods", "-l", "app=web", "-o", "name")).split("\n");
    expect(await session.ok("logs", pod!)).toContain("starting version v1");
    expect(await session.ok("logs", "deployment/web", "--tail=1")).not.toBe("");
    expect(await session.fails("logs", pod!, "-c", "nothing")).toContain("container nothing is not valid for pod");
    expect(await session.fails("logs", pod!, "--previous")).toMatch(
      /previous terminated container "app" in pod "web-.*" not found/,
    );
  });

  it("watches, as a table and as objects", async () => {
    await session.ok("create", "configmap", "watched");
    const columns = "custom-columns=N:.metadata.name,V:.data.v";
    await using table = session.client.start(["get", "configmaps", "-w", "--no-headers"]);
    await using objects = session.client.start(["get", "configmaps", "-w", "--no-headers", "-o", columns]);
    await until(table, /^watched 0 \d+s$/);
    await until(objects, /^watched <none>$/);
    await session.ok("patch", "configmap/watched", "--type=merge", "-p", '{"data":{"v":"1"}}');
    await until(table, /^watched 1 \d+s$/);
    await until(objects, /^watched 1$/);
  });
}

async function until({ lines }: RunningKubectl, wanted: RegExp): Promise<void> {
  for (let next = await lines.next(); !next.done; next = await lines.next())
    if (wanted.test(squeezed(next.value))) return;
  throw new Error(`the watch ended before ${wanted}`);
}
