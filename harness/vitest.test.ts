import { join } from "node:path";
import { expect, test } from "vitest";
import { asset } from "./base/assets.ts";
import { runDrill } from "./run-drill.ts";
import { drillMatchers, drillTest } from "./vitest.ts";

const scenario = asset("scenarios/clean-rollback.yaml");

drillTest(scenario, { title: "a scenario is a test by its path alone" });

drillTest(scenario, { title: "a check sees the run and has the matchers", seed: 7 }, (run) => {
  const matchers = expect(run) as unknown as Record<keyof typeof drillMatchers, (limit?: string) => void>;
  matchers.toPassDrill();
  matchers.toRecoverWithin("15m");
  matchers.toBeConsistent();
  expect(() => matchers.toRecoverWithin("1s")).toThrow(/^expected every cluster to recover within 1s; eu: /);
});

test("a drill that failed says with what verdict and why", async () => {
  const run = await runDrill(scenario, { sets: ["expect.recoveredWithin=5s"] });
  expect(run.verdict.verdict).toBe("fail");
  const { pass, message } = drillMatchers.toPassDrill(run);
  expect(pass).toBe(false);
  expect(message()).toContain("expected the drill to pass; it ended with fail: ");
});

test("a scenario that is not there is the user's to mend", async () => {
  await expect(runDrill(join(import.meta.dirname, "nowhere.yaml"))).rejects.toThrow("nowhere.yaml");
});
