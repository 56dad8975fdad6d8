import type { KubernetesObject } from "../../kubernetes.ts";
import type { PodTemplate } from "./pod.ts";

/** A template that a StatefulSet or DaemonSet has had. */
export interface ControllerRevision extends KubernetesObject {
  /** Counts up; a template that comes back gets the newest number. */
  readonly revision: number;
  /** The strategic merge patch that brings the template back. */
  readonly data: { readonly spec: { readonly template: PodTemplate & { readonly $patch: "replace" } } };
}
