import type { KubernetesObject } from "../../../../kubernetes.ts";
import type { Server } from "../../server.ts";
import { badRequest, StatusError } from "../../status-error.ts";
import type { Attributes } from "../attributes.ts";
import { requestOf, type Expressions } from "../conditions.ts";
import { concerned, hasWebhooks, type Webhook, type WebhookKind } from "./configurations.ts";
import { readResponse, type Outcome, type Response, type WebhookCaller } from "./outcome.ts";
import { AwaitingWebhook, Round, Rounds } from "./rounds.ts";
import { targetOf } from "./target.ts";

/** The webhooks of one cluster. */
export class Webhooks {
  readonly #server: Server;
  readonly #expressions: Expressions;
  readonly #call: WebhookCaller;
  readonly #rounds = new Rounds();

  constructor(server: Server, expressions: Expressions, call: WebhookCaller) {
    this.#server = server;
    this.#expressions = expressions;
    this.#call = call;
  }

  has(kind: WebhookKind): boolean {
    return hasWebhooks(this.#server, kind);
  }

  /** Runs a verb so that what it makes up stays the same when it has to be run again. @param request what is asked */
  round<T>(request: () => unknown, verb: (round: Round) => T): T {
    const server = this.#server;
    return this.#rounds.run(JSON.stringify(request()), () => new Round(server.random.uuid(), server.now()), verb);
  }

  /**
   * Lets the mutating webhooks change an object, one after the other; those that want to see what the later ones have
   * changed are asked once more.
   * @param patch applies a patch to the object and gives what becomes of it
   * @throws StatusError, AwaitingWebhook
   */
  mutate(
    attributes: Attributes,
    round: Round,
    patch: (current: Attributes, operations: readonly unknown[]) => Attributes,
  ): void {
    let current = attributes;
    const seen = new Map<Webhook, KubernetesObject | undefined>();
    for (const pass of [0, 1]) {
      const before = current;
      for (const webhook of concerned(this.#server, "mutating", this.#expressions, current)) {
        const again = webhook.reinvocationPolicy === "IfNeeded" && seen.get(webhook) !== current.object;
        if (pass === 1 && seen.has(webhook) && !again) continue;
        const call = this.#prepare("mutating", webhook, current, round, pass);
        const outcome = round.outcome(call.key);
        if (outcome === undefined) throw new AwaitingWebhook(round.ask(call.key, call.make));
        const response = this.#judge(webhook, outcome, call.uid, current, "mutating");
        if (response !== undefined && response.patch.length > 0) {
          if (current.object === undefined)
            throw internalError(
              `admission webhook ${JSON.stringify(webhook.name)} attempted to modify the object, which is not supported for this operation`,
            );
          current = patch(current, response.patch);
        }
        seen.set(webhook, current.object);
      }
      if (current === before) return;
    }
  }

  /** Asks the validating webhooks, all at once. @throws StatusError of the first that refuses, AwaitingWebhook */
  validate(attributes: Attributes, round: Round): void {
    const calls = concerned(this.#server, "validating", this.#expressions, attributes).map((webhook) => ({
      webhook,
      ...this.#prepare("validating", webhook, attributes, round, 0),
    }));
    const waiting = calls.filter(({ key }) => round.outcome(key) === undefined);
    if (waiting.length > 0) {
      const answers = waiting.map(({ key, make }) => round.ask(key, make));
      throw new AwaitingWebhook(Promise.all(answers).then(() => undefined));
    }
    for (const { webhook, key, uid } of calls) this.#judge(webhook, round.outcome(key)!, uid, attributes, "validating");
  }

  #prepare(kind: WebhookKind, webhook: Webhook, attributes: Attributes, round: Round, pass: number) {
    if (attributes.request.dryRun === true && !/^None(OnDryRun)?$/.test(webhook.sideEffects))
      throw badRequest(`admission webhook ${JSON.stringify(webhook.name)} does not support dry run`);
    const { object, oldObject } = attributes;
    const version = webhook.admissionReviewVersions.find((name) => name === "v1" || name === "v1beta1") ?? "v1";
    const review = { ...requestOf(attributes), object: object ?? null, oldObject: oldObject ?? null };
    const content = JSON.stringify(review);
    const key = JSON.stringify([kind, webhook.name, webhook.clientConfig, pass, content]);
    const uid = round.uidOf(key);
    const body = `{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/${version}","request":{"uid":"${uid}",${content.slice(1)}}`;
    const { timeoutSeconds } = webhook;
    const make = async (): Promise<Outcome> => {
      const target = targetOf(this.#server, webhook);
      return "why" in target ? { kind: "failed", why: target.why } : this.#call({ ...target, timeoutSeconds, body });
    };
    return { key, uid, make };
  }

  /** @returns undefined when a failure is to be ignored */
  #judge(
    webhook: Webhook,
    outcome: Outcome,
    uid: string,
    { request }: Attributes,
    kind: WebhookKind,
  ): Response | undefined {
    const response =
      outcome.kind === "failed"
        ? `failed to call webhook: ${outcome.why}`
        : readResponse(outcome.body, uid, kind === "mutating");
    if (typeof response === "string") {
      if (webhook.failurePolicy === "Ignore") return undefined;
      throw internalError(`failed calling webhook ${JSON.stringify(webhook.name)}: ${response}`);
    }
    for (const warning of response.warnings) request.warn?.(warning);
    if (response.allowed) return response;
    throw denial(webhook.name, response.status ?? {});
  }
}

function internalError(why: string): StatusError {
  return new StatusError(500, "InternalError", `Internal error occurred: ${why}`, { causes: [{ message: why }] });
}

/** The webhook's own status with a message that says who refused. */
function denial(webhook: string, status: Readonly<Record<string, unknown>>): StatusError {
  const {
    code,
    reason = "",
    message = "",
    details,
  } = status as {
    readonly code?: number;
    readonly reason?: string;
    readonly message?: string;
    readonly details?: object;
  };
  const head = `admission webhook ${JSON.stringify(webhook)} denied the request`;
  const text = message || reason;
  return new StatusError(
    code === undefined || code < 400 ? 400 : code,
    reason,
    text === "" ? `${head} without explanation` : `${head}: ${text}`,
    details,
  );
}
