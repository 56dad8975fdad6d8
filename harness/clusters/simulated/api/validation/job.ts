import { equal } from "../apply/typed.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { immutable, notNegative, required } from "./field-errors.ts";
import { validateTemplateAlone } from "./workload.ts";

export function validateJobSpec(spec: Mutable): FieldError[] {
  const errors = [
    "parallelism",
    "completions",
    "activeDeadlineSeconds",
    "backoffLimit",
    "ttlSecondsAfterFinished",
  ].flatMap((name) => notNegative(`spec.${name}`, spec[name]));
  errors.push(...validateTemplateAlone(spec["template"]));
  const restartPolicy: unknown = spec["template"].spec?.restartPolicy;
  if (restartPolicy === "Always" || restartPolicy === undefined)
    errors.push(required("spec.template.spec.restartPolicy", 'valid values: "OnFailure", "Never"'));
  return errors;
}

/** While a job is suspended its template's scheduling may still change; that much is not modelled. */
export function validateJobUpdate(spec: Mutable, old: Mutable): FieldError[] {
  return ["completions", "selector", "template", "completionMode"].flatMap((name) =>
    equal(spec[name], old[name]) ? [] : immutable(`spec.${name}`, spec[name], old[name]),
  );
}
