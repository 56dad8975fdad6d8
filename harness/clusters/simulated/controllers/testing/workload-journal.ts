import type { KubernetesObject } from "../../../kubernetes.ts";
import type { WatchEvent } from "../../api/verbs.ts";
import type { Condition } from "../../kinds/condition.ts";

/** What could be seen of a StatefulSet, DaemonSet, Job or CronJob, without what differs between two clusters. */
export interface WorkloadJournal {
  /** The workload's status, each time that it changed. */
  readonly status: readonly string[];
  /** What was said of the workload in events. */
  readonly events: readonly string[];
  /** Pods as they were created and marked for deletion, with the revision that they are of. */
  readonly pods: readonly string[];
  readonly revisions: readonly string[];
}

/** Keeps a journal of watch events in the order in which the objects were written. */
export class WorkloadJournalist {
  readonly journal = {
    status: [] as string[],
    events: [] as string[],
    pods: [] as string[],
    revisions: [] as string[],
  };
  readonly #aliases = new Map<string, string>();
  readonly #numbers = new Map<string, string>();
  /** How far each pod has come, by uid. */
  readonly #stages = new Map<string, string>();
  readonly #workload: string;
  #kind = "";

  constructor(workload: string) {
    this.#workload = workload;
  }

  take({ type, object }: WatchEvent): void {
    if (object.kind === "Event") this.#takeEvent(type, object);
    else if (object.kind === "Pod") this.#takePod(type, object);
    else if (object.kind === "ControllerRevision") this.#takeRevision(type, object);
    else if (object.metadata.name === this.#workload) this.#takeStatus(type, object);
  }

  #takeStatus(type: WatchEvent["type"], { kind, status }: KubernetesObject): void {
    if (kind !== "StatefulSet" && kind !== "DaemonSet" && kind !== "Job" && kind !== "CronJob") return;
    this.#kind = kind;
    const text = type === "DELETED" ? "gone" : this.#spell(status ?? {});
    if (this.journal.status.at(-1) !== text) this.journal.status.push(text);
  }

  #takeEvent(type: WatchEvent["type"], { involvedObject, reason, message, count, ...event }: KubernetesObject): void {
    if (type === "DELETED" || involvedObject.kind !== this.#kind || involvedObject.name !== this.#workload) return;
    this.journal.events.push(
      `${event["type"]} ${reason} ${this.#anonymous(message)}${count > 1 ? ` (x${count})` : ""}`,
    );
  }

  #takePod(type: WatchEvent["type"], { metadata }: KubernetesObject): void {
    const revision = metadata.labels?.["controller-revision-hash"];
    const stage = type === "DELETED" ? "gone" : metadata.deletionTimestamp === undefined ? "created" : "deleted";
    if (this.#stages.get(metadata.uid!) === stage) return;
    this.#stages.set(metadata.uid!, stage);
    const of = revision === undefined ? "" : ` of ${this.#aliasOf("revision", revision.replace(/^.*-/, ""))}`;
    this.journal.pods.push(`${this.#anonymous(metadata.name)} ${stage}${of}`);
  }

  #takeRevision(type: WatchEvent["type"], { metadata, revision }: KubernetesObject): void {
    const alias = this.#aliasOf("revision", metadata.name.replace(/^.*-/, ""));
    this.journal.revisions.push(`${alias}: ${type === "DELETED" ? "gone" : revision}`);
  }

  #spell(status: Record<string, unknown>): string {
    const parts: string[] = [];
    for (const [key, value] of Object.entries(status).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (key === "conditions")
        parts.push((value as Condition[]).map((condition) => spellCondition(condition)).join(", "));
      else if (key === "startTime" || key === "completionTime" || key.startsWith("last")) parts.push(`${key} set`);
      else if (key === "uncountedTerminatedPods") parts.push(`uncounted ${spellUncounted(value as Uncounted)}`);
      else if (key === "active" && Array.isArray(value)) parts.push(`active ${value.length}`);
      else if (typeof value === "object") parts.push(`${key} ${JSON.stringify(value)}`);
      else parts.push(`${key} ${this.#anonymous(String(value))}`);
    }
    return parts.join("; ");
  }

  /** Names that were generated get numbers in the order in which they appear. */
  #anonymous(text: string): string {
    const name = this.#workload;
    return text
      .replaceAll(new RegExp(`\\b${name}-[0-9a-z]{8,10}\\b`, "g"), (full) =>
        this.#aliasOf("revision", full.slice(name.length + 1)),
      )
      .replaceAll(new RegExp(`\\b${name}-([0-9]-)?[bcdfghjklmnpqrstvwxz2456789]{5}\\b`, "g"), (full) =>
        this.#aliasOf("pod", full),
      );
  }

  #aliasOf(kind: "revision" | "pod", name: string): string {
    let alias = this.#aliases.get(name);
    if (alias === undefined) {
      const number = Number(this.#numbers.get(kind) ?? 0) + 1;
      this.#numbers.set(kind, String(number));
      this.#aliases.set(name, (alias = `${kind} ${number}`));
    }
    return alias;
  }
}

function spellCondition({ type, status, reason = "", message = "" }: Condition): string {
  return `${type}=${status} ${reason} ${message}`.trim();
}

interface Uncounted {
  readonly succeeded?: readonly string[];
  readonly failed?: readonly string[];
}

function spellUncounted({ succeeded = [], failed = [] }: Uncounted): string {
  return `${succeeded.length} succeeded ${failed.length} failed`;
}
