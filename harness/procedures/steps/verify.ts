import { z } from "zod";
import { duration } from "../../scenario/schema/text.ts";
import { isReady, type KubernetesObject } from "../../clusters/kubernetes.ts";
import { version, waitTimeout } from "./inputs.ts";
import { rolloutProgress } from "./rollout-progress.ts";
import { failed, type ClusterAction, type ClusterStepContext } from "./step-action.ts";
import { waitUntil } from "./wait.ts";
import { readDeployment, readPods } from "./workload.ts";
import { resultOf } from "./write.ts";

const input = z.strictObject({
  version,
  within: duration.prefault("30s").meta({ description: "how long it may take until everything is as it should be" }),
});

/** Looks at what runs and answers, and not at what the Deployment asks for. */
export const verify: ClusterAction<z.output<typeof input>> = {
  scope: "cluster",
  summary: "fails unless every replica is ready, runs the version's digest and answers as this version",
  input,
  clock: "virtual",
  needs: () => [],
  title: ({ version: wanted }) => `verify ${wanted}`,
  timeout: ({ within }) => Math.max(waitTimeout, within + 60_000),
  async run({ version: wanted, within }, context) {
    const image = context.spec.images[wanted];
    if (image === undefined) return failed(`no version is called ${wanted}`);
    const digest = await context.world.registry.digest(image.reference);
    if (digest === undefined) return failed(`no digest is known of ${image.reference}`);
    try {
      return await waitUntil(
        async () => {
          const problem = await firstProblem(context, digest, image.version);
          return problem === undefined
            ? {
                state: "done",
                detail: `every replica is ready, runs ${digest.slice(0, 19)} and answers ${image.version}`,
              }
            : { state: "wait", detail: problem };
        },
        context,
        within,
      );
    } catch (error) {
      return resultOf(error);
    }
  },
};

async function firstProblem(
  { operator, spec, cluster }: ClusterStepContext,
  digest: string,
  expected: string,
): Promise<string | undefined> {
  const deployment = await readDeployment(operator, spec);
  const progress = rolloutProgress(deployment);
  if (progress.state !== "done") return progress.detail;
  const pods = await readPods(operator, deployment);
  const desired = deployment.spec.replicas ?? 1;
  const ready = pods.filter(isReady);
  if (ready.length < desired) return `${ready.length} of ${desired} pods ready`;
  for (const pod of pods) {
    const running = digestOf(pod, spec.application.container);
    if (running !== digest)
      return `${pod.metadata.name} runs ${running ?? "nothing that names a digest"}, expected ${digest}`;
  }
  const processes = await cluster.processes();
  if (processes.length < desired) return `${processes.length} of ${desired} processes answer`;
  const other = processes.find(({ version: answered }) => answered !== expected);
  return other === undefined ? undefined : `${other.pod} answers ${other.version}, expected ${expected}`;
}

function digestOf(pod: KubernetesObject, container: string): string | undefined {
  const statuses = (pod["status"]?.containerStatuses ?? []) as readonly { name: string; imageID?: string }[];
  const imageId = statuses.find(({ name }) => name === container)?.imageID ?? "";
  return /sha256:[0-9a-f]{64}/.exec(imageId)?.[0];
}
