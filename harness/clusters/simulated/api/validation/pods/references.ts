import type { Mutable } from "../../decode.ts";
import { canonicalQuantity } from "../../quantity.ts";
import type { FieldError } from "../../status-error.ts";
import { each, oneOf, required, wrong } from "../field-errors.ts";
import { qualifiedNameProblems } from "../names.ts";

/** Fields of its pod that a container may be told in its environment, and those that a file may hold. */
export const environmentFields = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];
export const fileFields = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
];
const convertible = new Set([
  ...environmentFields,
  ...fileFields,
  "spec.restartPolicy",
  "spec.schedulerName",
  "status.phase",
]);

const amounts = [
  "limits.cpu",
  "limits.ephemeral-storage",
  "limits.memory",
  "requests.cpu",
  "requests.ephemeral-storage",
  "requests.memory",
];
const bytes = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

/** A reference to a field of the pod. */
export function validateFieldReference(reference: Mutable, allowed: readonly string[], field: string): FieldError[] {
  const { apiVersion = "", fieldPath = "" } = reference;
  if (apiVersion === "") return [required(`${field}.apiVersion`)];
  if (fieldPath === "") return [required(`${field}.fieldPath`)];
  const [, path = fieldPath as string, subscript] = /^(.+)\['(.*)'\]$/.exec(fieldPath) ?? [];
  const problem = conversionProblem(apiVersion, fieldPath, path, subscript);
  if (problem !== undefined) return [wrong(`${field}.fieldPath`, fieldPath, `error converting fieldPath: ${problem}`)];
  if (subscript === undefined) return oneOf(`${field}.fieldPath`, path, allowed);
  return path === "metadata.annotations"
    ? each(field, subscript.toLowerCase(), qualifiedNameProblems)
    : each(field, subscript, qualifiedNameProblems);
}

function conversionProblem(version: string, whole: string, path: string, subscript: string | undefined) {
  if (version !== "v1") return `unsupported pod version: ${version}`;
  if (subscript === undefined) return convertible.has(path) ? undefined : `field label not supported: ${whole}`;
  return path === "metadata.annotations" || path === "metadata.labels"
    ? undefined
    : `field label does not support subscript: ${whole}`;
}

/** A reference to what a container asks for or is limited to; in a volume it has to say of which container. */
export function validateResourceReference(reference: Mutable, field: string, inVolume: boolean): FieldError[] {
  const { containerName = "", resource = "", divisor = "0" } = reference;
  const errors =
    inVolume && containerName === ""
      ? [required(`${field}.containerName`)]
      : resource === ""
        ? [required(`${field}.resource`)]
        : /^(limits|requests)\.hugepages-/.test(resource)
          ? []
          : oneOf(`${field}.resource`, resource, amounts);
  return [...errors, ...validateDivisor(resource, canonicalQuantity(divisor) ?? "0", `${field}.divisor`)];
}

function validateDivisor(resource: string, divisor: string, field: string): FieldError[] {
  const [, kind = ""] = /^(?:limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-)/.exec(resource) ?? [];
  if (divisor === "0" || kind === "") return [];
  if (kind === "cpu")
    return divisor === "1m" || divisor === "1"
      ? []
      : [wrong(field, resource, "only divisor's values 1m and 1 are supported with the cpu resource")];
  const names: Readonly<Record<string, string>> = {
    "ephemeral-storage": "local ephemeral storage",
    "hugepages-": "hugepages",
  };
  return bytes.includes(divisor)
    ? []
    : [
        wrong(
          field,
          resource,
          `only divisor's values ${bytes.join(", ")} are supported with the ${names[kind] ?? kind} resource`,
        ),
      ];
}
