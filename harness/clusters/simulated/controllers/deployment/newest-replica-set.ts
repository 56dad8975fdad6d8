import { isNamespaceTerminating } from "../kit/refusals.ts";
import { renewedMetadata } from "../kit/renewed-metadata.ts";
import type { StatusError } from "../../api/status-error.ts";
import { isRefusal } from "../../api/admission/webhooks/awaiting.ts";
import type { EventRecorder } from "../../events.ts";
import { findCondition } from "../../kinds/condition.ts";
import type { Deployment } from "../../kinds/deployment.ts";
import type { ReplicaSet } from "../../kinds/replica-set.ts";
import { revisionAnnotation, revisionOf } from "./annotations.ts";
import type { Finding } from "./conditions.ts";
import type { ReplicaSetWriter } from "./replica-set-writer.ts";
import { generations, sortOut, type Generations } from "./replica-sets.ts";
import { newReplicas } from "./rolling-update.ts";
import type { StatusWriter } from "./status-writer.ts";
import { templateHash, TemplateTexts } from "./template-hash.ts";

/** A deployment and its ReplicaSets as one step sees them. */
export interface Present {
  readonly deployment: Deployment;
  readonly generations: Generations;
}

/** Finds, renumbers and creates the ReplicaSet of a deployment's present template. */
export class NewestReplicaSet {
  readonly #writer: ReplicaSetWriter;
  readonly #status: StatusWriter;
  readonly #events: EventRecorder;
  readonly #texts = new TemplateTexts();

  constructor({ writer, status, events }: { writer: ReplicaSetWriter; status: StatusWriter; events: EventRecorder }) {
    this.#writer = writer;
    this.#status = status;
    this.#events = events;
  }

  sortOut(deployment: Deployment, sets: readonly ReplicaSet[]): Generations {
    const text = this.#texts.textOf(deployment.spec.template);
    return sortOut(sets, (set) => this.#texts.textOf(set.spec.template) === text);
  }

  /** Gives one that exists already the revision after all others, and the deployment the same. */
  syncRevision(deployment: Deployment, { newest: found, old }: Generations): Present {
    if (found === undefined) return { deployment, generations: generations(undefined, old) };
    const newest = this.#writer.refresh(deployment, found, nextRevision(old));
    const numbered = withRevision(deployment, revisionOf(newest));
    const isNoted = findCondition(deployment.status?.conditions, "Progressing") !== undefined;
    const message = `Found new replica set "${newest.metadata.name}"`;
    const noted = isNoted ? numbered : this.#status.withProgress(numbered, progress("FoundNewReplicaSet", message));
    return { deployment: this.#status.put(noted, deployment), generations: generations(newest, old) };
  }

  /** Undefined where the namespace is going away and nothing can be created any more. */
  ensure(present: Present): Present | undefined {
    const { deployment, generations: before } = present;
    if (before.newest !== undefined) return present;
    const revision = nextRevision(before.old);
    const hash = templateHash(this.#texts.textOf(deployment.spec.template), deployment.status?.collisionCount ?? 0);
    const replicas = newReplicas(deployment, before.old, undefined);
    let newest: ReplicaSet;
    try {
      newest = this.#writer.create(deployment, { hash, replicas, revision });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (isNamespaceTerminating(error)) return undefined;
      this.#noteRefusal(deployment, `${deployment.metadata.name}-${hash}`, error);
      throw error;
    }
    const numbered = withRevision(deployment, revision);
    const noted = isJustResumed(deployment) ? numbered : this.#status.withProgress(numbered, created(newest));
    return { deployment: this.#status.put(noted, deployment), generations: generations(newest, before.old) };
  }

  /** A name that another template's ReplicaSet holds makes the next attempt hash differently. */
  #noteRefusal(deployment: Deployment, name: string, error: StatusError): void {
    if (error.reason === "AlreadyExists") {
      const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
      this.#status.put({ ...deployment, status: { ...deployment.status, collisionCount } }, deployment);
      return;
    }
    const message = `Failed to create new replica set "${name}": ${error.message}`;
    const finding = { ...progress("ReplicaSetCreateError", message), status: "False" } as const;
    this.#status.put(this.#status.withProgress(deployment, finding), deployment);
    this.#events.record(deployment, { type: "Warning", reason: "ReplicaSetCreateError", message });
  }
}

/**
 * The real controller, having just written that the deployment is resumed, loses its next finding to a conflict with
 * itself; what can be seen is that resuming is followed by progress and never by a creation.
 */
function isJustResumed({ status }: Deployment): boolean {
  return findCondition(status?.conditions, "Progressing")?.reason === "DeploymentResumed";
}

function created({ metadata }: ReplicaSet): Finding {
  return progress("NewReplicaSetCreated", `Created new replica set "${metadata.name}"`);
}

function progress(reason: string, message: string): Finding {
  return { type: "Progressing", status: "True", reason, message };
}

function nextRevision(old: readonly ReplicaSet[]): bigint {
  let highest = 0n;
  for (const set of old) {
    const revision = revisionOf(set);
    if (revision > highest) highest = revision;
  }
  return highest + 1n;
}

function withRevision(deployment: Deployment, revision: bigint): Deployment {
  if (revisionOf(deployment) === revision) return deployment;
  const annotations = { ...deployment.metadata.annotations, [revisionAnnotation]: String(revision) };
  return { ...deployment, metadata: renewedMetadata(deployment.metadata, { annotations }) };
}
