import type { LiveContext } from "./context.ts";

/** What was written to the clusters, as far as it is on the timeline. */
export class Writes {
  readonly #context: Pick<LiveContext, "clusters" | "clock" | "signal" | "emit">;
  readonly #read = new Map<string, number>();

  constructor(context: Pick<LiveContext, "clusters" | "clock" | "signal" | "emit">) {
    this.#context = context;
  }

  /** Puts what is new onto the timeline. */
  collect(): void {
    const { clusters, emit } = this.#context;
    for (const cluster of clusters) {
      const read = this.#read.get(cluster.name) ?? 0;
      const fresh = cluster.writes?.(read) ?? [];
      for (const { at, ...write } of fresh) emit({ type: "apiWrite", cluster: cluster.name, ...write }, at);
      this.#read.set(cluster.name, read + fresh.length);
    }
  }

  /** Reads up to now, and says of each cluster whether that could be done. */
  async close(): Promise<void> {
    const { clusters, clock, emit } = this.#context;
    const until = clock.now();
    const unread = await this.#catchUp();
    this.collect();
    for (const { name, writes } of clusters)
      if (writes !== undefined && !unread.has(name))
        emit({ type: "auditRead", cluster: name, until, writes: this.#read.get(name) ?? 0 });
  }

  /** Names of the clusters of which not all writes could be read. Nobody counts those of an aborted drill. */
  async #catchUp(): Promise<ReadonlySet<string>> {
    const { clusters, signal, emit } = this.#context;
    const behind = clusters.filter(({ catchUpOnWrites }) => catchUpOnWrites !== undefined);
    if (signal.aborted) return new Set(behind.map(({ name }) => name));
    const unread = new Set<string>();
    for (const cluster of behind)
      await cluster.catchUpOnWrites!().catch((error: Error) => {
        unread.add(cluster.name);
        emit({ type: "harnessProblem", during: `the audit log of ${cluster.name}`, message: error.message });
      });
    return unread;
  }
}
