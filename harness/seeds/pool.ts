import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Verdict } from "../judging/verdict.ts";
import type { DrillRequest } from "../prepare.ts";

export interface SeedResult {
  readonly seed: number;
  readonly verdict: Verdict;
}

export interface SeedOptions {
  readonly request: DrillRequest;
  readonly seeds: readonly number[];
  readonly signal: AbortSignal;
  onResult?(result: SeedResult, done: number): void;
}

/** Below this many seeds the start of a second worker costs more than it saves. */
const seedsPerWorker = 8;

/**
 * A drill drops nearly all that it makes. Left alone, each worker lets a hundred megabytes of that pile up before it looks;
 * looking more often takes no longer.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 32 };

const workerUrl = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

/**
 * Runs one virtual drill per seed on all cores and keeps only the verdicts: a seed gives its timeline again at any time.
 * Resolves in the order of the seeds; those that an abort prevented are missing.
 */
export async function runSeeds({ request, seeds, signal, onResult }: SeedOptions): Promise<readonly SeedResult[]> {
  const waiting = [...seeds];
  const results = new Map<number, SeedResult>();
  const workers = Math.max(1, Math.min(availableParallelism(), Math.ceil(seeds.length / seedsPerWorker)));
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(workerUrl, { workerData: request, resourceLimits });
      const next = () => worker.postMessage(signal.aborted ? "enough" : (waiting.shift() ?? "enough"));
      worker.on("message", (message: SeedResult | "ready") => {
        if (message !== "ready") {
          results.set(message.seed, message);
          onResult?.(message, results.size);
        }
        next();
      });
      worker.on("error", reject);
      worker.on("exit", () => resolve());
    });
  await Promise.all(Array.from({ length: workers }, work));
  return seeds.flatMap((seed) => results.get(seed) ?? []);
}

/** Reads `1..200` or `7`. Undefined when it is neither. */
export function parseSeeds(text: string): readonly number[] | undefined {
  const [, first, last] = /^(\d+)(?:\.\.(\d+))?$/.exec(text.trim()) ?? [];
  if (first === undefined) return undefined;
  const from = Number(first);
  const to = last === undefined ? from : Number(last);
  if (to < from || to - from >= 100_000) return undefined;
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
