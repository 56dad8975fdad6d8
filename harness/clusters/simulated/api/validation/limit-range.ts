import type { Mutable } from "../decode.ts";
import { compareQuantities, parseQuantity } from "../quantity.ts";
import type { FieldError } from "../status-error.ts";
import { duplicate, each, prohibited, required, wrong } from "./field-errors.ts";
import { qualifiedNameProblems } from "./names.ts";

const standardTypes = ["Container", "Pod", "PersistentVolumeClaim"];

export function validateLimitRange({ limits = [] }: Mutable): FieldError[] {
  const types = new Set<string>();
  return limits.flatMap((limit: Mutable, index: number) => {
    const at = `spec.limits[${index}]`;
    const { type = "" } = limit;
    const errors = validateType(type, `${at}.type`);
    if (types.has(type)) errors.push(duplicate(`${at}.type`, type));
    types.add(type);
    return [...errors, ...validateParts(limit, at), ...validateAmounts(limit, at)];
  });
}

function validateType(type: string, at: string): FieldError[] {
  const problems = each(at, type, qualifiedNameProblems);
  if (problems.length > 0 || type.includes("/") || standardTypes.includes(type)) return problems;
  return [wrong(at, type, "must be a standard limit type or fully qualified")];
}

function validateParts(limit: Mutable, at: string): FieldError[] {
  const { type, min, max } = limit;
  if (type === "Pod")
    return ["default", "defaultRequest"]
      .filter((part) => limit[part] !== undefined)
      .map((part) => prohibited(`${at}.${part}`, "may not be specified when `type` is 'Pod'"));
  if (type !== "PersistentVolumeClaim" || min?.storage !== undefined || max?.storage !== undefined) return [];
  return [required(`${at}.limits`, "either minimum or maximum storage value is required, but neither was provided")];
}

/** The amounts have to be in the order in which they make sense: min, defaultRequest, default, max. */
function validateAmounts(limit: Mutable, at: string): FieldError[] {
  const { min = {}, max = {}, maxLimitRequestRatio: ratios = {} } = limit;
  const isPod = limit["type"] === "Pod";
  const defaults: Mutable = isPod ? {} : (limit["default"] ?? {});
  const requests: Mutable = isPod ? {} : (limit["defaultRequest"] ?? {});
  const names = new Set([min, max, defaults, requests, ratios].flatMap((amounts) => Object.keys(amounts)));
  return [...names].sort().flatMap((name) => {
    const errors: FieldError[] = [];
    const expect = (low: string | undefined, high: string | undefined, error: () => FieldError) => {
      if (low !== undefined && high !== undefined && compareQuantities(low, high) > 0) errors.push(error());
    };
    const key = (part: string) => `${at}.${part}[${name}]`;
    const [least, most, request, usual, ratio] = [min[name], max[name], requests[name], defaults[name], ratios[name]];
    expect(least, most, () => wrong(key("min"), least, `min value ${least} is greater than max value ${most}`));
    expect(least, request, () =>
      wrong(key("defaultRequest"), request, `min value ${least} is greater than default request value ${request}`),
    );
    expect(request, most, () =>
      wrong(key("defaultRequest"), request, `default request value ${request} is greater than max value ${most}`),
    );
    expect(request, usual, () =>
      wrong(
        key("defaultRequest"),
        request,
        `default request value ${request} is greater than default limit value ${usual}`,
      ),
    );
    expect(least, usual, () =>
      wrong(key("default"), least, `min value ${least} is greater than default value ${usual}`),
    );
    expect(usual, most, () => wrong(key("default"), most, `default value ${usual} is greater than max value ${most}`));
    return [...errors, ...validateRatio(ratio, least, most, key("maxLimitRequestRatio"))];
  });
}

function validateRatio(ratio?: string, least?: string, most?: string, at = ""): FieldError[] {
  if (ratio === undefined) return [];
  const errors: FieldError[] = [];
  if (compareQuantities(ratio, "1") < 0) errors.push(wrong(at, ratio, `ratio ${ratio} is less than 1`));
  if (least === undefined || most === undefined) return errors;
  const number = (text: string) => Number(parseQuantity(text)!.nanos);
  const possible = number(most) / number(least);
  if (number(ratio) / 1e9 > possible)
    errors.push(wrong(at, ratio, `ratio ${ratio} is greater than max/min = ${possible.toFixed(6)}`));
  return errors;
}
