import { readFileSync } from "node:fs";
import { UserError } from "../../base/errors.ts";
import { secretsOfKubeconfig } from "../../base/redactor.ts";
import type { DriverHost, World } from "../driver.ts";
import { secretValues } from "../secret-values.ts";
import type { WorldSpec } from "../world.ts";
import type { ClusterSource, OpenSource } from "./cluster-source.ts";
import { Evidence } from "./evidence.ts";
import type { PartImages } from "./images.ts";
import { runLabel } from "../run-label.ts";
import { Names } from "./docker/names.ts";
import { startParts } from "./world.ts";

export interface StartOptions {
  readonly images: PartImages;
  readonly openSource: OpenSource;
}

/**
 * Brings up the world of one drill. On failure nothing is left behind but logs, where there is a folder for evidence.
 * @throws UserError without a folder
 */
export async function startWorld(
  spec: WorldSpec,
  host: DriverHost,
  { images, openSource }: StartOptions,
): Promise<World> {
  const { folder, signal } = host;
  if (folder === undefined)
    throw new UserError("real clusters need a folder for their kubeconfigs, and this run has none");
  const names = new Names(spec.runId);
  await using undo = new AsyncDisposableStack();
  const known = new Set(secretValues(spec));
  const evidence =
    host.evidence === undefined
      ? undefined
      : new Evidence({ folder: host.evidence, scratch: folder, secrets: () => [...known] });
  const source = undo.use(
    learning(await openSource({ spec, names, host, folder, image: images.node, evidence }), (kubeconfig) => {
      for (const secret of secretsOfKubeconfig(readFileSync(kubeconfig, "utf8"))) known.add(secret);
    }),
  );
  const saveEvidence = async () => {
    if (evidence === undefined) return;
    await evidence.containers(`${runLabel}=${names.runId}`);
    await Promise.all(spec.clusters.map(({ name }) => evidence.cluster(source.kindName(name))));
  };
  try {
    const parts = await startParts(spec, host, { images, source, names, folder, undo });
    const running = undo.move();
    return { ...parts, saveEvidence, [Symbol.asyncDispose]: () => running.disposeAsync() };
  } catch (error) {
    if (!signal.aborted) await saveEvidence();
    throw error;
  }
}

/** A source that shows the kubeconfig of each cluster that it provides. */
function learning(source: ClusterSource, show: (kubeconfig: string) => void): ClusterSource {
  return {
    network: source.network,
    kindName: (cluster) => source.kindName(cluster),
    controlPlane: (cluster) => source.controlPlane(cluster),
    async provide(cluster) {
      const provided = await source.provide(cluster);
      show(provided.kubeconfig);
      return provided;
    },
    [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
  };
}
