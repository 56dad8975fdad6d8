import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allEnded } from "../harness/base/in-turns.ts";
import { RealClock } from "../harness/base/real-clock.ts";
import { kind } from "../harness/clusters/kind/docker/docker.ts";
import { kindDriver } from "../harness/clusters/kind/driver.ts";
import { partImages } from "../harness/clusters/kind/images.ts";
import { FileLedger } from "../harness/runs/ledger.ts";
import { worldSpec } from "./worlds.ts";

/**
 * How many times as long the world of a drill takes to come up as the bare commands that create as many clusters side by
 * side, in one run of both: clusters that are ready, registry, proxies and images included.
 */
export async function realStartUp(clusters: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "drill-bench-"));
  try {
    const bare = await bareCreation(clusters, folder);
    return (await drillsCreation(clusters, folder)) / bare;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bareCreation(clusters: number, folder: string): Promise<number> {
  const names = Array.from({ length: clusters }, (_, index) => `drill-bench-${process.pid}-${index}`);
  const own = (name: string) => ["--name", name, "--kubeconfig", join(folder, name)];
  const image = partImages(process.env).node;
  const begun = performance.now();
  try {
    await allEnded(names.map((name) => kind(["create", "cluster", ...own(name), "--image", image])));
    return performance.now() - begun;
  } finally {
    await allEnded(names.map((name) => kind(["delete", "cluster", ...own(name)])));
  }
}

async function drillsCreation(clusters: number, folder: string): Promise<number> {
  using ledger = new FileLedger(join(folder, "ledger.jsonl"));
  const host = { clock: new RealClock(), folder, ledger, signal: new AbortController().signal };
  const begun = performance.now();
  await using _world = await kindDriver(process.env).start(
    { ...worldSpec(clusters, "c"), runId: `bench-${process.pid}` },
    host,
  );
  return performance.now() - begun;
}
