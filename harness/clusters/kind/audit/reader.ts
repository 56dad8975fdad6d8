import { execa } from "execa";
import type { Clock } from "../../../base/clock.ts";
import type { ApiWrite } from "../../driver.ts";
import { observerAgent } from "../agents.ts";
import { readAuditEvent } from "./event.ts";
import { auditLog } from "./policy.ts";

/** Follows the audit log of one cluster from now on; disposal stops that. */
export class AuditReader implements AsyncDisposable {
  readonly #writes: ApiWrite[] = [];
  readonly #tail;
  readonly #ended: Promise<unknown>;

  /** @param node name of the control plane's node */
  constructor(node: string, clock: Clock) {
    this.#tail = execa("docker", ["exec", node, "tail", "-n", "0", "-F", auditLog], {
      stdin: "ignore",
      stderr: "ignore",
      reject: false,
      buffer: false,
    });
    this.#ended = this.#read(clock);
  }

  /** Without the first `skip`, which have been read already. */
  after(skip: number): readonly ApiWrite[] {
    return this.#writes.slice(skip);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#tail.kill("SIGKILL");
    await this.#ended;
  }

  async #read(clock: Clock): Promise<void> {
    for await (const line of this.#tail.iterable({ from: "stdout" })) {
      const write = readAuditEvent(line, { now: clock.now(), wallTime: clock.wallTime() });
      if (write !== undefined && !write.userAgent.startsWith(observerAgent)) this.#writes.push(write);
    }
  }
}
