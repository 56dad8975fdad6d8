import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Petitioner } from "../../access/escalation.ts";
import type { StructType } from "../../schema/schema.ts";
import type { StructuralSchema } from "../custom/definition.ts";
import type { Decoded, Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";

export type Verb = "create" | "delete" | "deletecollection" | "get" | "list" | "patch" | "update" | "watch";

/** What the server gives out once and must not give twice. */
export interface Allocators {
  /** Whether nothing is really taken, as in a dry run. */
  readonly isPreview: boolean;
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

/** A version of a resource that is stored in another form: what is read and written passes through it. */
export interface View {
  /** The name by which verbs take this version. */
  readonly name: string;
  /** What this version shows of a stored object; also of one that is in this form already. */
  read(stored: KubernetesObject): KubernetesObject;
  /** The form in which an object of this version is stored. */
  store(object: KubernetesObject): KubernetesObject;
}

/** Where a kind keeps what its `/scale` shows; paths of field names. */
export interface ScalePaths {
  readonly spec: readonly string[];
  readonly status: readonly string[];
  readonly selector: readonly string[] | undefined;
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
  readonly generation: "none" | "spec" | "spec and status" | "spec and annotations" | "everything";
  /** Fields that a field selector may name, beyond metadata.name and metadata.namespace. */
  readonly fieldLabels: Readonly<Record<string, (object: KubernetesObject) => string>>;
  /** Sets what an absent field means; called on every write, so it must leave a defaulted object alone. */
  readonly setDefaults?: ((object: Mutable) => void) | undefined;
  /** What somebody must hold to write this; asked for callers that are not trusted. @throws StatusError 403, 404 */
  readonly guard?: ((object: Mutable, petitioner: Petitioner) => void) | undefined;
  /** What the built-in admission plug-ins add to a new object, before webhooks see it. @throws StatusError 403 */
  readonly admit?: ((object: Mutable, preparing: Preparing) => void) | undefined;
  /** Sets what the request may not, such as phases. */
  readonly prepareCreate?: ((object: Mutable, preparing: Preparing) => void) | undefined;
  /** Takes addresses, once everything else about the object is settled. */
  readonly allocate?:
    ((object: Mutable, old: KubernetesObject | undefined, allocators: Allocators) => void) | undefined;
  /** Sets what a deletion that has just begun leaves behind, such as a finalizer. */
  readonly prepareDelete?: ((object: Mutable, now: string) => void) | undefined;
  readonly prepareUpdate?: ((object: Mutable, old: KubernetesObject) => void) | undefined;
  readonly validate?: ((object: KubernetesObject) => FieldError[]) | undefined;
  /** What is asked of new objects only, after `validate`. */
  readonly validateCreate?: ((object: KubernetesObject) => FieldError[]) | undefined;
  readonly validateUpdate?: ((object: KubernetesObject, old: KubernetesObject) => FieldError[]) | undefined;
  /** Whether `validateUpdate` speaks before `validate`, as it does for some kinds. */
  readonly checksChangesFirst?: boolean | undefined;
  /** The rule for metadata.name; a DNS subdomain where nothing else is said. */
  readonly nameRule?: ((name: string) => string[]) | undefined;
  /** Whether a deletion that does not say otherwise leaves the dependents behind, as that of a Job does. */
  readonly orphansByDefault: boolean;
  /** What the writer is told of an object that is valid; `old` is undefined for a creation. */
  readonly warnings?: ((object: KubernetesObject, old: KubernetesObject | undefined) => string[]) | undefined;
  /** The name under which its objects are stored, where that does not follow from group and plural. */
  readonly storedAs?: string | undefined;
  readonly view?: View | undefined;
  /** What a CustomResourceDefinition says of it; absent for kinds that the server knows by itself. */
  readonly custom?: CustomTraits | undefined;
}

/** What sets resources apart that a CustomResourceDefinition brings. */
export interface CustomTraits {
  /** Copies a body into the shape of the kind: prunes, and says which fields it does not know. */
  decode(body: KubernetesObject, live: KubernetesObject | undefined): Decoded;
  /** Everything that the schema demands; `old` is undefined for a creation. */
  check(next: KubernetesObject, old: KubernetesObject | undefined, subresource: string | undefined): FieldError[];
  readonly schema: StructuralSchema;
  readonly listKind: string;
  /** Empty where the definition names none: then there is an age. */
  readonly columns: readonly CustomColumn[];
  readonly scale: ScalePaths | undefined;
  /** Shown to everybody who uses this version. */
  readonly deprecation: string | undefined;
  /** The definition is being deleted: nothing new is taken. */
  readonly terminating: boolean;
}

/** A column of tables besides the name. */
export interface CustomColumn {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly description?: string;
  readonly priority?: number;
  readonly jsonPath: string;
}
