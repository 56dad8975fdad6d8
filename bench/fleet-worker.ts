import { parentPort, workerData } from "node:worker_threads";
import type { FleetShare } from "./fleet.ts";
import { rollOutAndBack } from "./rolling.ts";

parentPort!.postMessage(await rollOutAndBack(workerData as FleetShare));
