import { describe, expect, test } from "vitest";
import { configMap, deployment, kubectl, pod, refusal, startApi } from "./testing/api.ts";

const caller = kubectl;

describe("creating an object", () => {
  test("gives it a uid, a time in whole seconds, a version and, where the kind has one, a generation", () => {
    const { api } = startApi();
    const { metadata } = api.create("deployments.apps", "default", deployment("web"), { caller });
    expect(metadata).toMatchObject({
      name: "web",
      namespace: "default",
      generation: 1,
      creationTimestamp: "2026-01-05T09:00:00Z",
    });
    expect(metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(Number(metadata.resourceVersion)).toBeGreaterThan(0);
    const { metadata: plain } = api.create("configmaps", "default", configMap("c"), { caller });
    expect(plain.generation).toBeUndefined();
  });

  test("copies the body and returns frozen objects", () => {
    const { api } = startApi();
    const body = deployment("web");
    const stored = api.create("deployments.apps", "default", body, { caller });
    body["spec"].template.metadata.labels.app = "changed";
    expect(api.get("deployments.apps", "default", "web")["spec"].template.metadata.labels).toEqual({ app: "web" });
    expect(() => {
      stored["spec"].template.spec.containers[0].image = "x";
    }).toThrow(TypeError);
  });

  test("fills in the defaults of a Kubernetes 1.34 server", () => {
    const { api } = startApi();
    const { spec, status } = api.create(
      "deployments.apps",
      "default",
      deployment("web", {}, { ports: [{ containerPort: 80 }], readinessProbe: { httpGet: { port: 80 } } }),
      { caller },
    );
    expect(spec).toMatchObject({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
    });
    expect(spec.template.spec).toEqual({
      restartPolicy: "Always",
      terminationGracePeriodSeconds: 30,
      dnsPolicy: "ClusterFirst",
      securityContext: {},
      schedulerName: "default-scheduler",
      containers: [
        {
          name: "app",
          image: "shop/api:1",
          imagePullPolicy: "IfNotPresent",
          ports: [{ containerPort: 80, protocol: "TCP" }],
          readinessProbe: {
            httpGet: { path: "/", port: 80, scheme: "HTTP" },
            timeoutSeconds: 1,
            periodSeconds: 10,
            successThreshold: 1,
            failureThreshold: 3,
          },
          resources: {},
          terminationMessagePath: "/dev/termination-log",
          terminationMessagePolicy: "File",
        },
      ],
    });
    expect(status).toEqual({});
  });

  test("makes a name from generateName", () => {
    const { api } = startApi();
    const { metadata } = api.create("pods", "default", pod("", {}, { name: undefined, generateName: "web-" }), {
      caller,
    });
    expect(metadata.name).toMatch(/^web-[a-z0-9]{5}$/);
    expect(metadata.generateName).toBe("web-");
  });

  test("drops a status that the creator sent", () => {
    const { api } = startApi();
    const created = api.create(
      "deployments.apps",
      "default",
      { ...deployment("web"), status: { replicas: 7 } },
      { caller },
    );
    expect(created["status"]).toEqual({});
  });

  test("is refused for a name that is taken", () => {
    const { api } = startApi();
    api.create("configmaps", "default", configMap("c"), { caller });
    expect(refusal(() => api.create("configmaps", "default", configMap("c"), { caller }))).toMatchObject({
      code: 409,
      reason: "AlreadyExists",
      message: 'configmaps "c" already exists',
      details: { name: "c", kind: "configmaps" },
    });
  });

  test("is refused in a namespace that does not exist", () => {
    const { api } = startApi();
    const error = refusal(() => api.create("configmaps", "nowhere", configMap("c"), { caller }));
    expect([error.code, error.message]).toEqual([404, 'namespaces "nowhere" not found']);
  });

  test("is refused in a namespace that is being deleted", () => {
    const { api } = startApi();
    api.create("namespaces", undefined, { apiVersion: "v1", kind: "Namespace", metadata: { name: "old" } }, { caller });
    expect(api.delete("namespaces", undefined, "old", { caller })["status"]).toEqual({ phase: "Terminating" });
    expect(refusal(() => api.create("configmaps", "old", configMap("c"), { caller }))).toMatchObject({
      code: 403,
      message:
        'configmaps "c" is forbidden: unable to create new content in namespace old because it is being terminated',
      details: { causes: [{ reason: "NamespaceTerminating", field: "metadata.namespace" }] },
    });
  });

  test("with dryRun answers the whole object and stores nothing", () => {
    const { api, requests } = startApi();
    const before = api.list("services").resourceVersion;
    const dry = api.create(
      "services",
      "default",
      { apiVersion: "v1", kind: "Service", metadata: { name: "s" }, spec: { ports: [{ port: 80 }] } },
      { caller, dryRun: true },
    );
    expect(dry["spec"].clusterIP).toMatch(/^10\.96\./);
    expect(api.find("services", "default", "s")).toBeUndefined();
    expect(api.list("services").resourceVersion).toBe(before);
    expect(requests).toMatchObject([{ verb: "create", dryRun: true, code: 201 }]);
  });
});

describe("fields that the kind does not have", () => {
  const body = deployment("web", { foo: 1, bar: {} });

  test("are an error under Strict", () => {
    const { api } = startApi();
    const error = refusal(() => api.create("deployments.apps", "default", body, { caller, fieldValidation: "Strict" }));
    expect(error.message).toBe(
      'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.foo", unknown field "spec.bar"',
    );
  });

  test("are dropped with a warning when nothing is said, and silently under Ignore", () => {
    const { api } = startApi();
    const warnings: string[] = [];
    const warn = (message: string) => warnings.push(message);
    const { spec } = api.create("deployments.apps", "default", body, { caller, warn });
    expect(spec.foo).toBeUndefined();
    expect(warnings).toEqual(['unknown field "spec.foo"', 'unknown field "spec.bar"']);
    api.create(
      "deployments.apps",
      "default",
      { ...body, metadata: { name: "other" } },
      { caller, warn, fieldValidation: "Ignore" },
    );
    expect(warnings).toHaveLength(2);
  });

  test("are named with their place in a list", () => {
    const { api } = startApi();
    const error = refusal(() =>
      api.create("deployments.apps", "default", deployment("web", {}, { imagee: "x" }), {
        caller,
        fieldValidation: "Strict",
      }),
    );
    expect(error.message).toContain('unknown field "spec.template.spec.containers[0].imagee"');
  });
});

test("a value of the wrong type is refused as Go's decoder words it", () => {
  const { api } = startApi();
  const error = refusal(() =>
    api.create("deployments.apps", "default", deployment("web", { replicas: "x" }), { caller }),
  );
  expect([error.code, error.message]).toEqual([
    400,
    'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
  ]);
});

describe("the record of requests", () => {
  test("has every mutating request with its outcome, and no reading one", () => {
    const { api, requests } = startApi();
    api.create("configmaps", "default", configMap("c"), { caller });
    api.get("configmaps", "default", "c");
    refusal(() => api.delete("configmaps", "default", "other", { caller }));
    api.patch("configmaps", "default", "c", { type: "merge", body: { data: { a: "b" } } }, { caller });
    expect(
      requests.map(({ verb, resource, namespace, name, code }) => [verb, resource, namespace, name, code]),
    ).toEqual([
      ["create", "configmaps", "default", "c", 201],
      ["delete", "configmaps", "default", "other", 404],
      ["patch", "configmaps", "default", "c", 200],
    ]);
    expect(requests[0]!.caller).toBe(caller);
  });
});
