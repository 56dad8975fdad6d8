/** Names of one run's containers, clusters and network. No two runs share one, and `drill clean` finds each by its name. */
export class Names {
  readonly runId: string;

  constructor(runId: string) {
    this.runId = runId;
  }

  get network(): string {
    return `drill-${this.runId}`;
  }

  get registry(): string {
    return `drill-${this.runId}-registry`;
  }

  get proxies(): string {
    return `drill-${this.runId}-proxies`;
  }

  get refusals(): string {
    return `drill-${this.runId}-refusals`;
  }

  cluster(name: string): string {
    return `drill-${this.runId}-${name}`;
  }

  entrance(cluster: string): string {
    return `drill-${this.runId}-${cluster}-entrance`;
  }

  /** Of kind's own making. */
  controlPlane(cluster: string): string {
    return `${this.cluster(cluster)}-control-plane`;
  }
}
