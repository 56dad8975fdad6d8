import type { Timings } from "../clusters/simulated/timings.ts";

/** The calibrated timings as a profile that `readTimingProfile` reads. @param about what they were found from, one line */
export function profileText(timings: Timings, about: string): string {
  const { sandboxCreation, containerStart, processExit, podCleanup, pullOverhead, pullBandwidth } = timings;
  const [from, to] = containerStart;
  return `# Timings of simulated clusters: drill run --driver simulated --timings <this file>
# Written by drill calibrate from ${about}.
timings:
  sandboxCreation: ${sandboxCreation}ms
  containerStart: [${from}ms, ${to}ms]
  processExit: ${processExit}ms
  podCleanup: ${podCleanup}ms
  pullOverhead: ${pullOverhead}ms
  pullBandwidth: ${Math.max(1, Math.round(pullBandwidth / 1_000))}kB/s
`;
}
