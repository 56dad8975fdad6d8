import { readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";

/**
 * What tells a process from a later one that got the same id: the time it started. Undefined when there is no such process.
 * From `/proc` where there is one, else from `ps`.
 */
export function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch (error) {
    if (process.platform === "linux") return undefined;
    void error;
  }
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Whether this very process still runs. */
export function isAlive({ pid, start }: { readonly pid: number; readonly start: string | undefined }): boolean {
  return start !== undefined && startOf(pid) === start;
}
