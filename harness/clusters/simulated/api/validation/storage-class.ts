import type { KubernetesObject } from "../../../kubernetes.ts";
import { equal } from "../apply/typed.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { duplicate, each, immutable, oneOf, prohibited, required, wrong } from "./field-errors.ts";
import { qualifiedNameProblems } from "./names.ts";

export function validateStorageClass(storageClass: KubernetesObject): FieldError[] {
  const { provisioner = "", parameters = {}, reclaimPolicy, volumeBindingMode, allowedTopologies = [] } = storageClass;
  return [
    ...(provisioner === "" ? [required("provisioner")] : []),
    ...(provisioner === "" ? [] : each("provisioner", provisioner.toLowerCase(), qualifiedNameProblems)),
    ...("" in parameters ? [wrong("parameters", "", "field can not be empty.")] : []),
    ...oneOf("reclaimPolicy", reclaimPolicy, ["Delete", "Retain"]),
    ...oneOf("volumeBindingMode", volumeBindingMode, ["Immediate", "WaitForFirstConsumer"]),
    ...(allowedTopologies as readonly Mutable[]).flatMap((term, index) =>
      validateTopology(term, `allowedTopologies[${index}].matchLabelExpressions`),
    ),
  ];
}

function validateTopology({ matchLabelExpressions = [] }: Mutable, field: string): FieldError[] {
  const keys = new Set<string>();
  return (matchLabelExpressions as readonly Mutable[]).flatMap(({ key = "", values = [] }, index) => {
    const at = `${field}[${index}]`;
    const list = values as readonly string[];
    const errors = [
      ...(list.length === 0 ? [required(`${at}.values`)] : []),
      ...list.flatMap((value, i) => (list.indexOf(value) < i ? [duplicate(`${at}.values[${i}]`, value)] : [])),
      ...each(`${at}.key`, key, qualifiedNameProblems),
      ...(keys.has(key) ? [duplicate(`${at}.key`, key)] : []),
    ];
    keys.add(key);
    return errors;
  });
}

/** Volumes are made by the class as it was: only what concerns later ones may change. */
export function validateStorageClassUpdate(next: KubernetesObject, old: KubernetesObject): FieldError[] {
  const fixed = ["parameters", "provisioner", "reclaimPolicy"].flatMap((name) =>
    equal(next[name], old[name]) ? [] : [prohibited(name, `updates to ${name} are forbidden.`)],
  );
  return [...fixed, ...immutable("volumeBindingMode", next["volumeBindingMode"], old["volumeBindingMode"])];
}
