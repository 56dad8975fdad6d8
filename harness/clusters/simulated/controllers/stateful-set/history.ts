import { StatusError } from "../../api/status-error.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import type { ControllerRevision } from "../../kinds/controller-revision.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { StatefulSet } from "../../kinds/stateful-set.ts";
import type { Index } from "../kit/informer.ts";
import { claim } from "../kit/owners.ts";
import { byAge, nextRevision, Revisions } from "../revisions/revisions.ts";
import { podRevision } from "./pods.ts";

export interface Generations {
  /** What the pods below the partition are of. */
  readonly current: ControllerRevision;
  /** What the set's template is. */
  readonly update: ControllerRevision;
  readonly all: readonly ControllerRevision[];
  readonly collisionCount: number;
}

export interface StatefulHistoryOptions {
  readonly api: ApiServer;
  readonly caller: Caller;
  readonly candidates: Index<ControllerRevision>;
}

/** The revisions of StatefulSets. */
export class StatefulHistory {
  readonly revisions: Revisions;
  readonly #options: StatefulHistoryOptions;

  constructor(options: StatefulHistoryOptions) {
    this.#options = options;
    this.revisions = new Revisions(options);
  }

  /** Makes a revision of a new template, and the newest one of a template that has come back. @throws StatusError */
  sync(set: StatefulSet): Generations {
    const { api, caller, candidates } = this.#options;
    const resource = "controllerrevisions.apps";
    const found = byAge(claim({ api, caller, resource, owner: set, selector: set.spec.selector, candidates }));
    const equal = found.filter((revision) => this.revisions.isOf(revision, set.spec.template)).at(-1);
    const collisions = set.status.collisionCount ?? 0;
    const update =
      equal === undefined
        ? this.#create(set, nextRevision(found), collisions)
        : equal === found.at(-1)
          ? { revision: equal, collisionCount: collisions }
          : { revision: this.revisions.renumber(equal, nextRevision(found)), collisionCount: collisions };
    const others = found.filter(({ metadata }) => metadata.name !== update.revision.metadata.name);
    const all = [...others, update.revision];
    const current = all.find(({ metadata }) => metadata.name === set.status.currentRevision) ?? update.revision;
    return { current, update: update.revision, all, collisionCount: update.collisionCount };
  }

  /** Forgets what neither the set nor one of its pods is of, beyond the history limit. */
  truncate(set: StatefulSet, { current, update, all }: Generations, pods: readonly Pod[]): void {
    const live = new Set([current.metadata.name, update.metadata.name, ...pods.map(podRevision)]);
    const dead = all.filter(({ metadata }) => !live.has(metadata.name));
    this.revisions.forget(dead, dead.length - set.spec.revisionHistoryLimit);
  }

  #create(
    owner: StatefulSet,
    revision: number,
    collisions: number,
  ): { revision: ControllerRevision; collisionCount: number } {
    const template = owner.spec.template;
    for (let collisionCount = collisions; ; collisionCount++)
      try {
        const hashLabel = "controller.kubernetes.io/hash";
        const created = this.revisions.create({ owner, template, revision, collisions: collisionCount, hashLabel });
        return { revision: created, collisionCount };
      } catch (error) {
        if (!(error instanceof StatusError) || error.reason !== "AlreadyExists") throw error;
      }
  }
}
