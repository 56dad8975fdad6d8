import { execa } from "execa";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPackage } from "../harness/base/assets.ts";

export interface ProgramRun {
  /** ms from starting the process to its end. */
  readonly duration: number;
  /** Bytes of memory that the process, all its threads together, held at most. */
  readonly peakMemory: number;
}

/**
 * Runs `drill` as a user does, from cold start to exit.
 * @throws Error when it exits with anything but 0: a drill that fails measures nothing.
 */
export async function runProgram(...command: readonly string[]): Promise<ProgramRun> {
  const { root } = findPackage();
  const folder = mkdtempSync(join(tmpdir(), "drill-bench-"));
  try {
    const peak = join(folder, "peak");
    const start = performance.now();
    await execa(
      process.execPath,
      ["--import", reportPeak(peak), join(root, "harness/cli.ts"), ...command, "--runs", join(folder, "runs")],
      { cwd: root, stdin: "ignore" },
    );
    return { duration: performance.now() - start, peakMemory: Number(readFileSync(peak, "utf8")) * 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A module that writes the most kilobytes the process ever held to a file; threads are left out, the process counts them. */
function reportPeak(file: string): string {
  const source = `
    import { writeFileSync } from "node:fs";
    import { isMainThread } from "node:worker_threads";
    if (isMainThread)
      process.on("exit", () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)));`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
