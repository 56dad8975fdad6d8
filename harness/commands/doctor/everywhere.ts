import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Finding } from "./finding.ts";

const oldestNode = [22, 22] as const;

/** @param version as `process.version` says it. */
export function lookAtNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const [wantedMajor, wantedMinor] = oldestNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor))
    return { name: "Node.js", state: "ok", detail: version };
  const advice = `Install Node.js ${oldestNode.join(".")} or later.`;
  return { name: "Node.js", state: "wrong", detail: version, advice };
}

/** Whether a run could be stored in the folder. */
export function lookAtFolder(folder: string): Finding {
  const path = resolve(folder);
  try {
    const probe = mkdtempSync(join(path, ".drill-doctor-"));
    rmSync(probe, { recursive: true });
    return { name: "folder", state: "ok", detail: `${path} can be written to` };
  } catch (error) {
    const detail = `${path} cannot be written to: ${(error as Error).message}`;
    const advice = "Call drill elsewhere, or store runs elsewhere with --runs FOLDER.";
    return { name: "folder", state: "wrong", detail, advice };
  }
}

const megabyte = 1_000_000;
/** Bytes: a run stores a few megabytes. */
const leastSpace = 100 * megabyte;

/** @param room bytes that runs may take; undefined when that could not be found out. */
export function lookAtDisk(room: number | undefined): Finding {
  const advice = `Free at least ${leastSpace / megabyte} MB where runs are stored.`;
  if (room === undefined)
    return { name: "disk", state: "unknown", detail: "what is free here cannot be found out", advice };
  const detail = `${Math.floor(room / megabyte)} MB free`;
  return room >= leastSpace ? { name: "disk", state: "ok", detail } : { name: "disk", state: "wrong", detail, advice };
}

const day = 86_400_000;

/** Certificates of the clusters begin now: a clock that is behind makes every one of them invalid. */
export function lookAtClock(now: Date, installed: Date): Finding {
  if (now.getTime() > installed.getTime() - day) return { name: "clock", state: "ok", detail: now.toISOString() };
  const detail = `${now.toISOString()}, which is before drill was installed (${installed.toISOString()})`;
  return { name: "clock", state: "wrong", detail, advice: "Set the clock of this machine." };
}
