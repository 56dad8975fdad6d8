import { expect, it } from "vitest";
import { images, manifests } from "../test-world.ts";
import { type KubectlSession } from "./session.ts";

/** What people change. */
export function testWriting(session: KubectlSession): void {
  it("creates in protobuf what it applies in JSON", async () => {
    const create = ["create", "deployment", "twin", "--image=registry.test/shop/web:v1", "--replicas=2", "--port=8080"];
    await session.ok("create", "namespace", "protobuf");
    await session.ok(...create, "-n", "protobuf");
    const { stdout } = await session.client.run([...create, "-n", "shop", "--dry-run=client", "-o", "yaml"]);
    expect((await session.client.run(["apply", "-n", "shop", "-f", "-"], stdout)).exitCode).toBe(0);
    const spec = async (namespace: string) =>
      JSON.parse(await session.ok("get", "deployment/twin", "-n", namespace, "-o", "json")).spec;
    expect(await spec("protobuf")).toEqual(await spec("shop"));

    await session.ok("create", "secret", "generic", "key", "--from-literal=password=wächter", "-n", "protobuf");
    expect(await session.ok("get", "secret/key", "-n", "protobuf", "-o", "jsonpath={.data.password} {.type}")).toBe(
      "d8OkY2h0ZXI= Opaque",
    );
    await session.ok("create", "configmap", "settings", "--from-literal=a=b", "--from-literal=c=", "-n", "protobuf");
    expect(await session.ok("get", "configmap/settings", "-n", "protobuf", "-o", "jsonpath={.data}")).toBe(
      '{"a":"b","c":""}',
    );
    await session.ok("create", "service", "clusterip", "twin", "--tcp=80:8080", "-n", "protobuf");
    expect(
      await session.ok("get", "service/twin", "-n", "protobuf", "-o", "jsonpath={.spec.ports[0].targetPort}"),
    ).toBe("8080");
    await session.ok(
      "create",
      "poddisruptionbudget",
      "twin",
      "--selector=app=twin",
      "--min-available=50%",
      "-n",
      "protobuf",
    );
    expect(await session.ok("get", "pdb/twin", "-n", "protobuf", "-o", "jsonpath={.spec.minAvailable}")).toBe("50%");
    await session.ok(
      "create",
      "job",
      "once",
      "--image=registry.test/shop/web:v1",
      "-n",
      "protobuf",
      "--",
      "sh",
      "-c",
      "true",
    );
    expect(
      await session.ok(
        "get",
        "job/once",
        "-n",
        "protobuf",
        "-o",
        "jsonpath={.spec.template.spec.containers[0].command}",
      ),
    ).toBe('["sh","-c","true"]');
    await session.ok("create", "role", "reader", "--verb=get,list", "--resource=pods", "-n", "protobuf");
    expect(await session.ok("get", "role/reader", "-n", "protobuf", "-o", "jsonpath={.rules[0].verbs}")).toBe(
      '["get","list"]',
    );
    expect(await session.fails("create", "namespace", "protobuf")).toBe(
      'Error from server (AlreadyExists): namespaces "protobuf" already exists',
    );

    await session.ok("delete", "deployment", "twin", "-n", "shop");
    await session.ok("delete", "namespace", "protobuf", "--timeout=15s");
    expect(await session.ok("get", "namespaces", "-o", "name")).not.toContain("protobuf");
  });

  it("applies again without a change, and shows differences", async () => {
    await session.ok("apply", "-f", session.app);
    expect(await session.ok("apply", "-f", session.app)).toBe(
      "configmap/web-config unchanged\ndeployment.apps/web unchanged\nservice/web unchanged",
    );
    expect((await session.client.run(["diff", "-f", session.app])).exitCode).toBe(0);
    const changed = manifests(images.v1.reference).replace("hello", "good evening");
    expect((await session.client.run(["diff", "-f", "-"], changed)).stdout).toContain("+  greeting: good evening");
    const { stdout } = await session.client.run(["apply", "-f", "-"], changed);
    expect(stdout).toBe("configmap/web-config configured\ndeployment.apps/web unchanged\nservice/web unchanged");
    expect(
      (
        await session.client.run(
          ["apply", "-f", "-"],
          manifests(images.v1.reference).replace("containers:", "containres:"),
        )
      ).stderr,
    ).toContain('unknown field "spec.template.spec.containres"');
  });

  it("scales, patches, labels, and waits", async () => {
    expect(await session.ok("scale", "deployment/web", "--replicas=4")).toBe("deployment.apps/web scaled");
    await session.settled();
    expect(await session.read(".status.availableReplicas")).toBe("4");
    expect(await session.fails("scale", "deployment/web", "--replicas=1", "--current-replicas=9")).toContain(
      "Expected replicas to be 9, was 4",
    );
    await session.ok("patch", "deployment/web", "--subresource=scale", "--type=merge", "-p", '{"spec":{"replicas":2}}');
    await session.ok("patch", "deployment/web", "-p", '{"spec":{"minReadySeconds":1}}');
    await session.ok(
      "patch",
      "deployment/web",
      "--type=json",
      "-p",
      '[{"op":"replace","path":"/spec/replicas","value":3}]',
    );
    await session.ok("patch", "deployment/web", "--type=merge", "-p", '{"metadata":{"annotations":{"team":"shop"}}}');
    await session.ok("label", "deployment/web", "tier=front");
    await session.settled();
    expect(
      await session.read(".spec.replicas} {.spec.minReadySeconds} {.metadata.annotations.team} {.metadata.labels.tier"),
    ).toBe("3 1 shop front");
    expect(await session.ok("wait", "--for=condition=Available", "deployment/web", "--timeout=10s")).toBe(
      "deployment.apps/web condition met",
    );
    expect(await session.fails("create", "configmap", "Bad_Name")).toContain(
      'ConfigMap "Bad_Name" is invalid: metadata.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain',
    );
    await session.ok("set", "env", "deployment/web", "MODE=fast");
    await session.ok("set", "resources", "deployment/web", "--limits=cpu=200m");
    await session.settled();
    expect(await session.read(".spec.template.spec.containers[0].env[0].value")).toBe("fast");
  });

  it("applies on the server's side, and is told of conflicts", async () => {
    const map = (value: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: owned }\ndata: { key: ${value} }\n`;
    const apply = (manager: string, value: string) =>
      session.client.run(["apply", "--server-side", `--field-manager=${manager}`, "-f", "-"], map(value));
    expect((await apply("one", "first")).stdout).toBe("configmap/owned serverside-applied");
    expect((await apply("two", "second")).stderr).toContain(
      'Apply failed with 1 conflict: conflict with "one": .data.key',
    );
    expect(await session.ok("get", "configmap/owned", "-o", "jsonpath={.data.key}")).toBe("first");
  });

  it("drains a node and brings it back", async () => {
    await session.ok("drain", "eu-worker2", "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=15s");
    expect(await session.ok("get", "node/eu-worker2", "--no-headers")).toContain("Ready,SchedulingDisabled");
    await session.settled();
    expect(await session.ok("get", "pods", "-o", "jsonpath={.items[*].spec.nodeName}")).not.toContain("eu-worker2");
    await session.ok("uncordon", "eu-worker2");
  });

  it("replaces and deletes", async () => {
    const { stdout } = await session.client.run(["get", "configmap/web-config", "-o", "yaml"]);
    const replaced = await session.client.run(["replace", "-f", "-"], stdout.replace("greeting:", "farewell:"));
    expect(replaced.stdout).toBe("configmap/web-config replaced");
    const stale = await session.client.run(["replace", "-f", "-"], stdout);
    expect(stale.stderr).toContain(
      "the object has been modified; please apply your changes to the latest version and try again",
    );
    expect(await session.ok("delete", "-f", session.app)).toContain('deployment.apps "web" deleted');
    await expect.poll(() => session.ok("get", "pods,replicasets", "-o", "name"), { timeout: 15_000 }).toBe("");
  });
}
