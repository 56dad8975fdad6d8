import { parentPort, workerData } from "node:worker_threads";
import { prepareDrill, reseed, type DrillRequest } from "../prepare.ts";
import { performDrill } from "../run.ts";
import type { SeedResult } from "./pool.ts";

/** Runs one seed after the other, as the pool hands them out; the scenario is read once. */
const port = parentPort!;
const prepared = await prepareDrill(workerData as DrillRequest);

port.on("message", (seed: number | "enough") => {
  if (seed === "enough") port.close();
  else
    void performDrill(reseed(prepared, seed)).then(({ verdict }) => {
      port.postMessage({ seed, verdict } satisfies SeedResult);
    });
});
port.postMessage("ready");
