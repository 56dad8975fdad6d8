import type { Ledger } from "../../driver.ts";
import { docker } from "./docker.ts";
import { runLabel } from "../../run-label.ts";
import type { Names } from "./names.ts";
import { records } from "./records.ts";

/** A network of the run's own: two drills on one machine cannot reach each other. Disposal removes it. */
export async function createNetwork(names: Names, ledger: Ledger): Promise<AsyncDisposable> {
  const name = names.network;
  const entry = ledger.record(records.network, { name });
  await docker([
    "network",
    "create",
    "--driver=bridge",
    "--opt=com.docker.network.bridge.enable_ip_masquerade=true",
    `--label=${runLabel}=${names.runId}`,
    name,
  ]);
  return {
    async [Symbol.asyncDispose]() {
      await docker(["network", "rm", name]);
      entry.strike();
    },
  };
}
