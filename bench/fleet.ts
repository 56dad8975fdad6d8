import { Worker } from "node:worker_threads";

export interface FleetSize {
  readonly clusters: number;
  /** Of each cluster. */
  readonly deployments: number;
  /** Worker threads that share the clusters. */
  readonly workers: number;
}

export interface FleetResult {
  /** ms of wall time from the start of the workers until the last Deployment is back. */
  readonly duration: number;
  /** Bytes that the process held at most, all its threads together, since it started. */
  readonly peakMemory: number;
  /** Deployments that went to the next version and back. */
  readonly rolledBack: number;
}

/**
 * Brings up clusters that all live until the end, creates the Deployments of each, rolls all of them out to the next version
 * and then back, on virtual time, one clock to a worker thread.
 */
export async function runFleet({ clusters, deployments, workers }: FleetSize): Promise<FleetResult> {
  const start = performance.now();
  const shares = Array.from({ length: workers }, (_, i) => Math.floor((clusters + i) / workers));
  const counts = await Promise.all(shares.map((share, index) => runWorker({ clusters: share, deployments, index })));
  return {
    duration: performance.now() - start,
    peakMemory: process.resourceUsage().maxRSS * 1024,
    rolledBack: counts.reduce((sum, count) => sum + count, 0),
  };
}

export interface FleetShare {
  readonly clusters: number;
  readonly deployments: number;
  readonly index: number;
}

function runWorker(share: FleetShare): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./fleet-worker.ts", import.meta.url), {
      workerData: share,
      resourceLimits: { maxOldGenerationSizeMb: 4096 },
    });
    worker.on("message", resolve).on("error", reject);
    worker.on("exit", (code) => reject(new Error(`a worker of the fleet ended with ${code} before it was done`)));
  });
}
