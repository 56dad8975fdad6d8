import { expect, it } from "vitest";
import type { Timer } from "../../base/clock.ts";
import { RealClock } from "../../base/real-clock.ts";
import { until } from "../../base/until.ts";
import type { KubernetesObject } from "../kubernetes.ts";
import { namespace, readiness, reference, startSmallWorld } from "./testing/small-world.ts";

/** A clock that knows who is still waiting for it: each pending timer's delay, with where it was set. */
class WatchedClock extends RealClock {
  readonly #pending = new Set<string>();
  #count = 0;

  get pending(): readonly string[] {
    return [...this.#pending];
  }

  override schedule(delay: number, callback: () => void): Timer {
    const label = `${++this.#count}: ${delay} ms ${new Error().stack}`;
    const timer = super.schedule(delay, () => {
      this.#pending.delete(label);
      callback();
    });
    this.#pending.add(label);
    return {
      cancel: () => {
        this.#pending.delete(label);
        timer.cancel();
      },
    };
  }
}

it("leaves no timer behind that would hold the process up", async () => {
  const clock = new WatchedClock(50);
  const world = await startSmallWorld(clock);
  const eu = world.clusters.get("eu")!;
  await eu.observer.create("deployments.apps", namespace, deployment(reference("good")));
  await eu.observer.create("deployments.apps", namespace, deployment(reference("missing")));
  await eu.observer.create("jobs.batch", namespace, job);
  const signal = new AbortController().signal;
  const isReady = async () => {
    const pods = await eu.observer.list("pods", namespace);
    const states = await Promise.all(pods.map(({ metadata }) => readiness(eu, "pods", metadata.name)));
    return states.includes("True") && states.length === 5 ? true : undefined;
  };
  expect(await until(isReady, { clock, every: 200, deadline: clock.now() + 60_000, signal })).toBe(true);
  expect(clock.pending.length).toBeGreaterThan(4);
  await world[Symbol.asyncDispose]();
  expect(clock.pending).toEqual([]);
});

function deployment(image: string): KubernetesObject {
  const name = image.endsWith("good") ? "good" : "bad";
  const readinessProbe = { httpGet: { path: "/ready", port: 8080 }, periodSeconds: 1 };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: "api", image, readinessProbe }] },
      },
    },
  };
}

const job: KubernetesObject = {
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "once" },
  spec: {
    template: {
      spec: {
        restartPolicy: "Never",
        containers: [{ name: "a", image: reference("good"), command: ["sleep", "300"] }],
      },
    },
  },
};
