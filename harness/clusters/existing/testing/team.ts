import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RealClock } from "../../../base/real-clock.ts";
import type { Driver, World } from "../../driver.ts";
import { forgetfulLedger } from "../../forgetful-ledger.ts";
import { simulatedDriver } from "../../simulated/driver.ts";
import { demoSpec } from "../../testing/demo-spec.ts";
import { existingDriver } from "../driver.ts";

/** Simulated clusters that listen: they stand for those of a team. */
export interface Team extends AsyncDisposable {
  readonly world: World;
  readonly kubeconfig: string;
  /** Empty; removed with the clusters. */
  readonly folder: string;
  /** May go to both clusters. */
  readonly driver: Driver;
}

/** How much faster than the tests the team's clusters live. */
const speed = 20;

export async function startTeam(): Promise<Team> {
  const folder = mkdtempSync(join(tmpdir(), "drill-team-"));
  const { signal } = new AbortController();
  const host = { clock: new RealClock(speed), folder, ledger: forgetfulLedger, signal };
  const world = await simulatedDriver().start(demoSpec(), host);
  const kubeconfig = await world.kubeconfig();
  return {
    world,
    kubeconfig,
    folder: mkdtempSync(join(folder, "run-")),
    driver: existingDriver({}, { kubeconfig, allow: ["prod-eu-1", "us"] }),
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
