import type { KubernetesObject } from "../../../../kubernetes.ts";
import { CelError, toCel } from "../../cel/program.ts";
import type { Mutable } from "../../decode.ts";
import { matches, requirementsOf, type LabelSelector } from "../../selectors.ts";
import { apiVersionOf, nameOf, type Server } from "../../server.ts";
import { StatusError } from "../../status-error.ts";
import type { Attributes } from "../attributes.ts";
import { variablesOf, type Expressions, type Variables } from "../conditions.ts";
import { isAbout, isExempt, selectsNamespace, selectsObject, type Rule } from "../matching.ts";
import { evaluatePolicy } from "./evaluation.ts";

const policies = "validatingadmissionpolicies.admissionregistration.k8s.io";
const bindings = "validatingadmissionpolicybindings.admissionregistration.k8s.io";
const everything = { namespace: undefined, selects: undefined };

export function hasPolicies({ store }: Server): boolean {
  return store.list(bindings, everything).length > 0 && store.list(policies, everything).length > 0;
}

/**
 * Asks every ValidatingAdmissionPolicy that a binding puts in force. Those that say no do so as the binding wants: by a
 * refusal, a warning, or silently.
 * @throws StatusError of the first refusal
 */
export function enforcePolicies(server: Server, expressions: Expressions, attributes: Attributes): void {
  if (isExempt(attributes)) return;
  const refusals: StatusError[] = [];
  let variables: Variables | undefined;
  for (const policy of server.store.list(policies, everything)) {
    if (!isMatched(server, policy["spec"].matchConstraints, attributes)) continue;
    for (const binding of server.store.list(bindings, everything)) {
      if (binding["spec"].policyName !== policy.metadata.name) continue;
      if (!isMatched(server, binding["spec"].matchResources, attributes)) continue;
      variables ??= withNamespace(server, attributes);
      const head = `ValidatingAdmissionPolicy '${policy.metadata.name}' with binding '${binding.metadata.name}'`;
      const actions: readonly string[] = binding["spec"].validationActions ?? [];
      for (const { message, reason } of findings(server, expressions, { policy, binding, variables }, attributes)) {
        if (actions.includes("Deny")) refusals.push(refusal(attributes, `${head} denied request: ${message}`, reason));
        if (actions.includes("Warn")) attributes.request.warn?.(`Validation failed for ${head}: ${message}`);
      }
    }
  }
  if (refusals[0] !== undefined) throw refusals[0];
}

interface Matter {
  readonly policy: KubernetesObject;
  readonly binding: KubernetesObject;
  readonly variables: Variables;
}

function findings(server: Server, expressions: Expressions, matter: Matter, { namespace }: Attributes) {
  const { policy, binding, variables } = matter;
  try {
    return paramsOf(server, policy, binding, namespace).flatMap((params) =>
      evaluatePolicy(expressions, policy, { ...variables, params: toCel(params ?? null) }),
    );
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    const message = `failed to configure binding: ${error.message}`;
    return policy["spec"].failurePolicy === "Ignore" ? [] : [{ message, reason: undefined }];
  }
}

function withNamespace(server: Server, attributes: Attributes): Variables {
  const { resource, namespace } = attributes;
  const found = resource.namespaced ? server.store.get("namespaces", "", namespace) : undefined;
  return { ...variablesOf(attributes), namespaceObject: toCel(found ?? null) };
}

interface MatchResources {
  readonly resourceRules?: readonly Rule[];
  readonly excludeResourceRules?: readonly Rule[];
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
}

/** Without rules, as in a binding, every resource matches. */
function isMatched(server: Server, match: MatchResources | undefined, attributes: Attributes): boolean {
  if (match === undefined) return true;
  const { resourceRules = [], excludeResourceRules = [] } = match;
  return (
    !excludeResourceRules.some((rule) => isAbout(rule, attributes)) &&
    (resourceRules.length === 0 || resourceRules.some((rule) => isAbout(rule, attributes))) &&
    selectsNamespace(server, match.namespaceSelector, attributes) &&
    selectsObject(match.objectSelector, attributes)
  );
}

interface ParamRef {
  readonly name?: string;
  readonly namespace?: string;
  readonly selector?: LabelSelector;
  readonly parameterNotFoundAction?: string;
}

/**
 * The objects that parametrise a policy through a binding; one undefined where it takes none.
 * @throws CelError when they are required and missing
 */
function paramsOf(
  server: Server,
  { spec: { paramKind } }: KubernetesObject,
  { spec: { paramRef } }: KubernetesObject,
  requestNamespace: string,
): readonly (KubernetesObject | undefined)[] {
  if (paramKind === undefined || paramRef === undefined) return [undefined];
  const resource = [...Object.values(server.kinds.builtIn), ...server.kinds.own()].find(
    (known) => known.kind === paramKind.kind && apiVersionOf(known) === paramKind.apiVersion,
  );
  if (resource === undefined)
    throw new CelError(`failed to find resource referenced by paramKind: '${gvk(paramKind)}'`);
  const { name, namespace = requestNamespace, selector, parameterNotFoundAction } = paramRef as ParamRef;
  const scope = resource.namespaced ? namespace : "";
  if (resource.namespaced && scope === "")
    throw new CelError("cannot use namespaced paramRef in policy binding that matches cluster-scoped resources");
  const requirements = requirementsOf(selector) ?? [];
  const found =
    name !== undefined
      ? [server.store.get(nameOf(resource), scope, name)].filter((params) => params !== undefined)
      : server.store.list(nameOf(resource), {
          namespace: resource.namespaced ? scope : undefined,
          selects: ({ metadata }) => matches(requirements, metadata.labels),
        });
  if (found.length === 0 && parameterNotFoundAction === "Deny")
    throw new CelError("no params found for policy binding with `Deny` parameterNotFoundAction");
  return found;
}

function gvk({ apiVersion = "", kind }: Mutable): string {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  return `${group}/${version}, Kind=${kind}`;
}

const codes: Readonly<Record<string, number>> = { Forbidden: 403, Unauthorized: 401, RequestEntityTooLarge: 413 };

/** The real server words it as a 403 whatever the reason. */
function refusal({ resource, name, object }: Attributes, message: string, reason = "Invalid"): StatusError {
  const { group, plural } = resource;
  const shown = name || object?.metadata?.name || object?.metadata?.generateName || "Unknown";
  const qualified = group === "" ? plural : `${plural}.${group}`;
  return new StatusError(codes[reason] ?? 422, reason, `${qualified} "${shown}" is forbidden: ${message}`, {
    name: shown,
    ...(group === "" ? {} : { group }),
    kind: plural,
    causes: [{ message }],
  });
}
