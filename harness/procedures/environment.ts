import type { World } from "../clusters/driver.ts";
import type { WorldSpec } from "../clusters/world.ts";

/** `prod-eu-1` → `PROD_EU_1`: what a variable's name may be made of. */
const inCapitals = (name: string) => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");

/**
 * What a procedure's environment says of the world, whoever runs it. Starts whatever has to listen.
 *
 * `KUBECONFIG` is one file with a context per cluster; `DRILL_CLUSTERS` holds the clusters' names between spaces and
 * `DRILL_CONTEXT_<CLUSTER>` each one's context. `DRILL_REGISTRY` is where the registry answers, `DRILL_REGISTRY_HOST` what
 * image references call it. Every version has a `DRILL_<NAME>_VERSION` and a `DRILL_<NAME>_IMAGE`.
 */
export async function procedureEnvironment(world: World, spec: WorldSpec): Promise<Record<string, string>> {
  const { clusters, registry, images, application, runId } = spec;
  const { namespace, workload } = application;
  const env: Record<string, string> = {
    KUBECONFIG: await world.kubeconfig(),
    DRILL_RUN: runId,
    DRILL_CLUSTERS: clusters.map(({ name }) => name).join(" "),
    DRILL_REGISTRY: await world.registryAddress(),
    DRILL_REGISTRY_HOST: registry.host,
    DRILL_NAMESPACE: namespace,
    DRILL_WORKLOAD: `${workload.kind.toLowerCase()}/${workload.name}`,
  };
  if (registry.mirror !== undefined) env["DRILL_MIRROR"] = registry.mirror;
  for (const { name, context } of clusters) env[`DRILL_CONTEXT_${inCapitals(name)}`] = context;
  for (const [name, { version, reference }] of Object.entries(images)) {
    env[`DRILL_${inCapitals(name)}_VERSION`] = version;
    env[`DRILL_${inCapitals(name)}_IMAGE`] = reference;
  }
  return env;
}
