import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { RealClock } from "../harness/base/real-clock.ts";
import { VirtualClock } from "../harness/base/virtual-clock.ts";
import { median } from "./statistics.ts";
import { startWorld } from "./worlds.ts";

/** Median ms of wall time to make a cluster with its controllers and a node, in a process that has made some before. */
export async function inProcessCreation(times: number): Promise<number> {
  const clock = new VirtualClock();
  return clock.run(async () => {
    const taken: number[] = [];
    for (let i = 0; i < 2 * times; i++) {
      const start = performance.now();
      await using _ = await startWorld(1, clock);
      taken.push(performance.now() - start);
    }
    return median(taken.slice(times));
  });
}

/** Median ms of wall time until a cluster answers over HTTPS and its kubeconfig is written. */
export async function servedCreation(times: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "drill-bench-"));
  try {
    const taken: number[] = [];
    for (let i = 0; i < times + 1; i++) {
      const start = performance.now();
      await using world = await startWorld(1, new RealClock(), { folder });
      await world.kubeconfig();
      taken.push(performance.now() - start);
    }
    return median(taken.slice(1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes of heap that a cluster holds which has been idle for a minute of its time. */
export async function idleMemory(count: number): Promise<number> {
  const collect = collector();
  const clock = new VirtualClock();
  return clock.run(async () => {
    {
      await using _ = await startWorld(1, clock);
    }
    collect();
    const before = process.memoryUsage().heapUsed;
    await using _ = await startWorld(count, clock);
    await clock.sleep(60_000);
    collect();
    return (process.memoryUsage().heapUsed - before) / count;
  });
}

/** Node's garbage collector, which a process that was started without a flag has to ask for. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}
