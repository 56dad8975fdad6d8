import { readFileSync } from "node:fs";
import { groupMembers } from "../../base/group-members.ts";
import { isAlive } from "../../base/process-identity.ts";

/** Variable that every process of a procedure carries; what a group without its leader is recognised by. */
export const runVariable = "DRILL_RUN";

/** Kind of the undo record, and all that a later process needs to find the group again. */
export const groupRecord = "process-group";
export interface GroupRecord {
  readonly group: number;
  /** When the leader started, as `startOf` says it. */
  readonly start: string;
  readonly run: string;
}

/**
 * Ids of the processes that are left of a procedure's group. An id alone proves nothing, since ids are used again: either
 * the leader still runs and started when it should have, or the leader is gone and a process of the group carries the
 * run's name in its environment. Where environments cannot be read (not on Linux) the latter finds nothing.
 */
export function leftOfGroup({ group, start, run }: GroupRecord): readonly number[] {
  const members = groupMembers(group);
  if (isAlive({ pid: group, start })) return members;
  return members.includes(group) ? [] : members.filter((pid) => carries(pid, `${runVariable}=${run}`));
}

function carries(pid: number, entry: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(entry);
  } catch {
    return false;
  }
}
