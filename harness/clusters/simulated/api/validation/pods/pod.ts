import type { KubernetesObject } from "../../../../kubernetes.ts";
import type { FieldError } from "../../status-error.ts";
import { prohibited } from "../field-errors.ts";
import { validatePodAnnotations } from "./annotations.ts";
import { validateImages, validatePodSpec } from "./spec.ts";

/** What is asked of a pod, new or changed. */
export function validatePod({ metadata, spec }: KubernetesObject): FieldError[] {
  return [
    ...validatePodAnnotations(metadata.annotations, spec, "metadata.annotations"),
    ...validatePodSpec(spec, "spec", metadata.name),
    ...validateImages(spec, "spec"),
  ];
}

/** What only a new pod may not have. */
export function validateNewPod({ spec }: KubernetesObject): FieldError[] {
  return [
    ...((spec.ephemeralContainers ?? []).length > 0
      ? [prohibited("spec.ephemeralContainers", "cannot be set on create")]
      : []),
    ...((spec.nodeName ?? "") !== "" && (spec.schedulingGates ?? []).length > 0
      ? [prohibited("spec.nodeName", "cannot be set until all schedulingGates have been cleared")]
      : []),
  ];
}
