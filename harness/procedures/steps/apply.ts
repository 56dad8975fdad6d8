import { resolve } from "node:path";
import { z } from "zod";
import type { KubernetesObject } from "../../clusters/kubernetes.ts";
import { loadManifests } from "../../clusters/manifests/load.ts";
import { resourceNameOf } from "../../clusters/resource-names.ts";
import type { WorldSpec } from "../../clusters/world.ts";
import { fileOrFolderPath } from "../../scenario/schema/text.ts";
import { version, waitTimeout } from "./inputs.ts";
import { scopeOf } from "./resource-alias.ts";
import { failed, ok, type ClusterAction, type ClusterStepContext, type StepResult } from "./step-action.ts";
import { referenceOf } from "./workload.ts";
import { resultOf } from "./write.ts";

const input = z
  .strictObject({
    manifests: fileOrFolderPath.optional().meta({ description: "file or folder of manifests" }),
    version: version.optional().meta({ description: "the application's own manifests, with this version's image" }),
  })
  .refine(
    (wanted) => (wanted.manifests === undefined) !== (wanted.version === undefined),
    "exactly one of manifests and version",
  );

type Input = z.output<typeof input> & {
  /** What the file or folder held; set by `load`. */
  readonly objects?: readonly KubernetesObject[];
};

/**
 * Applies on the server's side and takes over fields that others have set since. Fields that an earlier apply of the same
 * manager set and this one leaves out are removed.
 */
export const apply: ClusterAction<Input> = {
  scope: "cluster",
  summary: "applies manifests, or the application's own with a version's image (server-side, forced)",
  input,
  clock: "virtual",
  needs: () => [],
  title: (wanted) =>
    wanted.version === undefined ? `apply ${wanted.manifests}` : `apply the manifests of ${wanted.version}`,
  timeout: () => waitTimeout,
  load: async (wanted, folder) =>
    wanted.manifests === undefined
      ? wanted
      : { ...wanted, objects: await loadManifests({ path: resolve(folder, wanted.manifests) }) },
  async run(wanted, context) {
    const objects = wanted.objects ?? (await manifestsOf(wanted.version!, context));
    if ("problem" in objects) return failed(objects.problem);
    for (const object of objects) {
      const problem = await applyOne(object, context);
      if (problem !== undefined)
        return { ...problem, detail: `${object.kind} ${object.metadata.name}: ${problem.detail}` };
    }
    return ok(`applied ${objects.length} objects`);
  },
};

async function applyOne(
  object: KubernetesObject,
  { operator, spec, cluster, print }: ClusterStepContext,
): Promise<StepResult | undefined> {
  const resource = resourceNameOf(object);
  const namespace = scopeOf(resource, spec) && (object.metadata.namespace ?? spec.application.namespace);
  try {
    await operator.patch(resource, namespace, object.metadata.name, "apply", object, {
      fieldManager: "kubectl",
      force: true,
    });
    print(`${cluster.name}: ${resource}/${object.metadata.name} applied`);
    return undefined;
  } catch (error) {
    return resultOf(error);
  }
}

async function manifestsOf(
  name: string,
  context: ClusterStepContext,
): Promise<readonly KubernetesObject[] | { readonly problem: string }> {
  const { spec, cluster } = context;
  const choice = await referenceOf({ version: name, from: "registry", by: "tag" }, context);
  if ("problem" in choice) return choice;
  const own = spec.application.manifests[cluster.name] ?? [];
  return [...own.map((object) => withImage(object, choice.reference, spec)), ...(spec.images[name]?.manifests ?? [])];
}

function withImage(object: KubernetesObject, image: string, { application }: WorldSpec): KubernetesObject {
  const { workload, container } = application;
  if (object.kind !== workload.kind || object.metadata.name !== workload.name) return object;
  const copy = structuredClone(object) as {
    spec: { template: { spec: { containers: { name: string; image: string }[] } } };
  } & KubernetesObject;
  for (const one of copy.spec.template.spec.containers) if (one.name === container) one.image = image;
  return copy;
}
