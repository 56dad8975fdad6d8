import type { Access } from "../access/access.ts";
import type { Json, KubernetesObject, PatchType, ResourceName } from "../../kubernetes.ts";
import type { Kinds } from "./kinds.ts";

export interface UserInfo {
  readonly name: string;
  readonly groups: readonly string[];
  readonly uid?: string;
  /** What else the credential says, such as the pod that a token was made for. */
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** Who asks, and how; every request carries it, that of a controller too. */
export interface Caller {
  readonly user: UserInfo;
  readonly userAgent: string;
  /** What the user may do. Absent for the cluster's own components and the harness, which are trusted. */
  readonly access?: Access;
}

export interface WriteOptions {
  readonly caller: Caller;
  /** Defaults to the user agent up to the first slash. */
  readonly fieldManager?: string | undefined;
  readonly fieldValidation?: "Strict" | "Warn" | "Ignore" | undefined;
  /** Adds the fields that the body's text has twice to the unknown ones; absent where there are none. */
  readonly amongDuplicates?: ((unknown: readonly string[]) => readonly string[]) | undefined;
  readonly dryRun?: boolean;
  readonly subresource?: string | undefined;
  /** Server-side apply only. */
  readonly force?: boolean;
  /** Receives what the real server sends as `Warning` headers. */
  readonly warn?: (message: string) => void;
}

export interface DeleteOptions extends WriteOptions {
  readonly propagationPolicy?: "Background" | "Foreground" | "Orphan" | undefined;
  readonly gracePeriodSeconds?: number | undefined;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string } | undefined;
}

export interface ListRequest {
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  readonly limit?: number | undefined;
  readonly continue?: string | undefined;
  /** The version of the state that is wanted, where it is not the newest. */
  readonly exactly?: number | undefined;
}

export interface ListResult {
  readonly resourceVersion: string;
  readonly items: readonly KubernetesObject[];
  readonly continue?: string | undefined;
  readonly remainingItemCount?: number | undefined;
}

export interface WatchRequest {
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** Undefined or "0": begins with an ADDED for everything that exists. */
  readonly resourceVersion?: string | undefined;
}

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: KubernetesObject;
}

/**
 * The one way into a simulated cluster's objects: HTTP requests, controllers, kubelets, faults and the harness all come
 * through here. Every verb is synchronous, runs admission, defaulting, validation, optimistic locking and managedFields,
 * and throws `StatusError`. Objects that go in are copied; objects that come out are deeply frozen.
 */
export interface ApiServer {
  /** What is served. */
  readonly kinds: Kinds;
  get(resource: ResourceName, namespace: string | undefined, name: string): KubernetesObject;
  /** As `get`, but undefined instead of a 404. */
  find(resource: ResourceName, namespace: string | undefined, name: string): KubernetesObject | undefined;
  list(resource: ResourceName, request?: ListRequest): ListResult;
  create(
    resource: ResourceName,
    namespace: string | undefined,
    body: KubernetesObject,
    options: WriteOptions,
  ): KubernetesObject;
  update(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
    body: KubernetesObject,
    options: WriteOptions,
  ): KubernetesObject;
  patch(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
    patch: { readonly type: PatchType; readonly body: Json | KubernetesObject },
    options: WriteOptions,
  ): KubernetesObject;
  /** The object as it is after the request: with a deletionTimestamp, or as it last was. */
  delete(resource: ResourceName, namespace: string | undefined, name: string, options: DeleteOptions): KubernetesObject;
  /**
   * Calls `listener` for every change after the given resourceVersion. The listener runs inside the write that it
   * reports: it may note and enqueue, but must not call a verb.
   * @throws StatusError 410 when that version is no longer held.
   */
  watch(resource: ResourceName, request: WatchRequest, listener: (event: WatchEvent) => void): { stop(): void };
}
