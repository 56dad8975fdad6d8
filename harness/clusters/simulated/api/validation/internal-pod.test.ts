import { expect, test } from "vitest";
import { internalPodSpec, internalTemplate } from "./internal-pod.ts";

test("What a pod does not say is there with its zero, in the order of the server's types.", () => {
  const spec = internalPodSpec({ containers: [{ name: "app", image: "app:v1", resources: {} }], hostNetwork: true });
  expect(Object.keys(spec).slice(0, 8)).toEqual([
    "Volumes",
    "InitContainers",
    "Containers",
    "EphemeralContainers",
    "RestartPolicy",
    "TerminationGracePeriodSeconds",
    "ActiveDeadlineSeconds",
    "DNSPolicy",
  ]);
  expect(spec).toMatchObject({
    Volumes: null,
    RestartPolicy: "",
    SecurityContext: { HostNetwork: true, HostPID: false, RunAsUser: null },
    Containers: [
      { Name: "app", Image: "app:v1", Resources: { Limits: null, Requests: null, Claims: null }, TTY: false },
    ],
  });
});

test("Fields whose names are spelled otherwise for clients are found.", () => {
  const probe = { tcpSocket: { port: 80 }, periodSeconds: 5 };
  const { Containers, DNSPolicy } = internalPodSpec({
    dnsPolicy: "Default",
    containers: [{ name: "app", tty: true, livenessProbe: probe }],
  });
  expect(DNSPolicy).toBe("Default");
  expect(Containers[0]).toMatchObject({
    TTY: true,
    LivenessProbe: { Exec: null, HTTPGet: null, TCPSocket: { Port: 80, Host: "" }, PeriodSeconds: 5 },
  });
});

test("The metadata of a template keeps the names that it has for clients.", () => {
  const { Spec, ...metadata } = internalTemplate({ metadata: { labels: { app: "web" } }, spec: { containers: [] } });
  expect(metadata).toEqual({ labels: { app: "web" } });
  expect(Spec.Containers).toEqual([]);
});
