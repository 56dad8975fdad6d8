import type { KubernetesObject } from "../../../kubernetes.ts";
import type { StructType } from "../../schema/schema.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";

export type Verb = "create" | "delete" | "deletecollection" | "get" | "list" | "patch" | "update" | "watch";

/** What the server gives out once and must not give twice. */
export interface Allocators {
  /** A free cluster IP, or the wanted one; undefined when that is taken. */
  clusterIP(wanted: string | undefined): string | undefined;
  nodePort(wanted: number | undefined): number | undefined;
  release(service: KubernetesObject): void;
}

/** What a resource may need of the server while it prepares an object. */
export interface Preparing {
  readonly namespace: string;
  find(resource: string, namespace: string, name: string): KubernetesObject | undefined;
  list(resource: string): readonly KubernetesObject[];
  /** Characters for generated names. */
  suffix(length: number): string;
  /** The time of the request, as timestamps are written. */
  now(): string;
}

/** Everything that the server knows of one resource beyond its schema. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** `status`, `scale`, …; each is served at `…/<name>/<subresource>`. */
  readonly subresources: readonly string[];
  readonly verbs: readonly Verb[];
  readonly type: StructType;
  /** An object of the kind of which nothing is said: what Go's zero value reads as. */
  readonly zero: Readonly<Mutable>;
  /** Whether metadata.generation counts, and what makes it count besides `spec`. */
  readonly generation: "none" | "spec" | "spec and annotations" | "everything";
  /** Fields that a field selector may name, beyond metadata.name and metadata.namespace. */
  readonly fieldLabels: Readonly<Record<string, (object: KubernetesObject) => string>>;
  /** Sets what an absent field means; called on every write, so it must leave a defaulted object alone. */
  readonly setDefaults?: ((object: Mutable) => void) | undefined;
  /** Sets what the request may not: phases, admission's additions. @throws StatusError 403 */
  readonly prepareCreate?: ((object: Mutable, preparing: Preparing) => void) | undefined;
  /** Takes addresses, once everything else about the object is settled. */
  readonly allocate?:
    ((object: Mutable, old: KubernetesObject | undefined, allocators: Allocators) => void) | undefined;
  readonly prepareUpdate?: ((object: Mutable, old: KubernetesObject) => void) | undefined;
  readonly validate?: ((object: KubernetesObject) => FieldError[]) | undefined;
  readonly validateUpdate?: ((object: KubernetesObject, old: KubernetesObject) => FieldError[]) | undefined;
  /** The rule for metadata.name; a DNS subdomain where nothing else is said. */
  readonly nameRule?: ((name: string) => string[]) | undefined;
  /** Whether a deletion that does not say otherwise leaves the dependents behind, as that of a Job does. */
  readonly orphansByDefault: boolean;
  readonly warnings?: ((object: KubernetesObject) => string[]) | undefined;
}
