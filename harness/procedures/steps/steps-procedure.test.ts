import { describe, expect, test } from "vitest";
import { Rehearsal } from "../testing/rehearsal.ts";

/** Which step ran on which cluster, in the order in which they began. */
const order = ({ events }: Rehearsal) =>
  events.flatMap((event) => (event.type === "procedureStepStarted" ? [`${event.cluster ?? "-"}${event.step}`] : []));

const twoSteps = [{ scale: { replicas: 3 } }, { rolloutStatus: {} }];

describe("strategies", () => {
  test("one after the other: a cluster goes through all steps before the next one begins", async () => {
    const rehearsal = new Rehearsal();
    await rehearsal.play(async () => {
      await rehearsal.run(twoSteps);
      expect(order(rehearsal)).toEqual(["eu1", "eu2", "us1", "us2", "ap1", "ap2"]);
    });
  });

  test("all at once: every cluster goes through them side by side", async () => {
    const rehearsal = new Rehearsal();
    await rehearsal.play(async () => {
      await rehearsal.run(twoSteps, { strategy: "all-at-once" });
      expect(order(rehearsal).slice(0, 3)).toEqual(["eu1", "us1", "ap1"]);
      expect(order(rehearsal).slice(3).sort()).toEqual(["ap2", "eu2", "us2"]);
    });
  });

  test("waves: one wave after the other, and clusters that no wave names last", async () => {
    const rehearsal = new Rehearsal();
    await rehearsal.play(async () => {
      await rehearsal.run(twoSteps, { strategy: "waves", waves: [["ap"], ["eu"]] });
      expect(order(rehearsal)).toEqual(["ap1", "ap2", "eu1", "eu2", "us1", "us2"]);
    });
  });

  test("steps that are done once part the groups", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu", "us"] });
    await rehearsal.play(async () => {
      await rehearsal.run([{ route: { us: 0 } }, ...twoSteps, { pause: "1s" }, { verify: { version: "good" } }]);
      expect(order(rehearsal)).toEqual(["-1", "eu2", "eu3", "us2", "us3", "-4", "eu5", "us5"]);
    });
  });

  test("a step with clusters of its own leaves the others alone", async () => {
    const rehearsal = new Rehearsal();
    await rehearsal.play(async () => {
      await rehearsal.run([{ on: ["ap", "eu"], scale: { replicas: 1 } }, { verify: { version: "good" } }]);
      expect(order(rehearsal)).toEqual(["eu1", "eu2", "us2", "ap1", "ap2"]);
    });
  });

  test("an error ends the procedure and leaves later clusters untouched", async () => {
    const rehearsal = new Rehearsal();
    await rehearsal.play(async () => {
      const outcome = await rehearsal.run([{ rolloutUndo: {} }, ...twoSteps]);
      expect(outcome).toEqual({
        outcome: "failed",
        reason: "failed",
        detail: 'step 1 (undo) on eu: no rollout history found for deployment "web"',
      });
      expect(order(rehearsal)).toEqual(["eu1"]);
    });
  });

  test("clusters beside one that fails finish their own steps; the next wave does not begin", async () => {
    const rehearsal = new Rehearsal();
    await rehearsal.play(async () => {
      const undo = { name: "fails in eu", on: ["eu"], rolloutUndo: {} };
      const outcome = await rehearsal.run([undo, ...twoSteps], { strategy: "waves", waves: [["eu", "us"], ["ap"]] });
      expect(outcome.outcome).toBe("failed");
      expect(order(rehearsal)).toEqual(["eu1", "us2", "us3"]);
    });
  });
});

describe("a procedure of steps", () => {
  test("asks the drill for weights and for the end of the rollout, and decides", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu", "us"] });
    await rehearsal.play(async () => {
      await rehearsal.run([{ stopRollout: {} }, { route: { us: 0 } }, { decide: "refuse-rollback" }]);
      expect(rehearsal.asked[0]).toBe("stopRollout");
      expect(rehearsal.world.router.weights()["us"]).toBe(0);
      expect(rehearsal.world.router.weights()["eu"]).toBeGreaterThan(0);
      expect(rehearsal.events).toContainEqual({ type: "procedureDecided", decision: "refuse-rollback" });
    });
  });

  test("is stopped when its time is up, at that instant, and writes nothing more", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      const { clock } = rehearsal;
      const since = clock.now();
      const outcome = await rehearsal.run([{ pause: "1h" }, { scale: { replicas: 1 } }], {}, { timeout: 60_000 });
      expect(outcome).toEqual({
        outcome: "unknown",
        reason: "timed-out",
        detail: "step 1 (wait 1h): stopped with the procedure",
      });
      expect(clock.now() - since).toBe(60_000);
      await clock.sleep(7_200_000);
      expect((await rehearsal.workload())["spec"].replicas).toBe(2);
    });
  });

  test("is stopped by its signal", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      void rehearsal.clock.sleep(5_000).then(() => rehearsal.abort.abort(new Error("Ctrl-C")));
      expect(await rehearsal.run([{ pause: "1h" }])).toMatchObject({ outcome: "unknown", reason: "aborted" });
    });
  });

  test("with no steps does nothing and says done", async () => {
    const rehearsal = new Rehearsal({ clusters: ["eu"] });
    await rehearsal.play(async () => {
      expect(await rehearsal.run([])).toEqual({ outcome: "ok", reason: "finished", detail: "0 steps done" });
    });
  });

  test("takes the same virtual time and makes the same events each time", async () => {
    const runs = [new Rehearsal(), new Rehearsal()];
    for (const rehearsal of runs)
      await rehearsal.play(async () => {
        await rehearsal.release("bad");
        await rehearsal.run([{ rolloutUndo: {} }, { rolloutStatus: {} }, { verify: { version: "good" } }]);
      });
    expect(runs[0]!.events.length).toBe(18);
    expect(JSON.stringify(runs[0]!.events)).toBe(JSON.stringify(runs[1]!.events));
  });
});
