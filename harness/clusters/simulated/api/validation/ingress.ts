import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { each, required, wrong } from "./field-errors.ts";
import { subdomainProblems } from "./names.ts";

export function validateIngress(spec: Mutable): FieldError[] {
  const rules: readonly Mutable[] = spec["rules"] ?? [];
  if (rules.length === 0 && spec["defaultBackend"] === undefined)
    return [wrong("spec", null, "either `defaultBackend` or `rules` must be specified")];
  return rules.flatMap(({ host = "", http }, index) => {
    const at = `spec.rules[${index}]`;
    const plain = host.startsWith("*.") ? host.slice(2) : host;
    const naming = host === "" ? [] : each(`${at}.host`, host, () => subdomainProblems(plain));
    return [...naming, ...validatePaths(http?.paths, `${at}.http.paths`)];
  });
}

function validatePaths(paths: readonly Mutable[] = [], field: string): FieldError[] {
  return paths.flatMap(({ path = "", pathType }, index) => {
    const at = `${field}[${index}]`;
    if (pathType === undefined) return [required(`${at}.pathType`, "pathType must be specified")];
    return pathType === "ImplementationSpecific" || path.startsWith("/")
      ? []
      : [wrong(`${at}.path`, path, "must be an absolute path")];
  });
}
