import { describe, expect, test } from "vitest";
import { causesOf, kubectl, pod, refusedCreation, startApi } from "../../testing/api.ts";
import type { Mutable } from "../../decode.ts";

/** What the creation of a pod is refused with: each field, and what is said of it. */
function findings(spec: object): string[] {
  return causesOf(refusedCreation("pods", pod("one", spec as Mutable)));
}

const app = (fields: object) => ({ containers: [{ name: "app", image: "app:v1", ...fields }] });
const at = "spec.containers[0]";

describe("A pod is refused", () => {
  test("that nobody may be.", () => {
    expect(findings({ ...app({ securityContext: { runAsUser: -1 } }), securityContext: { fsGroup: 2 ** 31 } })).toEqual(
      [
        `${at}.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive`,
        "spec.securityContext.fsGroup: Invalid value: 2147483648: must be between 0 and 2147483647, inclusive",
      ],
    );
  });

  test("that may everything and may not get more.", () => {
    const [finding] = findings(app({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }));
    expect(finding).toBe(
      `${at}.securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set \`allowPrivilegeEscalation\` to false and \`privileged\` to true`,
    );
  });

  test("that leaves its volumes.", () => {
    const volumes = [{ name: "data", emptyDir: {} }];
    const mount = (subPath: string) => ({
      volumes,
      ...app({ volumeMounts: [{ name: "data", mountPath: "/x", subPath }] }),
    });
    expect(findings(mount("a/../b"))).toEqual([
      `${at}.volumeMounts.subPath: Invalid value: "a/../b": must not contain '..'`,
    ]);
    expect(findings(mount("/a"))).toEqual([`${at}.volumeMounts.subPath: Invalid value: "/a": must be a relative path`]);
  });

  test("whose volume is not sound, and so cannot be mounted.", () => {
    const volumes = [{ name: "config", configMap: { name: "" } }];
    expect(findings({ volumes, ...app({ volumeMounts: [{ name: "config", mountPath: "/x" }] }) })).toEqual([
      "spec.volumes[0].configMap.name: Required value",
      `${at}.volumeMounts[0].name: Not found: "config"`,
    ]);
  });

  test("that sleeps longer than it may take to end.", () => {
    expect(findings(app({ lifecycle: { preStop: { sleep: { seconds: 31 } } } }))).toEqual([
      `${at}.lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)`,
    ]);
  });

  test("with its findings in the order of the server's.", () => {
    const fields = findings(
      app({
        livenessProbe: { httpGet: { port: 0 } },
        securityContext: { runAsUser: -1 },
        imagePullPolicy: "Bad",
        terminationMessagePolicy: "Bad",
        ports: [{ containerPort: 0 }],
      }),
    ).map((finding) => finding.slice(0, finding.indexOf(": ")));
    expect(fields).toEqual([
      `${at}.terminationMessagePolicy`,
      `${at}.ports[0].containerPort`,
      `${at}.imagePullPolicy`,
      `${at}.securityContext.runAsUser`,
      `${at}.livenessProbe.httpGet.port`,
    ]);
  });

  test("with hosts that have no names or no addresses.", () => {
    expect(findings({ ...app({}), hostAliases: [{ ip: "1.2.3", hostnames: ["ok"] }] })).toEqual([
      'spec.hostAliases[0].ip: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ]);
  });

  test("that wants to be where nothing can be.", () => {
    const node = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } };
    expect(findings({ ...app({}), affinity: { nodeAffinity: node } })).toEqual([
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term",
    ]);
  });
});

test("What belongs to features that are off is left out.", () => {
  const { api } = startApi();
  const lifecycle = { stopSignal: "SIGUSR1" };
  const body = pod("one", { ...app({ restartPolicy: "Always", lifecycle }), volumes: [{ name: "v", image: {} }] });
  const { spec } = api.create("pods", "default", body, { caller: kubectl });
  expect(spec.containers[0]).not.toHaveProperty("restartPolicy");
  expect(spec.containers[0]).not.toHaveProperty("lifecycle");
  expect(spec.volumes.map(({ name }: Mutable) => name)).not.toContain("v");
});

test("Half a byte of memory is taken, and warned of.", () => {
  const warnings: string[] = [];
  const body = pod("one", app({ resources: { requests: { memory: "100m" } } }));
  startApi().api.create("pods", "default", body, { caller: kubectl, warn: (text) => warnings.push(text) });
  expect(warnings).toEqual([
    'spec.containers[0].resources.requests[memory]: fractional byte value "100m" is invalid, must be an integer',
  ]);
});
