import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** Ids of the processes of a group that still run; zombies do not count. From `/proc` where there is one, else from `ps`. */
export function groupMembers(group: number): number[] {
  return process.platform === "linux" ? fromProc(group) : fromPs(group);
}

function fromProc(group: number): number[] {
  return readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      const [state, , pgid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(pgid) === group && !/[ZX]/.test(state!) ? [Number(entry)] : [];
    } catch {
      return [];
    }
  });
}

function fromPs(group: number): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,pgid=,stat="], { encoding: "utf8" });
  return table.split("\n").flatMap((line) => {
    const [pid, pgid, state = ""] = line.trim().split(/\s+/);
    return Number(pgid) === group && !state.startsWith("Z") ? [Number(pid)] : [];
  });
}
