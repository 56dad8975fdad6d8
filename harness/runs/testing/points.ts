import { execa } from "execa";
import { asset } from "../../base/assets.ts";
import type { DrillProcess } from "./drill-process.ts";

/** A moment of a drill on kind. */
export interface Point {
  readonly name: string;
  readonly reached: (drill: DrillProcess) => boolean | Promise<boolean>;
  /** Whether the script hangs, and leaves a helper behind. */
  readonly hangs?: boolean;
}

const there = async (...args: readonly string[]) => (await execa("docker", args)).stdout.trim() !== "";
const container = (suffix: string) => (drill: DrillProcess) =>
  there("ps", "--all", "--quiet", "--filter", `name=^/drill-${drill.id}-${suffix}$`);
const says = (text: string) => (drill: DrillProcess) => drill.said.includes(text);

/** From the first thing that a drill makes to the last that it removes. */
export const points: readonly Point[] = [
  {
    name: "the network is made",
    reached: (drill) => there("network", "ls", "--quiet", "--filter", `name=^drill-${drill.id}$`),
  },
  { name: "the registry starts", reached: container("registry") },
  { name: "the proxies start", reached: container("proxies") },
  { name: "kind is called", reached: (drill) => drill.open.includes("kind-cluster") },
  { name: "the nodes start", reached: container("eu-control-plane") },
  {
    name: "an image is built",
    reached: (drill) => there("images", "--quiet", "--filter", `label=rollback-drill.run=${drill.id}`),
  },
  { name: "the baseline is proven", reached: says("phase: baseline") },
  { name: "the bad release is rolled out", reached: says("phase: rollout") },
  { name: "an image is evicted and the registry is gone", reached: says("fault registry-down is active"), hangs: true },
  {
    name: "a node is paused while the procedure runs",
    reached: async (drill) =>
      drill.open.includes("process-group") &&
      says("hanging")(drill) &&
      (await there("ps", "--quiet", "--filter=status=paused", "--filter", `name=drill-${drill.id}`)),
    hangs: true,
  },
  { name: "evidence is taken", reached: says("phase: evidence") },
  {
    name: "half of it is removed",
    reached: async (drill) => says("phase: teardown")(drill) && !(await container("proxies")(drill)),
  },
];

interface Written {
  readonly scenario: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A drill of one cluster that comes by every point; a script that hangs does so with every fault active. */
export function scenarioThrough({ hangs = false }: Point): Written {
  const undo = "kubectl --context eu rollout undo deployment/web";
  const script = hangs ? "sleep 600 & drill step hanging; sleep 600" : `${undo} || true`;
  const faults = `
  - { name: evicted, kind: image-evicted, image: next, nodes: 100%, at: procedureStarted }
  - { name: registry-down, kind: registry-outage, mode: refused, at: evicted active }
  - { name: silent, kind: node-down, at: registry-down active }`;
  return written(script, "settledWithin: 20s, hold: 5s", hangs ? faults : "");
}

/** A drill of one cluster that passes, however slow the machine is. */
export function scenarioThatPasses(): Written {
  const script = `set -e
kubectl --context eu rollout undo deployment/web
kubectl --context eu rollout status deployment/web --timeout 3m`;
  return written(script, "availability: 10%, claimGrace: 5m, hold: 5s");
}

function written(script: string, expected: string, faults = ""): Written {
  const scenario = `name: one
summary: one cluster
clusters: { eu: {} }
application:
  manifests: ${asset("fixtures/app")}
  versions:
    good: { tag: v1, readsConfig: web-config }
    bad: { tag: v2, readsConfig: web-config }
    next: { tag: v3, readsConfig: web-config }
traffic: { slo: { latency: 5s } }
faults:
  - { name: bad-release, kind: bad-image, mode: serves-errors, errors: 50% }${faults}
procedure: { script: ./undo.sh, startsAt: detected }
expect: { ${expected} }
`;
  return { scenario, files: { "undo.sh": `#!/bin/bash\n${script}\n` } };
}
