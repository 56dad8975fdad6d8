import { randomUUID } from "node:crypto";
import { execa } from "execa";
import type { Clock } from "../../../base/clock.ts";
import type { ApiWrite } from "../../driver.ts";
import type { KubernetesClient } from "../../kubernetes.ts";
import { observerAgent } from "../../agents.ts";
import { docker } from "../docker/docker.ts";
import { readAuditEvent } from "./event.ts";
import { auditLog } from "./policy.ts";

export interface AuditReaderOptions {
  /** Name of the control plane's node. */
  readonly node: string;
  readonly clock: Clock;
  readonly observer: KubernetesClient;
}

/** ms until a reader whose node went away looks whether it is back. */
const backOff = 1_000;
/** ms within which a line has to come out of the log. */
const patience = 15_000;

/** Follows the audit log of one cluster from now on, also across stops of its node; disposal ends that. */
export class AuditReader implements AsyncDisposable {
  readonly #options: AuditReaderOptions;
  readonly #writes: ApiWrite[] = [];
  readonly #marks = new Map<string, () => void>();
  readonly #over = new AbortController();
  readonly #ended: Promise<void>;
  /** Bytes of the log that have been read. */
  #read: number;

  /** @param read bytes of the log that are of no interest */
  constructor(options: AuditReaderOptions, read: number) {
    this.#options = options;
    this.#read = read;
    this.#ended = this.#follow();
  }

  static async start(options: AuditReaderOptions): Promise<AuditReader> {
    return new AuditReader(options, Number(await docker(["exec", options.node, "stat", "--format=%s", auditLog])));
  }

  /** Without the first `skip`, which have been read already. */
  after(skip: number): readonly ApiWrite[] {
    return this.#writes.slice(skip);
  }

  /**
   * Resolves when everything that was written before this call has been read: a request of the harness's own, for which
   * there is no object, has come out of the log. @throws Error when it does not
   */
  async catchUp(): Promise<void> {
    const { clock, observer, node } = this.#options;
    const mark = `drill-mark-${randomUUID()}`;
    const seen = new Promise<"seen">((resolve) => this.#marks.set(mark, () => resolve("seen")));
    const seenInTime = new AbortController();
    try {
      await observer.delete("configmaps", "default", mark);
      const late = clock.sleep(patience, seenInTime.signal).then(() => "late" as const);
      late.catch(() => undefined);
      if ((await Promise.race([seen, late])) === "late")
        throw new Error(`the audit log of ${node} is not read up to now: nothing came for ${patience / 1_000} s`);
    } finally {
      seenInTime.abort();
      this.#marks.delete(mark);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#ended;
  }

  async #follow(): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted) {
      await this.#readOn();
      await this.#options.clock.sleep(backOff, signal).catch(() => undefined);
    }
  }

  async #readOn(): Promise<void> {
    const { node } = this.#options;
    const tail = execa("docker", ["exec", node, "tail", `--bytes=+${this.#read + 1}`, "-F", auditLog], {
      stdin: "ignore",
      stderr: "ignore",
      reject: false,
      buffer: false,
      cancelSignal: this.#over.signal,
      forceKillAfterDelay: 500,
    });
    for await (const line of tail.iterable({ from: "stdout", preserveNewlines: true })) {
      // A half line is read again, and whole.
      if (!line.endsWith("\n")) return;
      this.#read += Buffer.byteLength(line);
      this.#take(line);
    }
  }

  #take(line: string): void {
    const { clock } = this.#options;
    const write = readAuditEvent(line, { now: clock.now(), wallTime: clock.wallTime() });
    if (write === undefined) return;
    if (!write.userAgent.startsWith(observerAgent)) this.#writes.push(write);
    else if (write.name !== undefined) this.#marks.get(write.name)?.();
  }
}
