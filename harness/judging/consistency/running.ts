import { isSilent } from "../../probes/effective-config.ts";
import type { StateSnapshot } from "../../probes/state.ts";
import type { Finding } from "./objects.ts";

/** D3: the bits that run, whatever the tag says. */
export function compareImages(final: StateSnapshot, digest: string): readonly Finding[] {
  const { containers = [] } = final;
  const path = "running image: digest";
  if (containers.length === 0) return [{ dimension: "D3", path, expected: short(digest), found: "nothing runs" }];
  const others = Map.groupBy(
    containers.filter((container) => container.digest !== digest),
    (container) => (container.digest === undefined ? "not running" : short(container.digest)),
  );
  return [...others].map(([found, pods]) => ({
    dimension: "D3",
    path,
    expected: short(digest),
    found: `${found} in ${pods.length} of ${containers.length} pods`,
  }));
}

/** D2, the half that the API cannot tell: what the processes themselves read. */
export function compareProcesses(golden: StateSnapshot, final: StateSnapshot): readonly Finding[] {
  const [before, now] = [golden.processes ?? [], final.processes ?? []];
  if (isSilent(before)) return [];
  const hashes = new Set(before.map(({ hash }) => hash));
  const expected = [...hashes].map(named).join(" or ");
  const path = "processes: configuration hash";
  if (now.length === 0 && before.length > 0) return [{ dimension: "D2", path, expected, found: "no process answers" }];
  const others = Map.groupBy(
    now.filter(({ hash }) => !hashes.has(hash)),
    ({ hash }) => named(hash),
  );
  return [...others].map(([found, processes]) => ({
    dimension: "D2",
    path,
    expected,
    found: `${found} in ${processes.length} of ${now.length} processes`,
  }));
}

/** D4: as many pods as are wanted, as many wanted as before, and the rollout over. */
export function compareCapacity(golden: StateSnapshot, final: StateSnapshot): readonly Finding[] {
  const [before, now] = [golden.capacity!, final.capacity!];
  const findings: Finding[] = [];
  const expectThat = (holds: boolean, path: string, expected: string, found: string) => {
    if (!holds) findings.push({ dimension: "D4", path: `replicas: ${path}`, expected, found });
  };
  const { desired, ready, updated, total, observed } = now;
  expectThat(desired >= before.desired, "desired", `at least ${before.desired}`, String(desired));
  expectThat(ready >= desired, "ready", String(desired), String(ready));
  expectThat(updated >= desired, "updated", String(desired), String(updated));
  expectThat(total <= updated, "of other revisions", "0", String(total - updated));
  expectThat(observed, "observed", "the latest generation", "an older one");
  return findings;
}

function named(hash: string | undefined): string {
  return hash === undefined ? "none" : short(hash);
}

function short(digest: string): string {
  return digest.length > 19 ? `${digest.slice(0, 19)}…` : digest;
}
