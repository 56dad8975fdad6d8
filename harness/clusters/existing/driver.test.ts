import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { RealClock } from "../../base/real-clock.ts";
import { simulatedDriver } from "../simulated/driver.ts";
import { demoSpec } from "../testing/demo-spec.ts";
import { describeDriver } from "../testing/driver-contract.ts";
import { existingDriver } from "./driver.ts";

/** Simulated clusters that listen stand for those of a team. */
const folder = mkdtempSync(join(tmpdir(), "drill-existing-"));
const ledger = { record: () => ({ strike: () => undefined }) };
const { signal } = new AbortController();
const team = await simulatedDriver().start(demoSpec(), { clock: new RealClock(20), folder, ledger, signal });
const kubeconfig = await team.kubeconfig();
afterAll(async () => {
  await team[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describeDriver("existing, on simulated clusters,", {
  driver: existingDriver({}).onFleet!({ kubeconfig, allow: ["prod-eu-1", "us"] }),
  newClock: () => new RealClock(),
  under: (_clock, body) => body(),
  folder: mkdtempSync(join(folder, "run-")),
});
