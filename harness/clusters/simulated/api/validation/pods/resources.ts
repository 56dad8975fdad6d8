import type { Mutable } from "../../decode.ts";
import { compareQuantities, parseQuantity } from "../../quantity.ts";
import type { FieldError } from "../../status-error.ts";
import { duplicate, each, oneOf, prohibited, required, wrong } from "../field-errors.ts";
import { qualifiedNameProblems } from "../names.ts";
import { isCounted, isExtended, isNative, standardResources } from "../resource-names.ts";

const ofContainers = /^(cpu|memory|ephemeral-storage|hugepages-.*)$/;

/** What a container asks for and what it is limited to; `claims` are the names of its pod's resource claims. */
export function validateResources(
  requirements: Mutable = {},
  field: string,
  claims: readonly string[],
  names: (name: string, field: string) => FieldError[] = containerResourceName,
): FieldError[] {
  const { limits = {}, requests = {} } = requirements;
  const sizes = Object.keys({ ...limits, ...requests });
  const isHuge = sizes.some((name) => name.startsWith("hugepages-"));
  return [
    ...Object.keys(limits).flatMap((name) => amountErrors(name, limits[name], `${field}.limits[${name}]`, names)),
    ...Object.keys(requests).flatMap((name) => [
      ...amountErrors(name, requests[name], `${field}.requests[${name}]`, names),
      ...comparison(name, requests[name], limits[name], field),
    ]),
    ...(isHuge && !sizes.includes("cpu") && !sizes.includes("memory")
      ? [prohibited(field, "HugePages require cpu or memory")]
      : []),
    ...validateClaims(requirements["claims"], `${field}.claims`, claims),
  ];
}

function amountErrors(
  name: string,
  amount: string,
  field: string,
  names: (name: string, field: string) => FieldError[],
) {
  return [...names(name, field), ...validateAmount(name, amount, field)];
}

/** An amount of something: never less than nothing, and of most things a whole number. */
export function validateAmount(name: string, amount: string, field: string): FieldError[] {
  const isWhole = (parseQuantity(String(amount))?.nanos ?? 0n) % 1_000_000_000n === 0n;
  return [
    ...(String(amount).startsWith("-") ? [wrong(field, amount, "must be greater than or equal to 0")] : []),
    ...(isCounted(name) && !isWhole ? [wrong(field, amount, "must be an integer")] : []),
  ];
}

function containerResourceName(name: string, field: string): FieldError[] {
  const errors = resourceName(name, field);
  if (!name.includes("/"))
    return ofContainers.test(name)
      ? errors
      : [...errors, wrong(field, name, "must be a standard resource for containers")];
  return isNative(name) || isExtended(name)
    ? errors
    : [...errors, wrong(field, name, "doesn't follow extended resource name standard")];
}

function resourceName(name: string, field: string): FieldError[] {
  const naming = each(field, name, qualifiedNameProblems);
  if (naming.length > 0 || name.includes("/") || standardResources.has(name) || /^(requests\.)?hugepages-/.test(name))
    return naming;
  return [wrong(field, name, "must be a standard resource type or fully qualified")];
}

/** Of a whole pod only these can be asked for. */
export function podResourceName(name: string, field: string): FieldError[] {
  const errors = resourceName(name, field);
  if (errors.length > 0 || name.startsWith("hugepages-")) return errors;
  return oneOf(field, name, ["cpu", "hugepages-", "memory"]);
}

function comparison(name: string, request: string, limit: string | undefined, field: string): FieldError[] {
  const mayExceed = isNative(name) && !name.startsWith("hugepages-");
  if (limit === undefined)
    return mayExceed ? [] : [required(`${field}.limits`, "Limit must be set for non overcommitable resources")];
  const difference = compareQuantities(request, limit);
  if (difference !== 0 && !mayExceed)
    return [wrong(`${field}.requests`, request, `must be equal to ${name} limit of ${limit}`)];
  return difference > 0
    ? [wrong(`${field}.requests`, request, `must be less than or equal to ${name} limit of ${limit}`)]
    : [];
}

function validateClaims(claims: readonly Mutable[] = [], field: string, known: readonly string[]): FieldError[] {
  const seen = new Set<string>();
  const list = known.length === 0 ? " which is empty" : `: ${known.join(", ")}`;
  return claims.flatMap(({ name = "" }, index) => {
    const at = `${field}[${index}]`;
    if (name === "") return [required(at)];
    const errors: FieldError[] = seen.has(name) ? [duplicate(at, name)] : [];
    seen.add(name);
    if (!known.includes(name))
      errors.push({
        type: "notFound",
        field: at,
        value: name,
        detail: `must be one of the names in pod.spec.resourceClaims${list}`,
      });
    return errors;
  });
}

/** How a container's resources change while it runs. */
export function validateResizePolicy(policies: readonly Mutable[] = [], field: string, restartPolicy: unknown) {
  const seen = new Set<string>();
  return policies.flatMap(({ resourceName: name = "", restartPolicy: policy = "" }, index) => {
    const errors = seen.has(name) ? [duplicate(`${field}[${index}]`, name)] : [];
    seen.add(name);
    errors.push(...(name === "" ? [required(field)] : oneOf(field, name, ["cpu", "memory"])));
    errors.push(...(policy === "" ? [required(field)] : oneOf(field, policy, ["NotRequired", "RestartContainer"])));
    if (restartPolicy === "Never" && policy !== "NotRequired")
      errors.push(wrong(field, policy, "must be 'NotRequired' when `restartPolicy` is 'Never'"));
    return errors;
  });
}
