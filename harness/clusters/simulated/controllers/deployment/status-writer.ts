import type { Clock } from "../../../../base/clock.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import { findCondition } from "../../kinds/condition.ts";
import type { Deployment } from "../../kinds/deployment.ts";
import { progressDeadline, withFinding, type Finding } from "./conditions.ts";
import type { Generations } from "./replica-sets.ts";
import { judgeProgress, sameStatus, statusOf } from "./status.ts";

/** Writes what is found out about a deployment into its status; nothing where nothing has changed. */
export class StatusWriter {
  readonly #api: ApiServer;
  readonly #caller: Caller;
  readonly #clock: Clock;

  constructor({ api, caller, clock }: { api: ApiServer; caller: Caller; clock: Clock }) {
    this.#api = api;
    this.#caller = caller;
    this.#clock = clock;
  }

  /** A paused deployment is not measured against its deadline; resuming starts it anew. */
  notePause(deployment: Deployment): Deployment {
    const standing = findCondition(deployment.status?.conditions, "Progressing");
    if (standing?.reason === "ProgressDeadlineExceeded") return deployment;
    const isNoted = standing?.reason === "DeploymentPaused";
    if ((deployment.spec.paused ?? false) === isNoted) return deployment;
    return this.put(this.withProgress(deployment, isNoted ? resumed : paused), deployment);
  }

  /** The deployment with a finding of type Progressing, unless it has no deadline; not written yet. */
  withProgress(deployment: Deployment, finding: Finding): Deployment {
    if (progressDeadline(deployment) === undefined) return deployment;
    const conditions = withFinding(deployment.status?.conditions ?? [], finding, this.#clock.wallTime());
    if (conditions === deployment.status?.conditions) return deployment;
    return { ...deployment, status: { ...deployment.status, conditions } };
  }

  writeCounts(deployment: Deployment, generations: Generations): void {
    const status = statusOf(deployment, generations, this.#clock.wallTime());
    if (!sameStatus(deployment.status, status)) this.put({ ...deployment, status }, deployment);
  }

  writeProgress(deployment: Deployment, generations: Generations): void {
    const counts = statusOf(deployment, generations, this.#clock.wallTime());
    const status = judgeProgress(deployment, generations, counts, this.#clock);
    if (!sameStatus(deployment.status, status)) this.put({ ...deployment, status }, deployment);
  }

  /** Through `/status`, which for deployments carries annotations too: that is how the revision gets there. */
  put(next: Deployment, before: Deployment): Deployment {
    if (next === before) return before;
    const { namespace, name } = next.metadata;
    const options = { caller: this.#caller, subresource: "status" };
    return this.#api.update("deployments.apps", namespace, name, next, options) as Deployment;
  }
}

const paused: Finding = {
  type: "Progressing",
  status: "Unknown",
  reason: "DeploymentPaused",
  message: "Deployment is paused",
};
const resumed: Finding = {
  type: "Progressing",
  status: "Unknown",
  reason: "DeploymentResumed",
  message: "Deployment is resumed",
};
