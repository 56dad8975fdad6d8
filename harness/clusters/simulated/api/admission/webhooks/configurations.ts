import type { LabelSelector } from "../../selectors.ts";
import type { Server } from "../../server.ts";
import { forbidden } from "../../status-error.ts";
import { CelError } from "../../cel/program.ts";
import type { Attributes } from "../attributes.ts";
import { variablesOf, type Expressions, type MatchCondition } from "../conditions.ts";
import { isAbout, isExempt, selectsNamespace, selectsObject, type Rule } from "../matching.ts";

/** One webhook of a configuration. */
export interface Webhook {
  readonly name: string;
  readonly clientConfig: ClientConfig;
  readonly rules?: readonly Rule[];
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly matchConditions?: readonly MatchCondition[];
  readonly failurePolicy: "Fail" | "Ignore";
  readonly sideEffects: "None" | "NoneOnDryRun";
  readonly timeoutSeconds: number;
  readonly reinvocationPolicy?: "Never" | "IfNeeded";
  readonly admissionReviewVersions: readonly string[];
}

export interface ClientConfig {
  readonly url?: string;
  readonly service?: {
    readonly namespace: string;
    readonly name: string;
    readonly path?: string;
    readonly port: number;
  };
  /** Base64. */
  readonly caBundle?: string;
}

export type WebhookKind = "mutating" | "validating";

const resources = {
  mutating: "mutatingwebhookconfigurations.admissionregistration.k8s.io",
  validating: "validatingwebhookconfigurations.admissionregistration.k8s.io",
} as const;

const everything = { namespace: undefined, selects: undefined };

export function hasWebhooks({ store }: Server, kind: WebhookKind): boolean {
  return store.list(resources[kind], everything).length > 0;
}

/**
 * The webhooks that want to see a request, in the order of their configurations' names.
 * @throws StatusError 403 when a condition of one cannot be evaluated
 */
export function concerned(
  server: Server,
  kind: WebhookKind,
  expressions: Expressions,
  attributes: Attributes,
): readonly Webhook[] {
  if (isExempt(attributes)) return [];
  const found: Webhook[] = [];
  for (const { webhooks = [] } of server.store.list(resources[kind], everything))
    for (const webhook of webhooks as readonly Webhook[])
      if (isConcerned(server, webhook, expressions, attributes)) found.push(webhook);
  return found;
}

function isConcerned(server: Server, webhook: Webhook, expressions: Expressions, attributes: Attributes): boolean {
  const { rules = [], namespaceSelector, objectSelector, matchConditions = [], failurePolicy } = webhook;
  if (!rules.some((rule) => isAbout(rule, attributes))) return false;
  if (!selectsNamespace(server, namespaceSelector, attributes) || !selectsObject(objectSelector, attributes))
    return false;
  try {
    return expressions.meet(webhook, matchConditions, () => variablesOf(attributes));
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    if (failurePolicy === "Ignore") return false;
    const { resource, name } = attributes;
    throw forbidden({ group: resource.group, resource: resource.plural, name }, error.message);
  }
}
