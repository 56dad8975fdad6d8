import type { KubernetesObject } from "../../kubernetes.ts";
import type { Container, Pod } from "../kinds/pod.ts";
import type { ObjectLookup } from "./container-environment.ts";
import type { Lifetime } from "./lifetime.ts";

/** ms between two syncs of a pod at which nothing happens; only then do its volumes follow what they are made from. */
const syncPeriod = 60_000;

type Kind = "configmaps" | "secrets";

/** The ConfigMaps and Secrets of a container as its node knows them, which is later than the API server does. */
export class NodeObjects {
  readonly #find: ObjectLookup;
  readonly #lifetime: Lifetime;
  readonly #startedAt: number;
  readonly #atStart: ReadonlyMap<string, KubernetesObject> | undefined;
  readonly #seen = new Map<string, KubernetesObject>();

  constructor(pod: Pod, container: Container, find: ObjectLookup, lifetime: Lifetime) {
    this.#find = find;
    this.#lifetime = lifetime;
    this.#startedAt = lifetime.now();
    const names = referenced(pod, container);
    if (names.length === 0) return;
    const found = names.flatMap(([kind, name]) => {
      const object = find(kind, name);
      return object === undefined ? [] : [[`${kind}/${name}`, object] as const];
    });
    this.#atStart = new Map(found);
  }

  /** As it was when the container started. */
  atStart(kind: Kind, name: string): KubernetesObject | undefined {
    return this.#atStart?.get(`${kind}/${name}`);
  }

  /** As its volumes show it now: changes arrive with the pod's next sync, and what is deleted stays. */
  now(kind: Kind, name: string): KubernetesObject | undefined {
    const key = `${kind}/${name}`;
    const seen = this.#seen.get(key) ?? this.atStart(kind, name);
    const live = this.#find(kind, name);
    if (live === undefined || live === seen) return seen;
    const lastSync = this.#lifetime.wallTime().getTime() - ((this.#lifetime.now() - this.#startedAt) % syncPeriod);
    if (seen !== undefined && changedAt(live) > lastSync) return seen;
    this.#seen.set(key, live);
    return live;
  }
}

/** The last write of the object, to the second. */
function changedAt({ metadata }: KubernetesObject): number {
  const entries = (metadata.managedFields ?? []) as readonly { readonly time?: string }[];
  return Math.max(
    ...entries.map(({ time }) => Date.parse(time ?? "") || 0),
    Date.parse(metadata.creationTimestamp ?? "") || 0,
  );
}

interface Reference {
  readonly name?: string;
  readonly secretName?: string;
}

interface Referring {
  readonly configMap?: Reference;
  readonly secret?: Reference;
  readonly configMapRef?: Reference;
  readonly secretRef?: Reference;
  readonly configMapKeyRef?: Reference;
  readonly secretKeyRef?: Reference;
  readonly projected?: { readonly sources?: readonly Referring[] };
}

function referenced(pod: Pod, container: Container): readonly (readonly [Kind, string])[] {
  const volumes = (pod.spec["volumes"] ?? []) as readonly Referring[];
  const sources = (container["envFrom"] ?? []) as readonly Referring[];
  const variables = (container["env"] ?? []) as readonly { readonly valueFrom?: Referring }[];
  const all = [
    ...volumes.flatMap((volume) => volume.projected?.sources ?? [volume]),
    ...sources,
    ...variables.flatMap(({ valueFrom }) => (valueFrom === undefined ? [] : [valueFrom])),
  ];
  return all.flatMap((one): readonly (readonly [Kind, string])[] => {
    const map = one.configMap ?? one.configMapRef ?? one.configMapKeyRef;
    const secret = one.secret ?? one.secretRef ?? one.secretKeyRef;
    if (map?.name !== undefined) return [["configmaps", map.name]];
    const name = secret?.secretName ?? secret?.name;
    return name === undefined ? [] : [["secrets", name]];
  });
}
