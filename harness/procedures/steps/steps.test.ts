import { describe, expect, test } from "vitest";
import { Rehearsal } from "../testing/rehearsal.ts";

const v = (version: string) => `registry.test:5000/shop/web:${version}`;
const mirrored = (digest: string) => `mirror.test/shop/web@${digest}`;

describe("rolloutUndo", () => {
  test("goes back to the revision before the current one, on every cluster", async () => {
    const rehearsal = new Rehearsal();
    await rehearsal.play(async () => {
      await rehearsal.release("bad");
      expect(await rehearsal.run([{ rolloutUndo: {} }, { rolloutStatus: {} }])).toMatchObject({
        outcome: "ok",
        reason: "finished",
        detail: "2 steps done",
      });
      expect(await rehearsal.images()).toEqual({ eu: v("v1"), us: v("v1"), ap: v("v1") });
      expect(rehearsal.ends[0]).toBe("eu 1 ok: rolled back to revision 1");
      expect((await rehearsal.workload())["spec"].template.metadata.labels).toEqual({ app: "web" });
      expect((await rehearsal.workload()).metadata.annotations?.["deployment.kubernetes.io/revision"]).toBe("3");
    });
  });

  test("done twice returns to where it began", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      await rehearsal.release("bad");
      await rehearsal.run([{ rolloutUndo: {} }, { rolloutStatus: {} }, { rolloutUndo: {} }, { rolloutStatus: {} }]);
      expect(await rehearsal.images()).toEqual({ eu: v("v2") });
    });
  });

  test("finds the revision of a version, also when the two before it are broken", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      await rehearsal.release("bad");
      await rehearsal.release("next");
      await rehearsal.run([{ history: {} }, { rolloutUndo: { toVersion: "good" } }]);
      expect(
        rehearsal.events.filter(({ type }) => type === "procedureOutput").map((event) => "text" in event && event.text),
      ).toEqual([`eu: revision 1 ${v("v1")}`, `eu: revision 2 ${v("v2")}`, `eu: revision 3 ${v("v3")}`]);
      expect(await rehearsal.images()).toEqual({ eu: v("v1") });
    });
  });

  test("finds a version that ran by digest from the mirror", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"], mirror: "mirror.test" });
    await rehearsal.play(async () => {
      const digest = (await rehearsal.world.registry.digest(v("v1")))!;
      await rehearsal.run([{ setImage: { version: "good", from: "mirror", by: "digest" } }, { rolloutStatus: {} }]);
      await rehearsal.release("bad");
      await rehearsal.run([{ rolloutUndo: { toVersion: "good" } }]);
      expect(await rehearsal.images()).toEqual({ eu: mirrored(digest) });
    });
  });

  test("is refused while the Deployment is paused, in kubectl's words", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      await rehearsal.release("bad");
      expect(await rehearsal.run([{ rolloutPause: {} }, { rolloutUndo: {} }])).toEqual({
        outcome: "failed",
        reason: "failed",
        detail:
          "step 2 (undo) on eu: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
      });
      expect(await rehearsal.images()).toEqual({ eu: v("v2") });
    });
  });

  test("says what is missing: no history, no such revision, no such version", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const steps = [{ rolloutUndo: {} }, { rolloutUndo: { toRevision: 7 } }, { rolloutUndo: { toVersion: "bad" } }];
      const outcome = await rehearsal.run(steps.map((step) => ({ ...step, onError: "continue" })));
      expect(rehearsal.ends).toEqual([
        'eu 1 failed: no rollout history found for deployment "web"',
        "eu 2 failed: unable to find specified revision 7 in history",
        "eu 3 failed: no revision in the history has the image of bad",
      ]);
      expect(outcome).toMatchObject({
        outcome: "ok",
        detail: "3 steps done; 3 of their runs did not work, and that was passed over",
      });
    });
  });

  test("does nothing when the template is that of the revision already", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const { generation } = (await rehearsal.workload()).metadata;
      await rehearsal.run([{ rolloutUndo: { toRevision: 1 } }]);
      expect(rehearsal.ends).toEqual(["eu 1 ok: skipped rollback (current template already matches revision 1)"]);
      expect((await rehearsal.workload()).metadata.generation).toBe(generation);
    });
  });
});

