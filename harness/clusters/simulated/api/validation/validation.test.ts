import { describe, expect, test } from "vitest";
import { configMap, deployment, findingsOf, kubectl, pod, refusal, refusedCreation, startApi } from "../testing/api.ts";
import type { KubernetesObject, ResourceName } from "../../../kubernetes.ts";

/** What a creation is refused with. The texts are those of a Kubernetes 1.34.4 server. */
function findings(resource: ResourceName, body: KubernetesObject): string {
  const error = refusedCreation(resource, body);
  expect(error.code).toBe(422);
  return findingsOf(error);
}

const container = "spec.template.spec.containers[0]";

describe("a Deployment is refused", () => {
  test.each([
    [
      "without containers",
      { template: { metadata: { labels: { app: "web" } }, spec: {} } },
      {},
      "spec.template.spec.containers: Required value",
    ],
    [
      "without a selector",
      { selector: undefined },
      {},
      '[spec.selector: Required value, spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`]',
    ],
    [
      "with an empty selector",
      { selector: {} },
      {},
      "spec.selector: Invalid value: {}: empty selector is invalid for deployment",
    ],
    [
      "whose selector misses its own pods",
      { selector: { matchLabels: { app: "x" } } },
      {},
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    ],
    [
      "with negative replicas",
      { replicas: -1 },
      {},
      "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
    ],
    [
      "with an unknown strategy",
      { strategy: { type: "X" } },
      {},
      'spec.strategy: Unsupported value: {"Type":"X","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
    ],
    [
      "that recreates and rolls",
      { strategy: { type: "Recreate", rollingUpdate: {} } },
      {},
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
    ],
    [
      "that can neither surge nor go down",
      { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } },
      {},
      "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0",
    ],
    [
      "that may lose more than all",
      { strategy: { rollingUpdate: { maxSurge: -1, maxUnavailable: "101%" } } },
      {},
      '[spec.strategy.rollingUpdate.maxSurge: Invalid value: -1: must be greater than or equal to 0, spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%]',
    ],
    [
      "whose deadline is shorter than what it waits for",
      { minReadySeconds: 700 },
      {},
      "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds",
    ],
    ["without an image", {}, { image: undefined }, `${container}.image: Required value`],
    [
      "with a bad pull policy",
      {},
      { imagePullPolicy: "X" },
      `${container}.imagePullPolicy: Unsupported value: "X": supported values: "Always", "IfNotPresent", "Never"`,
    ],
    [
      "with a port out of range",
      {},
      { ports: [{ containerPort: 70000 }] },
      `${container}.ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive`,
    ],
    [
      "that mounts what it does not have",
      {},
      { volumeMounts: [{ name: "x", mountPath: "/a" }] },
      `${container}.volumeMounts[0].name: Not found: "x"`,
    ],
    [
      "with a probe of nothing",
      {},
      { readinessProbe: {} },
      `${container}.readinessProbe: Required value: must specify a handler type`,
    ],
    [
      "with two probes in one",
      {},
      { readinessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } },
      `${container}.readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type`,
    ],
    [
      "that asks for more than its limit",
      {},
      { resources: { limits: { cpu: "1" }, requests: { cpu: "2" } } },
      `${container}.resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1`,
    ],
    [
      "with a variable that has two values",
      {},
      { env: [{ name: "a", value: "x", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }] },
      `${container}.env[0].valueFrom: Invalid value: "": may not be specified when \`value\` is not empty`,
    ],
    [
      "that restarts never",
      {
        template: {
          metadata: { labels: { app: "web" } },
          spec: { restartPolicy: "Never", containers: [{ name: "a", image: "b" }] },
        },
      },
      {},
      'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    ],
  ])("%s", (_, spec, parts, message) => {
    expect(findings("deployments.apps", deployment("web", spec, parts))).toBe(message);
  });
});

describe("a name", () => {
  test("has to be one of DNS, and every finding is a cause", () => {
    const error = refusal(() =>
      startApi().api.create("configmaps", "default", configMap("A_b", {}, { labels: { "x y": "1" } }), {
        caller: kubectl,
      }),
    );
    expect(error.details?.causes?.map(({ field, reason }) => [field, reason])).toEqual([
      ["metadata.name", "FieldValueInvalid"],
      ["metadata.labels", "FieldValueInvalid"],
    ]);
    expect(error.message).toMatch(
      /^ConfigMap "A_b" is invalid: \[metadata\.name: Invalid value: "A_b": a lowercase RFC 1123 subdomain must/,
    );
  });

  test("of a Service begins with a letter, and one of a Namespace has no dots", () => {
    const service = { apiVersion: "v1", kind: "Service", metadata: { name: "1a" }, spec: { ports: [{ port: 80 }] } };
    expect(findings("services", service)).toMatch(/^metadata\.name: Invalid value: "1a": a DNS-1035 label must/);
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "a.b" } };
    expect(findings("namespaces", namespace)).toBe('metadata.name: Invalid value: "a.b": must not contain dots');
  });
});

