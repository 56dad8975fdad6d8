import type { KubernetesObject, ResourceName } from "../../../kubernetes.ts";
import type { Change } from "../kit/informer.ts";

export interface Owned {
  readonly resource: ResourceName;
  readonly object: KubernetesObject;
}

/** Everything that exists, by uid, and what each thing owns. */
export class Ownership {
  readonly #things = new Map<string, Owned>();
  readonly #dependents = new Map<string, Set<string>>();

  find(uid: string): Owned | undefined {
    return this.#things.get(uid);
  }

  dependentsOf(uid: string): readonly Owned[] {
    return [...(this.#dependents.get(uid) ?? [])].map((dependent) => this.#things.get(dependent)!);
  }

  take(resource: ResourceName, { old, now }: Change<KubernetesObject>): void {
    const { uid } = (now ?? old)!.metadata;
    if (now === undefined) this.#things.delete(uid!);
    else this.#things.set(uid!, { resource, object: now });
    const before = old?.metadata.ownerReferences;
    const after = now?.metadata.ownerReferences;
    if (before === after) return;
    for (const owner of before ?? []) this.#disown(owner.uid, uid!);
    for (const owner of after ?? []) {
      const dependents = this.#dependents.get(owner.uid);
      if (dependents === undefined) this.#dependents.set(owner.uid, new Set([uid!]));
      else dependents.add(uid!);
    }
  }

  #disown(owner: string, dependent: string): void {
    const dependents = this.#dependents.get(owner);
    dependents?.delete(dependent);
    if (dependents?.size === 0) this.#dependents.delete(owner);
  }
}