describe("waiting", () => {
  test("a rollout that exceeds its progress deadline fails at once", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const since = rehearsal.clock.now();
      await rehearsal.run([{ setImage: { version: "missing" } }, { waitFor: "rollout", timeout: "5m" }]);
      expect(rehearsal.ends[1]).toBe('eu 2 failed: deployment "web" exceeded its progress deadline');
      expect(rehearsal.clock.now() - since).toBeLessThan(120_000);
    });
  });

  test("out of time is failed, with what was seen last", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      await rehearsal.run([{ setImage: { version: "missing" } }, { rolloutStatus: {}, timeout: "20s" }]);
      expect(rehearsal.ends[1]).toBe("eu 2 failed: out of time: 1 of 2 replicas updated");
    });
  });

  test("a cluster that cannot be reached is unknown, not failed, and waitFor api waits for its return", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const { clock, world } = rehearsal;
      const link = { latency: 10, jitter: 0, cut: false };
      await world.links.set("operator", "eu", { ...link, cut: true });
      await rehearsal.run([{ waitFor: "rollout", timeout: "1m", onError: "continue" }]);
      expect(rehearsal.ends[0]).toMatch(/^eu 1 unknown: /);
      clock.schedule(100_000, () => void world.links.set("operator", "eu", link));
      const since = clock.now();
      expect(await rehearsal.run([{ waitFor: "api" }])).toMatchObject({ outcome: "ok" });
      expect(clock.now() - since).toBeGreaterThan(99_000);
    });
  });

  test("waitFor registry waits until the cluster can pull again", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const { clock, world } = rehearsal;
      await world.registry.setFault(["eu"], { mode: "refused" });
      clock.schedule(42_000, () => void world.registry.setFault(["eu"], undefined));
      const since = clock.now();
      expect(await rehearsal.run([{ waitFor: "registry" }])).toMatchObject({ outcome: "ok" });
      expect(clock.now() - since).toBeGreaterThanOrEqual(42_000);
    });
  });
});

describe("writes that nobody answers", () => {
  test("are unknown when the cluster stays away, and end the procedure", async () => {
    const rehearsal = new Rehearsal();
    await rehearsal.play(async () => {
      await rehearsal.release("bad");
      await rehearsal.world.links.set("operator", "us", { latency: 0, jitter: 0, cut: true });
      const outcome = await rehearsal.run([{ scale: { replicas: 1 } }]);
      expect(outcome).toMatchObject({ outcome: "failed", reason: "failed" });
      expect(outcome.detail).toMatch(/^step 1 \(scale to 1\) on us: .*\(outcome unknown\)$/);
      expect((await rehearsal.workload("ap"))["spec"].replicas).toBe(2);
    });
  });

  test("are looked at again: a write whose answer alone was lost is ok", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const { clock, world } = rehearsal;
      const link = { latency: 1_000, jitter: 0, cut: false };
      await world.links.set("operator", "eu", link);
      // The request arrives after a second; then the way back is cut for a while.
      clock.schedule(1_000, () => void world.links.set("operator", "eu", { ...link, cut: true }));
      clock.schedule(20_000, () => void world.links.set("operator", "eu", link));
      await rehearsal.run([{ scale: { replicas: 1 }, timeout: "3m" }]);
      expect(rehearsal.ends[0]).toMatch(/^eu 1 ok: scaled to 1; no answer came, and it had taken effect/);
      expect((await rehearsal.workload())["spec"].replicas).toBe(1);
    });
  });

  test("that did not arrive are failed, and retried when the step says so", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const { clock, world } = rehearsal;
      const link = { latency: 0, jitter: 0, cut: false };
      await world.links.set("operator", "eu", { ...link, cut: true });
      clock.schedule(15_000, () => void world.links.set("operator", "eu", link));
      await rehearsal.run([{ scale: { replicas: 1 }, timeout: "10m", retries: 3 }]);
      expect(rehearsal.ends).toEqual(["eu 1 ok: scaled to 1"]);
      expect(rehearsal.events.at(-1)).toMatchObject({ type: "procedureStepFinished", retries: 1 });
    });
  });

  test("are given up at the step's deadline", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const { clock, world } = rehearsal;
      await world.links.set("operator", "eu", { latency: 0, jitter: 0, cut: true });
      const since = clock.now();
      await rehearsal.run([{ scale: { replicas: 1 }, timeout: "3s" }]);
      expect(rehearsal.ends[0]).toBe("eu 1 unknown: no result within 3s; it may have acted");
      expect(clock.now() - since).toBe(3_000);
      await world.links.set("operator", "eu", { latency: 0, jitter: 0, cut: false });
      await clock.sleep(120_000);
      expect((await rehearsal.workload())["spec"].replicas).toBe(2);
    });
  });
});

describe("images", () => {
  test("are checked and loaded node by node", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"], nodes: 2 });
    await rehearsal.play(async () => {
      const [first = "", second = ""] = rehearsal.cluster().nodes;
      await rehearsal.cluster().images!.load(first, v("v3"));
      await rehearsal.run([
        { checkImage: { version: "next", require: true }, onError: "continue" },
        { loadImage: { version: "next" } },
        { checkImage: { version: "next", require: true } },
      ]);
      expect(rehearsal.ends).toEqual([
        `eu 1 failed: ${v("v3")} is missing on ${second}`,
        `eu 2 ok: loaded onto ${second}`,
        `eu 3 ok: all 2 nodes hold ${v("v3")}`,
      ]);
    });
  });

  test("by digest are pinned, with the digest that was noted while the registry was there", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const digest = await rehearsal.world.registry.digest(v("v2"));
      await rehearsal.world.registry.setFault(["eu"], { mode: "refused" });
      await rehearsal.run([{ setImage: { version: "bad", by: "digest" } }]);
      expect(await rehearsal.images()).toEqual({ eu: `registry.test:5000/shop/web@${digest}` });
    });
  });

  test("from a mirror need one", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      await rehearsal.run([{ setImage: { version: "good", from: "mirror" } }]);
      expect(rehearsal.ends).toEqual(["eu 1 failed: the scenario has no mirror (registry.mirror)"]);
    });
  });
});

