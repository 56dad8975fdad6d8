/** Anything that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export interface ObjectMeta {
  readonly name: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
  readonly managedFields?: readonly Json[];
}

/** An API object as the wire carries it. Kinds that somebody computes with have types of their own beside their use. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape below metadata is the kind's own
  readonly [key: string]: any;
}

/** Whether its condition `Ready` is `True`: of a node, a pod and whatever else has one. */
export function isReady(object: KubernetesObject): boolean {
  const conditions: readonly { readonly type: string; readonly status: string }[] = object["status"]?.conditions ?? [];
  return conditions.some(({ type, status }) => type === "Ready" && status === "True");
}

/** Plural name, with the group after a dot where there is one: `pods`, `deployments.apps`. */
export type ResourceName = string;

export type PatchType = "json" | "merge" | "strategic-merge" | "apply";

export interface ListOptions {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface PatchOptions {
  readonly subresource?: string;
  readonly fieldManager?: string;
  /** Server-side apply only: take fields over from other managers. */
  readonly force?: boolean;
}

/**
 * What the harness needs of an API server. Every method rejects with `ApiError` when the server answered no, and with
 * `ApiUnreachable` when no answer came; a write that ends so may have taken effect.
 */
export interface KubernetesClient {
  /** Undefined when the server says that there is no such object. */
  get(resource: ResourceName, namespace: string | undefined, name: string): Promise<KubernetesObject | undefined>;
  list(resource: ResourceName, namespace?: string, options?: ListOptions): Promise<readonly KubernetesObject[]>;
  create(resource: ResourceName, namespace: string | undefined, body: KubernetesObject): Promise<KubernetesObject>;
  patch(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
    type: PatchType,
    body: Json | KubernetesObject,
    options?: PatchOptions,
  ): Promise<KubernetesObject>;
  /** Resolves too when the object was already gone. */
  delete(resource: ResourceName, namespace: string | undefined, name: string): Promise<void>;
}

/** The server answered and refused. `code` is the HTTP status, `reason` the Status object's. */
export class ApiError extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string, message: string) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.reason = reason;
  }
}

/** No answer came: refused, cut or timed out. For a write this means *unknown*, not *failed*. */
export class ApiUnreachable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ApiUnreachable";
  }
}
