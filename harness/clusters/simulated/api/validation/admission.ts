import { compileProblem } from "../cel/program.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { duplicate, each, oneOf, portNumber, required, wrong } from "./field-errors.ts";
import { qualifiedNameProblems } from "./names.ts";
import { validateLabelSelector } from "./selector.ts";

/** The webhooks of a configuration of either kind. */
export function validateWebhooks(webhooks: readonly Mutable[] = []): FieldError[] {
  const names = new Set<string>();
  return webhooks.flatMap((webhook, index) => {
    const at = `webhooks[${index}]`;
    const errors = [
      ...validateWebhook(webhook, at),
      ...validateReviewVersions(webhook["admissionReviewVersions"], `${at}.admissionReviewVersions`),
    ];
    const { name } = webhook;
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    names.add(name);
    return errors;
  });
}

function validateWebhook(webhook: Mutable, at: string): FieldError[] {
  const { name = "", sideEffects, timeoutSeconds, reinvocationPolicy, rules = [] } = webhook;
  return [
    ...validateDomain(name, `${at}.name`),
    ...rules.flatMap((rule: Mutable, index: number) => validateRule(rule, `${at}.rules[${index}]`)),
    ...oneOf(`${at}.failurePolicy`, webhook["failurePolicy"], ["Fail", "Ignore"]),
    ...oneOf(`${at}.matchPolicy`, webhook["matchPolicy"], ["Equivalent", "Exact"]),
    ...(sideEffects === undefined
      ? [required(`${at}.sideEffects`, "must specify one of None, NoneOnDryRun")]
      : oneOf(`${at}.sideEffects`, sideEffects, ["None", "NoneOnDryRun"])),
    ...(timeoutSeconds < 1 || timeoutSeconds > 30
      ? [wrong(`${at}.timeoutSeconds`, timeoutSeconds, "the timeout value must be between 1 and 30 seconds")]
      : []),
    ...validateLabelSelector(webhook["namespaceSelector"], `${at}.namespaceSelector`),
    ...validateLabelSelector(webhook["objectSelector"], `${at}.objectSelector`),
    ...(reinvocationPolicy === undefined
      ? []
      : oneOf(`${at}.reinvocationPolicy`, reinvocationPolicy, ["IfNeeded", "Never"])),
    ...validateClient(webhook["clientConfig"], `${at}.clientConfig`),
    ...validateConditions(webhook["matchConditions"], `${at}.matchConditions`),
  ];
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

function validateDomain(name: string, at: string): FieldError[] {
  if (name === "") return [required(at)];
  const segments = name.split(".");
  if (segments.length < 3)
    return [wrong(at, name, "should be a domain with at least three segments separated by dots")];
  if (segments.every((segment) => label.test(segment))) return [];
  const problem =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  return [wrong(at, name, problem)];
}

function validateRule(rule: Mutable, at: string): FieldError[] {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [] } = rule;
  const errors: FieldError[] = [];
  if (operations.length === 0) errors.push(required(`${at}.operations`));
  if (operations.length > 1 && operations.includes("*"))
    errors.push(wrong(`${at}.operations`, operations, "if '*' is present, must not specify other operations"));
  operations.forEach((operation: string, index: number) =>
    errors.push(...oneOf(`${at}.operations[${index}]`, operation, ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"])),
  );
  if (apiGroups.length === 0) errors.push(required(`${at}.apiGroups`));
  if (apiGroups.length > 1 && apiGroups.includes("*"))
    errors.push(wrong(`${at}.apiGroups`, apiGroups, "if '*' is present, must not specify other API groups"));
  if (apiVersions.length === 0) errors.push(required(`${at}.apiVersions`));
  if (apiVersions.length > 1 && apiVersions.includes("*"))
    errors.push(wrong(`${at}.apiVersions`, apiVersions, "if '*' is present, must not specify other API versions"));
  if (resources.length === 0) errors.push(required(`${at}.resources`));
  return [...errors, ...oneOf(`${at}.scope`, rule["scope"], ["*", "Cluster", "Namespaced"])];
}

function validateReviewVersions(versions: readonly string[] = [], at: string): FieldError[] {
  if (versions.length === 0) return [required(at, "must specify one of v1, v1beta1")];
  if (versions.some((version) => version === "v1" || version === "v1beta1")) return [];
  return [wrong(at, versions, "must include at least one of v1, v1beta1")];
}

function validateClient({ url, service }: Mutable = {}, at: string): FieldError[] {
  if ((url === undefined) === (service === undefined))
    return [required(at, "exactly one of url or service is required")];
  return url === undefined ? validateService(service, `${at}.service`) : validateUrl(url, `${at}.url`);
}

function validateService({ name = "", namespace = "", port, path }: Mutable, at: string): FieldError[] {
  return [
    ...(name === "" ? [required(`${at}.name`)] : []),
    ...(namespace === "" ? [required(`${at}.namespace`)] : []),
    ...portNumber(`${at}.port`, port).map((error) => ({ ...error, detail: `port is not valid: ${error.detail}` })),
    ...(path === undefined || path.startsWith("/") ? [] : [wrong(`${at}.path`, path, "must start with a '/'")]),
  ];
}

function validateUrl(text: string, at: string): FieldError[] {
  const form = "; desired format: https://host[/path]";
  const [, scheme = "", user, host = "", query, fragment] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^/@?#]*)@)?([^/?#]*)[^?#]*(?:\?([^#]*))?(?:#(.*))?$/i.exec(text) ?? [];
  const errors: FieldError[] = [];
  if (scheme !== "https") errors.push(wrong(at, scheme, `'https' is the only allowed URL scheme${form}`));
  if (host === "") errors.push(wrong(at, host, `host must be specified${form}`));
  if (user !== undefined) errors.push(wrong(at, user, "user information is not permitted in the URL"));
  if (fragment) errors.push(wrong(at, fragment, "fragments are not permitted in the URL"));
  if (query) errors.push(wrong(at, query, "query parameters are not permitted in the URL"));
  return errors;
}

function validateConditions(conditions: readonly Mutable[] = [], at: string): FieldError[] {
  const names = new Set<string>();
  return conditions.flatMap(({ name = "", expression = "" }, index) => {
    const errors = validateExpression(expression, `${at}[${index}].expression`);
    if (name === "") errors.push(required(`${at}[${index}].name`));
    else errors.push(...each(`${at}[${index}].name`, name, qualifiedNameProblems));
    if (names.has(name)) errors.push(duplicate(`${at}[${index}].name`, name));
    names.add(name);
    return errors;
  });
}

function validateExpression(expression: string, at: string): FieldError[] {
  if (expression.trim() === "") return [required(at)];
  const problem = compileProblem(expression);
  return problem === undefined ? [] : [wrong(at, expression, `compilation failed: ${problem}`)];
}

export function validateAdmissionPolicy(spec: Mutable): FieldError[] {
  const { matchConstraints, validations = [], auditAnnotations = [], paramKind } = spec;
  const errors = oneOf("spec.failurePolicy", spec["failurePolicy"], ["Fail", "Ignore"]);
  if (paramKind !== undefined)
    for (const part of ["apiVersion", "kind"])
      if ((paramKind[part] ?? "") === "") errors.push(required(`spec.paramKind.${part}`));
  if (matchConstraints === undefined) errors.push(required("spec.matchConstraints"));
  else {
    errors.push(...validateMatch(matchConstraints, "spec.matchConstraints"));
    if ((matchConstraints.resourceRules ?? []).length === 0)
      errors.push(required("spec.matchConstraints.resourceRules"));
  }
  errors.push(...validateConditions(spec["matchConditions"], "spec.matchConditions"));
  for (const [index, { name = "", expression = "" }] of ((spec["variables"] ?? []) as Mutable[]).entries()) {
    if (name === "") errors.push(required(`spec.variables[${index}].name`, "name is not specified"));
    errors.push(...validateExpression(expression, `spec.variables[${index}].expression`));
  }
  if (validations.length === 0 && auditAnnotations.length === 0)
    for (const part of ["validations", "auditAnnotations"])
      errors.push(required(`spec.${part}`, "validations or auditAnnotations must contain at least one item"));
  validations.forEach((validation: Mutable, index: number) =>
    errors.push(...validateValidation(validation, `spec.validations[${index}]`)),
  );
  return errors;
}

function validateValidation({ expression = "", message, messageExpression, reason }: Mutable, at: string) {
  const errors =
    expression.trim() === ""
      ? [required(`${at}.expression`, "expression is not specified")]
      : validateExpression(expression, `${at}.expression`);
  if (messageExpression !== undefined) errors.push(...validateExpression(messageExpression, `${at}.messageExpression`));
  if (message !== undefined && message.trim() === "")
    errors.push(wrong(`${at}.message`, message, "message must be non-empty if specified"));
  else if (message?.includes("\n"))
    errors.push(wrong(`${at}.message`, message, "message must not contain line breaks"));
  else if (message === undefined && expression.trim().includes("\n"))
    errors.push(required(`${at}.message`, "message must be specified if expression contains line breaks"));
  if (reason !== undefined)
    errors.push(...oneOf(`${at}.reason`, reason, ["Forbidden", "Invalid", "RequestEntityTooLarge"]));
  return errors;
}

function validateMatch(match: Mutable, at: string): FieldError[] {
  return [
    ...oneOf(`${at}.matchPolicy`, match["matchPolicy"], ["Equivalent", "Exact"]),
    ...validateLabelSelector(match["namespaceSelector"], `${at}.namespaceSelector`),
    ...validateLabelSelector(match["objectSelector"], `${at}.objectSelector`),
    ...["resourceRules", "excludeResourceRules"].flatMap((part) =>
      ((match[part] ?? []) as Mutable[]).flatMap((rule, index) => validateRule(rule, `${at}.${part}[${index}]`)),
    ),
  ];
}

export function validateAdmissionPolicyBinding(spec: Mutable): FieldError[] {
  const { policyName = "", matchResources, validationActions = [], paramRef } = spec;
  const errors: FieldError[] = policyName === "" ? [required("spec.policyName")] : [];
  if (paramRef !== undefined) errors.push(...validateParamRef(paramRef));
  if (matchResources !== undefined) errors.push(...validateMatch(matchResources, "spec.matchResouces"));
  validationActions.forEach((action: string, index: number) => {
    errors.push(...oneOf(`spec.validationActions[${index}]`, action, ["Audit", "Deny", "Warn"]));
    if (validationActions.indexOf(action) < index) errors.push(duplicate(`spec.validationActions[${index}]`, action));
  });
  if (validationActions.includes("Deny") && validationActions.includes("Warn"))
    errors.push(wrong("spec.validationActions", validationActions, bothActions));
  if (validationActions.length === 0)
    errors.push(required("spec.validationActions", "at least one validation action is required"));
  return errors;
}

const bothActions =
  "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)";

function validateParamRef({ name = "", selector, parameterNotFoundAction }: Mutable): FieldError[] {
  const errors: FieldError[] = [];
  if (name !== "" && selector !== undefined)
    for (const part of ["name", "selector"])
      errors.push({
        type: "forbidden",
        field: `spec.paramRef.${part}`,
        detail: "name and selector are mutually exclusive",
      });
  if (name === "" && selector === undefined)
    errors.push(required("spec.paramRef", "one of name or selector must be specified"));
  if (parameterNotFoundAction === undefined) errors.push(required("spec.paramRef.parameterNotFoundAction"));
  else errors.push(...oneOf("spec.paramRef.parameterNotFoundAction", parameterNotFoundAction, ["Deny", "Allow"]));
  return errors;
}
