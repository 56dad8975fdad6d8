import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Json } from "../../clusters/kubernetes.ts";
import { version, writeTimeout } from "./inputs.ts";
import { readHistory, type Revision } from "./rollout-history.ts";
import { failed, ok, type ClusterAction, type ClusterStepContext, type StepResult } from "./step-action.ts";
import { deployments, imageOf, namesVersion, readDeployment, type Deployment, type ReplicaSet } from "./workload.ts";
import { resultOf, write } from "./write.ts";

const input = z
  .strictObject({
    toRevision: z
      .int()
      .min(1)
      .optional()
      .meta({ description: "revision of the Deployment's history; default the one before the current" }),
    toVersion: version
      .optional()
      .meta({ description: "take the newest revision whose template has this version's image" }),
  })
  .refine(
    ({ toRevision, toVersion }) => toRevision === undefined || toVersion === undefined,
    "toRevision or toVersion, not both",
  );
type Input = z.output<typeof input>;

/** Annotations of a Deployment that an undo leaves as they are; those of the old ReplicaSet are not taken. */
const keptAnnotations = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  "deployment.kubernetes.io/revision",
  "deployment.kubernetes.io/revision-history",
  "deployment.kubernetes.io/desired-replicas",
  "deployment.kubernetes.io/max-replicas",
  "deprecated.deployment.rollback.to",
]);

/** Does what `kubectl rollout undo` does, with the same refusals, and knows as little about what is healthy. */
export const rolloutUndo: ClusterAction<Input> = {
  scope: "cluster",
  summary: "puts the template of an earlier revision back, as kubectl rollout undo does",
  input,
  clock: "virtual",
  needs: () => [],
  title: ({ toRevision, toVersion }) =>
    toVersion !== undefined
      ? `undo to ${toVersion}`
      : toRevision !== undefined
        ? `undo to revision ${toRevision}`
        : "undo",
  timeout: () => writeTimeout,
  async run(wanted, context) {
    try {
      const deployment = await readDeployment(context.operator, context.spec);
      const choice = await chooseRevision(wanted, deployment, context);
      return "problem" in choice ? failed(choice.problem) : await undoTo(choice, wanted, deployment, context);
    } catch (error) {
      return resultOf(error);
    }
  },
};

async function chooseRevision(
  { toRevision, toVersion }: Input,
  deployment: Deployment,
  context: ClusterStepContext,
): Promise<Revision | { readonly problem: string }> {
  const history = await readHistory(context.operator, deployment);
  if (toRevision !== undefined)
    return (
      history.find(({ number }) => number === toRevision) ?? {
        problem: `unable to find specified revision ${toRevision} in history`,
      }
    );
  if (toVersion === undefined)
    return history.at(-2) ?? { problem: `no rollout history found for deployment "${deployment.metadata.name}"` };
  for (const revision of history.toReversed()) {
    const image = imageOf(revision.replicaSet, context.spec.application.container);
    if (image !== undefined && (await namesVersion(image, toVersion, context))) return revision;
  }
  return { problem: `no revision in the history has the image of ${toVersion}` };
}

async function undoTo(
  { number, replicaSet }: Revision,
  { toRevision, toVersion }: Input,
  deployment: Deployment,
  context: ClusterStepContext,
): Promise<StepResult> {
  if (deployment.spec.paused === true)
    return failed(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  const template = withoutHash(replicaSet);
  if (isDeepStrictEqual(withoutHash(deployment), template))
    return ok(`skipped rollback (current template already matches revision ${number})`);
  const { operator, spec } = context;
  const { namespace, workload } = spec.application;
  const result = await write(
    {
      done: `rolled back to revision ${number}`,
      send: () =>
        operator.patch(deployments, namespace, workload.name, "json", patchOf(template, deployment, replicaSet)),
      landed: async () => isDeepStrictEqual(withoutHash(await readDeployment(operator, spec)), template),
    },
    context,
  );
  // Without a fixed target a second undo would go back to where the first one came from.
  const toggles = toRevision === undefined && toVersion === undefined;
  return toggles && result.outcome === "unknown" ? { ...result, final: true } : result;
}

function patchOf(template: Json, deployment: Deployment, replicaSet: ReplicaSet): Json {
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => keptAnnotations.has(key));
  const restored = Object.entries(replicaSet.metadata.annotations ?? {}).filter(([key]) => !keptAnnotations.has(key));
  return [
    { op: "replace", path: "/spec/template", value: template },
    { op: "replace", path: "/metadata/annotations", value: Object.fromEntries([...own, ...restored]) },
  ];
}

/** The pod template as its owner wrote it: the controller adds the hash label. */
function withoutHash({ spec: { template } }: Deployment | ReplicaSet): Json {
  const { "pod-template-hash": _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}
