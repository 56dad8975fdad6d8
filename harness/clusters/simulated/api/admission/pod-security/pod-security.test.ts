import { beforeEach, describe, expect, test } from "vitest";
import { VirtualClock } from "../../../../../base/virtual-clock.ts";
import { Random } from "../../../../../base/random.ts";
import { createApiServer } from "../../api-server.ts";
import { kubectl } from "../../testing/api.ts";
import type { ApiServer } from "../../verbs.ts";

let api: ApiServer;
let warnings: string[];
const warn = (text: string) => void warnings.push(text);

beforeEach(() => {
  api = createApiServer({ clock: new VirtualClock(), random: new Random(1) });
  warnings = [];
});

function label(labels: Readonly<Record<string, string | null>>): void {
  const named = Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [`pod-security.kubernetes.io/${name}`, value]),
  );
  const patch = { type: "merge", body: { metadata: { labels: named } } as never } as const;
  api.patch("namespaces", undefined, "default", patch, { caller: kubectl, warn });
}

const spec = (container: object = {}, more: object = {}) => ({
  containers: [{ name: "app", image: "app:v1", ...container }],
  ...more,
});
const pod = (name: string, podSpec: object = spec()) =>
  api.create(
    "pods",
    "default",
    { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: podSpec },
    { caller: kubectl, warn },
  );
const safe = spec(
  { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } },
  { securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } } },
);

// Texts as of Kubernetes 1.34.4.
const plain = `PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "app" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "app" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "app" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "app" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`;

describe("Where the level restricted is enforced", () => {
  beforeEach(() => label({ enforce: "restricted", warn: "restricted" }));

  test("a pod that says nothing of its rights is refused, and one that renounces them is not.", () => {
    expect(() => pod("web")).toThrow(`pods "web" is forbidden: violates ${plain}`);
    expect(pod("safe", safe).metadata.name).toBe("safe");
    expect(warnings).toEqual([]);
  });

  test("a Deployment is warned of only.", () => {
    const template = { metadata: { labels: { app: "web" } }, spec: spec() };
    const body = { replicas: 1, selector: { matchLabels: { app: "web" } }, template };
    const metadata = { name: "web" };
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: body };
    api.create("deployments.apps", "default", deployment, { caller: kubectl, warn });
    expect(warnings).toEqual([`would violate ${plain}`]);
  });
});

describe("Where the level baseline is enforced", () => {
  beforeEach(() => label({ enforce: "baseline", "enforce-version": "v1.30" }));

  test.each<[string, object]>([
    ["host namespaces (hostNetwork=true, hostPID=true)", spec({}, { hostNetwork: true, hostPID: true })],
    ['hostPath volumes (volume "h")', spec({}, { volumes: [{ name: "h", hostPath: { path: "/tmp" } }] })],
    ['hostPort (container "app" uses hostPort 80)', spec({ ports: [{ containerPort: 80, hostPort: 80 }] })],
    [
      'privileged (container "app" must not set securityContext.privileged=true)',
      spec({ securityContext: { privileged: true } }),
    ],
    [
      'non-default capabilities (container "app" must not include "NET_ADMIN" in securityContext.capabilities.add)',
      spec({ securityContext: { capabilities: { add: ["NET_ADMIN", "CHOWN"] } } }),
    ],
  ])("a pod is refused for: %s.", (what, podSpec) => {
    expect(() => pod("web", podSpec)).toThrow(
      `pods "web" is forbidden: violates PodSecurity "baseline:v1.30": ${what}`,
    );
    expect(pod("plain").metadata.name).toBe("plain");
  });
});

test("Pods that are there when the level rises stay, and are told of.", () => {
  for (const name of ["b", "a", "c"]) pod(name);
  pod("safe", safe);
  label({ enforce: "restricted" });
  expect(warnings).toEqual([
    'existing pods in namespace "default" violate the new PodSecurity enforce level "restricted:latest"',
    "a (and 2 other pods): allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile",
  ]);
});

test("A level that there is not is refused.", () => {
  expect(() => label({ enforce: "bogus" })).toThrow(
    'metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "bogus": must be one of privileged, baseline, restricted',
  );
});