describe("a Pod", () => {
  test("gets what admission adds: account, token, priority and the tolerations for lost nodes", () => {
    const { spec, status } = startApi().api.create("pods", "default", pod("web"), { caller: kubectl });
    expect(spec).toMatchObject({ serviceAccountName: "default", priority: 0, enableServiceLinks: true });
    expect(
      spec.tolerations.map(({ key, tolerationSeconds }: Record<string, unknown>) => [key, tolerationSeconds]),
    ).toEqual([
      ["node.kubernetes.io/not-ready", 300],
      ["node.kubernetes.io/unreachable", 300],
    ]);
    expect(spec.volumes[0].name).toMatch(/^kube-api-access-/);
    expect(spec.containers[0].volumeMounts[0].mountPath).toBe("/var/run/secrets/kubernetes.io/serviceaccount");
    expect(status).toEqual({ phase: "Pending", qosClass: "BestEffort" });
  });

  test("is refused for an account or a priority class that is not there", () => {
    const { api } = startApi();
    const create = (spec: object) => () => api.create("pods", "default", pod("web", spec), { caller: kubectl });
    expect(refusal(create({ serviceAccountName: "nope" })).message).toBe(
      'pods "web" is forbidden: error looking up service account default/nope: serviceaccount "nope" not found',
    );
    expect(refusal(create({ priorityClassName: "nope" })).message).toBe(
      'pods "web" is forbidden: no PriorityClass with name nope was found',
    );
    expect((create({ priorityClassName: "system-node-critical" })() as KubernetesObject)["spec"].priority).toBe(
      2_000_001_000,
    );
  });

  test("lets its images change and little else", () => {
    const { api } = startApi();
    api.create("pods", "default", pod("web"), { caller: kubectl });
    const patch = (container: object) => () =>
      api.patch(
        "pods",
        "default",
        "web",
        { type: "strategic-merge", body: { spec: { containers: [{ name: "app", ...container }] } } as never },
        { caller: kubectl },
      );
    expect(patch({ image: "shop/api:2" })()["spec"].containers[0].image).toBe("shop/api:2");
    expect(refusal(patch({ command: ["sh"] })).message).toContain("pod updates may not change fields other than");
  });
});

test("an immutable ConfigMap keeps its data and its immutability", () => {
  const { api } = startApi();
  api.create("configmaps", "default", { ...configMap("c", { a: "1" }), immutable: true }, { caller: kubectl });
  const patch = (body: object) =>
    refusal(() => api.patch("configmaps", "default", "c", { type: "merge", body: body as never }, { caller: kubectl }));
  expect(patch({ data: { a: "2" } }).message).toBe(
    'ConfigMap "c" is invalid: data: Forbidden: field is immutable when `immutable` is set',
  );
  expect(patch({ immutable: null }).message).toContain(
    "immutable: Forbidden: field is immutable when `immutable` is set",
  );
});

test("a Secret's stringData becomes data, and its type promises keys", () => {
  const { api } = startApi();
  const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, stringData: { password: "x" } };
  const stored = api.create("secrets", "default", secret, { caller: kubectl });
  expect(stored).toMatchObject({ type: "Opaque", data: { password: "eA==" } });
  expect(stored["stringData"]).toBeUndefined();
  const tls = { ...secret, metadata: { name: "t" }, type: "kubernetes.io/tls" };
  expect(findings("secrets", tls)).toBe("[data[tls.crt]: Required value, data[tls.key]: Required value]");
});

test("a ControllerRevision keeps what it holds, and counts from 0", () => {
  const { api } = startApi();
  const revision = (content: object) => ({
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: { name: "r" },
    revision: 1,
    ...content,
  });
  const kind = "controllerrevisions.apps";
  expect(findings(kind, revision({ revision: -1, data: {} }))).toBe(
    "revision: Invalid value: -1: must be greater than or equal to 0",
  );
  expect(findings(kind, revision({}))).toBe("data: Required value: data is mandatory");
  expect(findings(kind, revision({ data: [1] }))).toBe("data: Required value: data must be a valid JSON object");
  api.create(kind, "default", revision({ data: { a: 1 } }), { caller: kubectl });
  const patch = (body: object) =>
    api.patch(kind, "default", "r", { type: "merge", body: body as never }, { caller: kubectl });
  expect(refusal(() => patch({ data: { a: 2 } })).message).toContain(
    'data: Invalid value: {"a":2}: field is immutable',
  );
  expect(patch({ revision: 2 })["revision"]).toBe(2);
});
