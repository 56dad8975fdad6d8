import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { validateContainer, validateInitContainer } from "./container.ts";
import { each, oneOf, required, wrong } from "./field-errors.ts";
import { labelValueProblems, qualifiedNameProblems, subdomainProblems } from "./names.ts";
import { validateVolumes } from "./volumes.ts";

const largest = 2 ** 31 - 1;

/** The part of a pod's rules that manifests break: names, references, ports, probes, resources and policies. */
export function validatePodSpec(spec: Mutable, field: string): FieldError[] {
  const { containers = [], initContainers = [], nodeSelector = {} } = spec;
  const surroundings = {
    volumes: new Set<string>((spec["volumes"] ?? []).map(({ name }: Mutable) => name)),
    names: new Set<string>(),
    hostNetwork: spec["hostNetwork"] === true,
  };
  const errors = validateVolumes(spec["volumes"], `${field}.volumes`);
  if (containers.length === 0) errors.push(required(`${field}.containers`));
  containers.forEach((container: Mutable, index: number) =>
    errors.push(...validateContainer(container, `${field}.containers[${index}]`, surroundings)),
  );
  initContainers.forEach((container: Mutable, index: number) =>
    errors.push(...validateInitContainer(container, `${field}.initContainers[${index}]`, surroundings)),
  );
  errors.push(...oneOf(`${field}.restartPolicy`, spec["restartPolicy"], ["Always", "OnFailure", "Never"]));
  errors.push(
    ...oneOf(`${field}.dnsPolicy`, spec["dnsPolicy"], ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"]),
  );
  const deadline: unknown = spec["activeDeadlineSeconds"];
  if (typeof deadline === "number" && (deadline < 1 || deadline > largest))
    errors.push(wrong(`${field}.activeDeadlineSeconds`, deadline, `must be between 1 and ${largest}, inclusive`));
  for (const key in nodeSelector) {
    errors.push(...each(`${field}.nodeSelector`, key, qualifiedNameProblems));
    errors.push(...each(`${field}.nodeSelector`, nodeSelector[key], labelValueProblems));
  }
  for (const name of ["serviceAccountName", "nodeName", "priorityClassName"])
    if (spec[name] !== undefined) errors.push(...each(`${field}.${name}`, spec[name], subdomainProblems));
  return [
    ...errors,
    ...validateTolerations(spec["tolerations"], `${field}.tolerations`),
    ...validateSpread(spec["topologySpreadConstraints"], `${field}.topologySpreadConstraints`),
  ];
}

function validateTolerations(tolerations: readonly Mutable[] = [], field: string): FieldError[] {
  return tolerations.flatMap(({ key = "", operator = "Equal", value = "", effect, tolerationSeconds }, index) => {
    const at = `${field}[${index}]`;
    const errors: FieldError[] = key === "" ? [] : each(`${at}.key`, key, qualifiedNameProblems);
    if (key === "" && operator !== "Exists")
      errors.push(
        wrong(
          `${at}.operator`,
          operator,
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        ),
      );
    if (tolerationSeconds !== undefined && effect !== "NoExecute")
      errors.push(wrong(`${at}.effect`, effect ?? "", "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    if (operator === "Exists" && value !== "")
      errors.push(wrong(`${at}.operator`, value, "value must be empty when `operator` is 'Exists'"));
    errors.push(...oneOf(`${at}.operator`, operator, ["Equal", "Exists"]));
    if (effect !== undefined)
      errors.push(...oneOf(`${at}.effect`, effect, ["NoSchedule", "PreferNoSchedule", "NoExecute"]));
    return errors;
  });
}

function validateSpread(constraints: readonly Mutable[] = [], field: string): FieldError[] {
  return constraints.flatMap(({ maxSkew, topologyKey = "", whenUnsatisfiable }, index) => {
    const at = `${field}[${index}]`;
    return [
      ...(maxSkew > 0 ? [] : [wrong(`${at}.maxSkew`, maxSkew, "must be greater than zero")]),
      ...(topologyKey === "" ? [required(`${at}.topologyKey`, "can not be empty")] : []),
      ...oneOf(`${at}.whenUnsatisfiable`, whenUnsatisfiable, ["DoNotSchedule", "ScheduleAnyway"]),
    ];
  });
}
