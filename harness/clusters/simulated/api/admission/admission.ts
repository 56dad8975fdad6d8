import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import type { Server } from "../server.ts";
import { forbidden } from "../status-error.ts";
import type { Attributes } from "./attributes.ts";
import { admitClaimGrowth } from "./claim-growth.ts";
import { Expressions } from "./conditions.ts";
import { limitRangesOf, limitViolation } from "./limit-ranges.ts";
import { enforcePolicies, hasPolicies } from "./policies/policies.ts";
import { checkPodSecurity } from "./pod-security/pod-security.ts";
import { patched } from "./patched.ts";
import { validatePriorityClass } from "./priority-classes.ts";
import type { WebhookCaller } from "./webhooks/outcome.ts";
import type { Round } from "./webhooks/rounds.ts";
import { Webhooks } from "./webhooks/webhooks.ts";

/**
 * What stands between a valid request and the store, in the order of the real server: what the built-in plug-ins add (a
 * resource's `admit`), mutating webhooks; then, when the object is valid, limits, policies, validating webhooks, and last
 * the quota. Where no such object exists a write costs a few look-ups.
 */
export class Admission {
  readonly #server: Server;
  readonly #expressions = new Expressions();
  readonly #webhooks: Webhooks;
  /** Of the verb that is running, where there are webhooks. */
  #round: Round | undefined;

  constructor(server: Server, call: WebhookCaller) {
    this.#server = server;
    this.#webhooks = new Webhooks(server, this.#expressions, call);
  }

  /** The round whose names and time the running verb has to use. */
  get round(): Round | undefined {
    return this.#round;
  }

  /**
   * Runs a verb that may have to wait for webhooks.
   * @param request everything that the verb is asked; the same in every run
   * @throws AwaitingWebhook, besides what the verb throws
   */
  run<T>(request: () => unknown, verb: () => T): T {
    if (!this.#webhooks.has("mutating") && !this.#webhooks.has("validating")) return verb();
    return this.#webhooks.round(request, (round) => {
      const outer = this.#round;
      this.#round = round;
      try {
        return verb();
      } finally {
        this.#round = outer;
      }
    });
  }

  /** What the mutating webhooks make of an object, which is the same when there is nothing to change. */
  mutate(attributes: Attributes, object: Mutable): Mutable {
    const round = this.#round;
    if (round === undefined || !this.#webhooks.has("mutating")) return object;
    let result = object;
    this.#webhooks.mutate(withoutOwnName(attributes), round, (current, operations) => {
      result = patched(current, result, operations);
      return { ...current, object: shown(current.resource, result, attributes.name) };
    });
    return result;
  }

  /** @throws StatusError of the first that refuses; AwaitingWebhook */
  validate(attributes: Attributes): void {
    const server = this.#server;
    this.#checkLimits(attributes);
    checkPodSecurity(server, attributes);
    admitClaimGrowth(server, attributes);
    if (attributes.resource.plural === "priorityclasses") validatePriorityClass(server, attributes);
    const round = this.#round !== undefined && this.#webhooks.has("validating") ? this.#round : undefined;
    const isGoverned = hasPolicies(server);
    if (round === undefined && !isGoverned) return;
    const matter = complete(attributes);
    if (isGoverned) enforcePolicies(server, this.#expressions, matter);
    if (round !== undefined) this.#webhooks.validate(matter, round);
  }

  #checkLimits({ operation, resource, subresource, namespace, object, oldObject, name }: Attributes): void {
    if (object === undefined || oldObject?.metadata.deletionTimestamp !== undefined) return;
    if (resource.group !== "") return;
    const isPod = resource.plural === "pods" && (operation === "CREATE" || subresource === "resize");
    const isClaim = resource.plural === "persistentvolumeclaims" && subresource === undefined;
    if (!isPod && !isClaim) return;
    for (const range of limitRangesOf(this.#server, namespace)) {
      const problem = limitViolation(isPod ? "pods" : "persistentvolumeclaims", object, range);
      if (problem !== undefined)
        throw forbidden({ group: "", resource: resource.plural, name: name || object.metadata.name }, problem);
    }
  }
}

/** With the object in the form in which everybody sees it. */
function complete(attributes: Attributes): Attributes {
  const { object, resource, subresource } = attributes;
  if (object === undefined || subresource === "scale") return attributes;
  return { ...attributes, object: shown(resource, object as unknown as Mutable, object.metadata.name) };
}

function withoutOwnName(attributes: Attributes): Attributes {
  const { object, resource, name } = attributes;
  return object === undefined
    ? attributes
    : { ...attributes, object: shown(resource, object as unknown as Mutable, name) };
}

/** An object as it is sent before it has a version and, where it gets one, a name. */
function shown(
  { group, version, kind }: Attributes["resource"],
  { apiVersion: _a, kind: _k, metadata, ...rest }: Mutable,
  name: string,
): KubernetesObject {
  const { resourceVersion, name: own, ...others } = metadata as Mutable;
  return {
    apiVersion: group === "" ? version : `${group}/${version}`,
    kind,
    metadata: {
      ...(name === "" ? {} : { name: own }),
      ...others,
      ...((resourceVersion ?? "") === "" ? {} : { resourceVersion }),
    },
    ...rest,
  } as unknown as KubernetesObject;
}
