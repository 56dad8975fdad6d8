import type { Json } from "../access.ts";
import type { Observer } from "../observer.ts";
import { withoutVolatile } from "./rules.ts";

/** A text that the cluster made up, and what stands for it in a recording. */
export interface Alias {
  readonly text: string;
  readonly alias: string;
}

export interface Place {
  readonly namespace: string;
  readonly nodes: readonly string[];
  readonly workers: readonly string[];
  readonly server: string;
  /** Where the commands run. */
  readonly folder: string;
  readonly webhook: { readonly url: string; readonly caBundle: string };
}

/**
 * Hashes of pod templates and revisions are numbered in the order in which their ReplicaSets and ControllerRevisions
 * appeared; the random end of a generated name is the same for all, and so is the minute in the names of a CronJob's jobs.
 */
export function aliases(
  { seen }: Observer,
  { namespace, nodes, workers, server, folder, webhook }: Place,
): readonly Alias[] {
  const hashes = new Set(seen.replicaSets.map(({ metadata }: Json) => metadata.labels?.["pod-template-hash"]));
  hashes.delete(undefined);
  const generated = [...seen.pods, ...seen.endpointSlices].flatMap(({ metadata: { name, generateName } }: Json) =>
    generateName === undefined || !randomEnd.test(name) ? [] : [{ text: name as string, alias: `${generateName}<id>` }],
  );
  const scheduled = seen.jobs.flatMap(({ metadata: { name, ownerReferences } }: Json) =>
    ownerReferences?.[0]?.kind === "CronJob" && /-\d{8}$/.test(name)
      ? [{ text: name as string, alias: `${ownerReferences[0].name}-<minute>` }]
      : [],
  );
  const revisions = new Set(
    seen.controllerRevisions.map(({ metadata: { name } }: Json) => name.slice(name.lastIndexOf("-") + 1) as string),
  );
  return [
    { text: folder, alias: "<folder>" },
    { text: server, alias: "https://<server>" },
    { text: server.replace("https://", ""), alias: "<server>" },
    { text: withoutVolatile(webhook.url.replace("https://", "")), alias: "<webhook>" },
    { text: webhook.caBundle, alias: "<webhook-ca>" },
    { text: namespace, alias: "<namespace>" },
    ...nodeAliases(nodes, workers),
    ...generated,
    ...scheduled,
    ...[...hashes].map((text, index) => ({ text: text as string, alias: `<hash${index + 1}>` })),
    ...[...revisions].map((text, index) => ({ text, alias: `<revision${index + 1}>` })),
  ];
}

/** One name may begin with another. */
function nodeAliases(nodes: readonly string[], workers: readonly string[]): readonly Alias[] {
  const aliasOf = (node: string) => {
    if (workers.length === 0) return "<node>";
    return workers.includes(node) ? `<node${workers.indexOf(node) + 1}>` : "<control-plane>";
  };
  return nodes.map((text) => ({ text, alias: aliasOf(text) })).toSorted((a, b) => b.text.length - a.text.length);
}

/** What the server appends to `generateName`; pods of StatefulSets have a number there. */
const randomEnd = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** Pods have the hash in their names: whole names come first, then parts of them. */
export function withAliases(text: string, list: readonly Alias[]): string {
  return list.reduce((result, { text: own, alias }) => result.replaceAll(own, alias), text);
}
