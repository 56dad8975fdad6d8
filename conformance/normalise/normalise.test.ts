import { describe, expect, test } from "vitest";
import { describeEvents, describeObjects } from "./objects.ts";
import { normaliseOutput } from "./output.ts";

const aliases = [
  { text: "web-abc12-xyz89", alias: "web-abc12-<id>" },
  { text: "web-abc12-aaa22", alias: "web-abc12-<id>" },
  { text: "abc12", alias: "<hash1>" },
];
const output = (text: string, command = "kubectl get pods") => normaliseOutput(text, command, aliases);

describe("what a command printed", () => {
  test("loses its ages, addresses and widths, and keeps what it says", () => {
    const text = "NAME              READY   RESTARTS      AGE\nweb-abc12-xyz89   1/1     2 (4m3s ago)  12m\n";
    expect(output(text)).toBe("NAME  READY  RESTARTS  AGE\nweb-<hash1>-<id>  1/1  2 (<age> ago)  <age>\n");
  });

  test("keeps durations that somebody chose", () => {
    const probe = "    Readiness:  http-get http://:8080/ready delay=2s timeout=1s period=1s";
    expect(output(probe)).toBe("    Readiness:  http-get http://:8080/ready delay=2s timeout=1s period=1s");
    const toleration = "Tolerations:  node.kubernetes.io/not-ready:NoExecute op=Exists for 300s";
    expect(output(toleration)).toBe(toleration);
    expect(output("back-off 20s restarting failed container")).toBe("back-off 20s restarting failed container");
  });

  test("puts neighbours in order whose names are chance, but not what a watch tells", () => {
    const lines = "web-abc12-xyz89  1/1  Running  0  5s\nweb-abc12-aaa22  0/1  Pending  0  5s";
    expect(output(lines)).toBe("web-<hash1>-<id>  0/1  Pending  0  <age>\nweb-<hash1>-<id>  1/1  Running  0  <age>");
    expect(output(lines, "kubectl get pods -w")).toBe(
      "web-<hash1>-<id>  1/1  Running  0  <age>\nweb-<hash1>-<id>  0/1  Pending  0  <age>",
    );
  });

  test("tells where a rollout stood when a command gave up, not how it got to its end", () => {
    const waiting = (n: number) =>
      `Waiting for deployment "web" rollout to finish: ${n} of 3 updated replicas are available...`;
    expect(output(`${waiting(0)}\n${waiting(1)}\ndeployment "web" successfully rolled out`)).toBe(
      'deployment "web" successfully rolled out',
    );
    expect(output(`${waiting(0)}\n${waiting(1)}`)).toBe(waiting(1));
  });
});

test("events are told by object, in their order; probes that meet a pod on its way out are chance", () => {
  const event = (name: string, reason: string) => ({
    involvedObject: { kind: "Pod", name },
    type: "Normal",
    reason,
    message: `${reason} ${name}`,
  });
  const events = [
    event("web-abc12-xyz89", "Started"),
    event("web-abc12-aaa22", "Started"),
    event("web-abc12-xyz89", "Killing"),
    event("web-abc12-xyz89", "Unhealthy"),
    event("web-abc12-aaa22", "Killing"),
  ];
  expect(describeEvents(events, aliases)).toBe(
    [
      "# 2 times",
      "Pod/web-<hash1>-<id>",
      "  Normal Started: Started web-<hash1>-<id>",
      "  Normal Killing: Killing web-<hash1>-<id>",
    ].join("\n"),
  );
});

test("objects are written with sorted keys and the owners of their fields", () => {
  const object = {
    kind: "ConfigMap",
    apiVersion: "v1",
    metadata: {
      uid: "0b7a2d4e-1111-2222-3333-444455556666",
      resourceVersion: "42",
      name: "c",
      managedFields: [
        { manager: "kubectl", operation: "Update", time: "2026-01-01T00:00:00Z", fieldsV1: { b: {}, a: {} } },
      ],
    },
  };
  expect(describeObjects([object], [])).toBe(
    [
      "apiVersion: v1",
      "kind: ConfigMap",
      "metadata:",
      "  managers:",
      `    - fields: '{"a":{},"b":{}}'`,
      "      manager: kubectl",
      "      operation: Update",
      "  name: c",
      '  resourceVersion: "<rv>"',
      "  uid: <uid>",
    ].join("\n"),
  );
});
