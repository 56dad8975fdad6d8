import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "./kubernetes.ts";
import { PodLives } from "./pod-life.ts";

const pod = (
  changes: { node?: string; running?: boolean; ready?: boolean; deleted?: boolean } = {},
): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web-1", uid: "u1", ...(changes.deleted && { deletionTimestamp: "2026-01-01T00:00:00Z" }) },
  spec: { nodeName: changes.node },
  status: {
    containerStatuses: [{ restartCount: 0, state: changes.running ? { running: {} } : { waiting: {} } }],
    conditions: [{ type: "Ready", status: changes.ready ? "True" : "False" }],
  },
});

const pulled = (message: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Event",
  metadata: { name: "e" },
  reason: "Pulled",
  message,
  involvedObject: { uid: "u1" },
});

describe("the life of a pod", () => {
  test("has the moment at which each stage was first seen", () => {
    const lives = new PodLives();
    lives.see(pod(), 10);
    lives.see(pod({ node: "n" }), 20);
    lives.see(pod({ node: "n" }), 25);
    lives.see(pod({ node: "n", running: true }), 700);
    lives.see(pod({ node: "n", running: true, ready: true }), 2_000);
    lives.see(pod({ node: "n", running: true, ready: true, deleted: true }), 5_000);
    lives.see(pod({ node: "n", deleted: true }), 5_600);
    lives.gone(pod({ node: "n", deleted: true }), 6_000);
    expect(lives.all()).toEqual([
      {
        pod: "web-1",
        node: "n",
        restarts: 0,
        pulls: [],
        created: 10,
        scheduled: 20,
        started: 700,
        ready: 2_000,
        deleted: 5_000,
        stopped: 5_600,
        gone: 6_000,
      },
    ]);
  });

  test("leaves out what had happened when nobody looked", () => {
    const lives = new PodLives();
    lives.see(pod({ node: "n", running: true }), undefined);
    lives.see(pod({ node: "n", running: true, ready: true }), 50);
    expect(lives.all()).toEqual([{ pod: "web-1", node: "n", restarts: 0, pulls: [], ready: 50 }]);
  });

  test("has no end when it went while nobody looked", () => {
    const lives = new PodLives();
    lives.see(pod({ node: "n" }), 20);
    lives.remain([]);
    lives.gone(pod({ node: "n", deleted: true }), 90);
    expect(lives.all()).toEqual([{ pod: "web-1", node: "n", restarts: 0, pulls: [], created: 20, scheduled: 20 }]);
  });

  test.each([
    ['Successfully pulled image "a/web:v1" in 1.234s (1.3s including waiting). Image size: 5 bytes.', [1_234]],
    ['Successfully pulled image "a/web:v1" in 61ms (61ms including waiting). Image size: 5 bytes.', [61]],
    ['Successfully pulled image "a/web:v1" in 1m2.5s (2m including waiting). Image size: 5 bytes.', [62_500]],
    ['Container image "a/web:v1" already present on machine', []],
  ])("knows of pulls what the kubelet says: %s", (message, pulls) => {
    const lives = new PodLives();
    lives.see(pod(), 1);
    lives.hear(pulled(message));
    expect(lives.all()[0]!.pulls).toEqual(pulls);
  });
});