describe("verify", () => {
  test("passes when everything runs and answers the version, and fails when another does", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      await rehearsal.run([{ verify: { version: "good" } }]);
      await rehearsal.release("bad");
      await rehearsal.run([{ verify: { version: "good", within: "5s" } }]);
      expect(rehearsal.ends[0]).toMatch(/^eu 1 ok: every replica is ready, runs sha256:[0-9a-f]{12} and answers v1$/);
      expect(rehearsal.ends[1]).toMatch(
        /^eu 1 failed: out of time: web-\S+ runs sha256:[0-9a-f]{64}, expected sha256:[0-9a-f]{64}$/,
      );
    });
  });

  test("is not taken in by a Deployment that asks for the version while nothing runs it", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      await rehearsal.run([{ setImage: { version: "unready" } }, { verify: { version: "unready", within: "20s" } }]);
      expect(rehearsal.ends[1]).toMatch(/^eu 2 failed: out of time: /);
    });
  });
});

describe("other writes", () => {
  test("pause and resume say when there is nothing to do", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const steps = [
        { rolloutResume: {} },
        { rolloutPause: {} },
        { rolloutPause: {} },
        { rolloutRestart: {} },
        { rolloutResume: {} },
      ];
      await rehearsal.run(steps.map((step) => ({ ...step, onError: "continue" })));
      expect(rehearsal.ends).toEqual([
        'eu 1 failed: deployments.apps "web" is not paused',
        "eu 2 ok: paused",
        'eu 3 failed: deployments.apps "web" is already paused',
        "eu 4 failed: can't restart paused deployment (run rollout resume first)",
        "eu 5 ok: resumed",
      ]);
      expect((await rehearsal.workload())["spec"].paused).toBeUndefined();
    });
  });

  test("restart makes new pods of the same image", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const pods = async () =>
        (await rehearsal.cluster().observer.list("pods", "shop")).map(({ metadata }) => metadata.name);
      const before = await pods();
      await rehearsal.run([{ rolloutRestart: {} }, { rolloutStatus: {} }, { pause: "30s" }]);
      const after = await pods();
      expect(after).toHaveLength(2);
      expect(after.filter((name) => before.includes(name))).toEqual([]);
      expect(await rehearsal.images()).toEqual({ eu: v("v1") });
    });
  });

  test("deletePods takes those that are not ready, or all of them", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      await rehearsal.run([{ deletePods: {} }, { deletePods: { which: "all" } }]);
      expect(rehearsal.ends).toEqual(["eu 1 ok: deleted 0 of 2 pods", "eu 2 ok: deleted 2 of 2 pods"]);
    });
  });

  test("patch and delete take kinds as kubectl does", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const { observer } = rehearsal.cluster();
      await observer.create("configmaps", "shop", {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "flags" },
        data: { on: "yes" },
      });
      await rehearsal.run([
        { patch: { resource: "cm", name: "flags", type: "merge", patch: { data: { on: "no" } } } },
        {
          patch: { type: "json", patch: [{ op: "replace", path: "/spec/minReadySeconds", value: 3 }] },
          onError: "continue",
        },
        { patch: { patch: { spec: { minReadySeconds: 3 } } } },
      ]);
      expect((await observer.get("configmaps", "shop", "flags"))?.["data"]).toEqual({ on: "no" });
      expect((await rehearsal.workload())["spec"].minReadySeconds).toBe(3);
      await rehearsal.run([
        { delete: { resource: "configmap", name: "flags" } },
        { delete: { resource: "configmap", name: "flags" } },
      ]);
      expect(await observer.get("configmaps", "shop", "flags")).toBeUndefined();
      expect(rehearsal.ends.slice(-2)).toEqual([
        "eu 1 ok: deleted configmap flags",
        "eu 2 ok: deleted configmap flags",
      ]);
    });
  });

  test("apply puts the application's manifests back, with the version's image, over what others have set", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      await rehearsal.run([{ scale: { replicas: 5 } }, { apply: { version: "next" } }, { rolloutStatus: {} }]);
      const { spec } = await rehearsal.workload();
      expect([spec.replicas, spec.template.spec.containers]).toEqual([
        2,
        [expect.objectContaining({ name: "app", image: v("v3") })],
      ]);
    });
  });

  test("apply takes files, and says which cannot be read before anything starts", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      await expect(rehearsal.run([{ apply: { manifests: "./nowhere.yaml" } }])).rejects.toThrow(
        /cannot read the manifests .*nowhere\.yaml/,
      );
      expect(rehearsal.events).toEqual([]);
    });
  });
});
