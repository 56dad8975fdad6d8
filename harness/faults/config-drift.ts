import { z } from "zod";
import type { Cluster } from "../clusters/driver.ts";
import type { Json, KubernetesObject } from "../clusters/kubernetes.ts";
import type { FaultKind } from "./fault.ts";

const shape = {
  resource: z
    .string()
    .regex(/^(configmap|deployment|service)\/[a-z0-9][-a-z0-9.]*$/, "configmap/NAME, deployment/NAME or service/NAME")
    .meta({ description: "what somebody edited by hand" }),
  patch: z.record(z.string(), z.json()).meta({ description: "merge patch that the edit amounts to" }),
};

const resources: Readonly<Record<string, string>> = {
  configmap: "configmaps",
  deployment: "deployments.apps",
  service: "services",
};

/** Whether every leaf of the patch is what the object holds; a null stands for an absent key. */
function holds(object: unknown, patch: unknown): boolean {
  if (patch === null) return object === undefined || object === null;
  if (typeof patch !== "object" || Array.isArray(patch)) return JSON.stringify(object) === JSON.stringify(patch);
  if (typeof object !== "object" || object === null)
    return Object.values(patch as object).every((leaf) => leaf === null);
  return Object.entries(patch as object).every(([key, value]) =>
    holds((object as Record<string, unknown>)[key], value),
  );
}

/** The patch that puts back what the first one overwrites. */
function inverse(object: unknown, patch: unknown): Json {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return (object ?? null) as Json;
  if (typeof object !== "object" || object === null) return (object ?? null) as Json;
  return Object.fromEntries(
    Object.entries(patch).map(([key, value]) => [key, inverse((object as Record<string, unknown>)[key], value)]),
  );
}

/** Somebody edits one cluster by hand, past the source of truth. */
export const configDrift: FaultKind<typeof shape> = {
  kind: "config-drift",
  summary: "a ConfigMap, Deployment or Service of some clusters is edited by hand",
  shape,
  bites: "at once",
  needs: () => [],
  prepare({ on, resource: written, patch }, { world, spec }) {
    const [kind = "", name = ""] = written.split("/");
    const resource = resources[kind]!;
    const { namespace } = spec.application;
    const clusters = on.map((cluster) => world.clusters.get(cluster)!);
    const undo = new Map<string, Json>();
    const read = async (cluster: Cluster): Promise<KubernetesObject> => {
      const object = await cluster.observer.get(resource, namespace, name);
      if (object === undefined) throw new Error(`${cluster.name} has no ${written} in namespace ${namespace}`);
      return object;
    };
    return {
      async inject() {
        for (const cluster of clusters) {
          if (!undo.has(cluster.name)) undo.set(cluster.name, inverse(await read(cluster), patch));
          await cluster.observer.patch(resource, namespace, name, "merge", patch as Json, {
            fieldManager: "kubectl-edit",
          });
        }
      },
      /** Puts back only what is still as the edit left it; the procedure may have mended it meanwhile. */
      async heal() {
        for (const cluster of clusters) {
          const before = undo.get(cluster.name);
          if (before !== undefined && holds(await read(cluster), patch))
            await cluster.observer.patch(resource, namespace, name, "merge", before, { fieldManager: "kubectl-edit" });
        }
        undo.clear();
      },
      async observe() {
        const seen = await Promise.all(clusters.map(async (cluster) => holds(await read(cluster), patch)));
        const detail = clusters
          .map(({ name: where }, index) => `${where}: ${seen[index] ? "edited" : "as before"}`)
          .join("; ");
        if (seen.every(Boolean)) return { state: "active", detail };
        return { state: seen.some(Boolean) ? "unknown" : "absent", detail };
      },
    };
  },
};
