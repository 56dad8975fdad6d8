import { StatusError } from "../../api/status-error.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import type { ControllerRevision } from "../../kinds/controller-revision.ts";
import type { DaemonSet } from "../../kinds/daemon-set.ts";
import type { Pod } from "../../kinds/pod.ts";
import type { Index } from "../kit/informer.ts";
import { claim } from "../kit/owners.ts";
import { byAge, nextRevision, Revisions } from "../revisions/revisions.ts";
import { revisionLabel } from "./daemon-pods.ts";

export interface DaemonHistoryOptions {
  readonly api: ApiServer;
  readonly caller: Caller;
  readonly candidates: Index<ControllerRevision>;
}

export interface Generations {
  /** What the set's template is, and its hash. */
  readonly current: ControllerRevision;
  readonly hash: string;
  readonly old: readonly ControllerRevision[];
  readonly collisionCount: number;
}

/** The revisions of DaemonSets. */
export class DaemonHistory {
  readonly #options: DaemonHistoryOptions;
  readonly #revisions: Revisions;

  constructor(options: DaemonHistoryOptions) {
    this.#options = options;
    this.#revisions = new Revisions(options);
  }

  /** Makes a revision of a new template, and the newest one of a template that has come back. @throws StatusError */
  sync(set: DaemonSet): Generations {
    const { api, caller, candidates } = this.#options;
    const resource = "controllerrevisions.apps";
    const found = byAge(claim({ api, caller, resource, owner: set, selector: set.spec.selector, candidates }));
    const equal = found.filter((revision) => this.#revisions.isOf(revision, set.spec.template)).at(-1);
    const old = found.filter((revision) => revision !== equal);
    const wanted = nextRevision(old);
    const standing = set.status.collisionCount ?? 0;
    const { current, collisionCount } =
      equal === undefined
        ? this.#create(set, wanted, standing)
        : {
            current: equal.revision < wanted ? this.#revisions.renumber(equal, wanted) : equal,
            collisionCount: standing,
          };
    return { current, hash: current.metadata.labels![revisionLabel]!, old, collisionCount };
  }

  /** Forgets what no pod is of, as far as there is more than the history limit allows. */
  truncate({ spec }: DaemonSet, { old }: Generations, pods: readonly Pod[]): void {
    const live = new Set(pods.map(({ metadata }) => metadata.labels?.[revisionLabel]));
    const dead = old.filter(({ metadata }) => !live.has(metadata.labels?.[revisionLabel]));
    this.#revisions.forget(dead, old.length - spec.revisionHistoryLimit);
  }

  #create(
    owner: DaemonSet,
    revision: number,
    collisions: number,
  ): { current: ControllerRevision; collisionCount: number } {
    const { template } = owner.spec;
    for (let collisionCount = collisions; ; collisionCount++)
      try {
        const options = { owner, template, revision, collisions: collisionCount, hashLabel: revisionLabel };
        return { current: this.#revisions.create(options), collisionCount };
      } catch (error) {
        if (!(error instanceof StatusError) || error.reason !== "AlreadyExists") throw error;
      }
  }
}
