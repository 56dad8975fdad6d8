import type { KubernetesObject } from "../../../kubernetes.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import type { ControllerRevision } from "../../kinds/controller-revision.ts";
import type { Labels } from "../../kinds/labels.ts";
import type { PodTemplate } from "../../kinds/pod.ts";
import { TemplateTexts, templateHash } from "../deployment/template-hash.ts";
import { ownedBy } from "../kit/owners.ts";

const resource = "controllerrevisions.apps";

export interface NewRevision {
  readonly owner: KubernetesObject;
  readonly template: PodTemplate;
  readonly revision: number;
  readonly collisions: number;
  /** The label that holds the hash of the template. */
  readonly hashLabel: string;
}

/** Reads and writes the revisions of workloads that are not made of ReplicaSets. */
export class Revisions {
  readonly #api: ApiServer;
  readonly #caller: Caller;
  readonly #texts = new TemplateTexts();
  readonly #templates = new WeakMap<ControllerRevision["data"], PodTemplate>();

  constructor({ api, caller }: { readonly api: ApiServer; readonly caller: Caller }) {
    this.#api = api;
    this.#caller = caller;
  }

  /** The template that a revision holds. */
  templateOf({ data }: ControllerRevision): PodTemplate {
    let template = this.#templates.get(data);
    if (template === undefined) {
      const { $patch: _patch, ...rest } = data.spec.template;
      this.#templates.set(data, (template = rest));
    }
    return template;
  }

  isOf(revision: ControllerRevision, template: PodTemplate): boolean {
    return this.#texts.textOf(this.templateOf(revision)) === this.#texts.textOf(template);
  }

  /** @throws StatusError 409 when the name is taken. */
  create({ owner, template, revision, collisions, hashLabel }: NewRevision): ControllerRevision {
    const hash = templateHash(this.#texts.textOf(template), collisions);
    const { name, namespace, annotations } = owner.metadata;
    const body: ControllerRevision = {
      apiVersion: "apps/v1",
      kind: "ControllerRevision",
      metadata: {
        name: `${name}-${hash}`,
        namespace: namespace!,
        labels: { ...(template.metadata?.labels as Labels | undefined), [hashLabel]: hash },
        ...(annotations === undefined ? {} : { annotations }),
        ownerReferences: [ownedBy(owner)],
      },
      data: inOrder({ spec: { template: { ...template, $patch: "replace" } } }),
      revision,
    };
    return this.#api.create(resource, namespace, body, { caller: this.#caller }) as ControllerRevision;
  }

  renumber(found: ControllerRevision, revision: number): ControllerRevision {
    const { namespace, name } = found.metadata;
    const body = { ...found, revision };
    return this.#api.update(resource, namespace, name, body, { caller: this.#caller }) as ControllerRevision;
  }

  /** Removes up to `count` of the revisions, oldest first. */
  forget(revisions: readonly ControllerRevision[], count: number): void {
    for (const { metadata } of byAge(revisions).slice(0, Math.max(0, count)))
      this.#api.delete(resource, metadata.namespace, metadata.name, { caller: this.#caller });
  }
}

/** Oldest first. */
export function byAge(revisions: readonly ControllerRevision[]): readonly ControllerRevision[] {
  return [...revisions].sort((a, b) => a.revision - b.revision);
}

export function nextRevision(revisions: readonly ControllerRevision[]): number {
  return revisions.reduce((highest, { revision }) => Math.max(highest, revision), 0) + 1;
}

/** With sorted keys: kubectl compares what it would write itself with these bytes, to see whether there is anything to undo. */
function inOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inOrder) as T;
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, inOrder(part)])) as T;
}
