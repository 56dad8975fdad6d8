import { expect, test } from "vitest";
import { readAuditEvent } from "./event.ts";

const wallTime = new Date("2026-11-21T10:00:10.000Z");
const read = (change: object) =>
  readAuditEvent(
    JSON.stringify({
      kind: "Event",
      apiVersion: "audit.k8s.io/v1",
      stage: "ResponseComplete",
      verb: "patch",
      requestURI: "/apis/apps/v1/namespaces/shop/deployments/web?fieldManager=kubectl-set",
      user: { username: "kubernetes-admin" },
      userAgent: "kubectl/v1.34.4",
      objectRef: { resource: "deployments", apiGroup: "apps", namespace: "shop", name: "web" },
      responseStatus: { code: 200 },
      requestReceivedTimestamp: "2026-11-21T10:00:09.400Z",
      ...change,
    }),
    { now: 60_000, wallTime },
  );

test("a line of the audit log is a write at its own time", () => {
  expect(read({})).toEqual({
    at: 59_400,
    user: "kubernetes-admin",
    userAgent: "kubectl/v1.34.4",
    verb: "patch",
    resource: "deployments.apps",
    namespace: "shop",
    name: "web",
    code: 200,
  });
});

test("subresources and refusals are part of a write", () => {
  const objectRef = { resource: "pods", subresource: "eviction", namespace: "shop", name: "web-1" };
  expect(read({ verb: "create", objectRef, responseStatus: { code: 429 } })).toMatchObject({
    resource: "pods/eviction",
    code: 429,
  });
});

test("the deletion of a pod says whether the pod was ready", () => {
  const deletion = (status: string) =>
    read({
      verb: "delete",
      requestURI: "/api/v1/namespaces/shop/pods/web-1",
      objectRef: { resource: "pods", namespace: "shop", name: "web-1" },
      responseObject: { kind: "Pod", status: { conditions: [{ type: "Ready", status }] } },
    });
  expect(deletion("True")).toMatchObject({ verb: "delete", podWasReady: true });
  expect(deletion("False")).toMatchObject({ podWasReady: false });
});

test("reads, dry runs, early stages, requests for no object and half lines are no writes", () => {
  expect(read({ verb: "get" })).toBeUndefined();
  expect(read({ requestURI: "/apis/apps/v1/namespaces/shop/deployments/web?dryRun=All" })).toBeUndefined();
  expect(read({ stage: "RequestReceived" })).toBeUndefined();
  expect(read({ objectRef: undefined })).toBeUndefined();
  expect(readAuditEvent('{"kind":"Ev', { now: 0, wallTime })).toBeUndefined();
});
