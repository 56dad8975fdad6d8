import type { WaitStrategy } from "testcontainers";
import { RealClock } from "../../../base/real-clock.ts";
import { until } from "../../../base/until.ts";
import { loopback } from "./loopback.ts";

type BoundPorts = Parameters<WaitStrategy["waitUntilReady"]>[1];

/** ms between two questions, and for one of them. */
const pause = 200;
const patience = 1_000;

/**
 * Waits until a container answers a path with success, asked on this machine's loopback. Testcontainers' own wait asks
 * another address where the drill itself runs in a container.
 */
export class AnswersHttp implements WaitStrategy {
  readonly #path: string;
  readonly #port: number;
  #timeout: number | undefined;

  /** @param port inside the container */
  constructor(path: string, port: number) {
    this.#path = path;
    this.#port = port;
  }

  /** @throws Error when no answer comes in time. */
  async waitUntilReady(_container: unknown, ports: BoundPorts): Promise<void> {
    const url = `http://${loopback}:${ports.getBinding(this.#port)}${this.#path}`;
    const clock = new RealClock();
    const answered = await until(
      async () => {
        const answer = await fetch(url, { signal: AbortSignal.timeout(patience) }).catch(() => undefined);
        await answer?.body?.cancel();
        return answer?.ok === true ? true : undefined;
      },
      { clock, every: pause, deadline: this.getStartupTimeout(), signal: new AbortController().signal },
    );
    if (!answered) throw new Error(`${url} does not answer within ${this.getStartupTimeout() / 1_000} s`);
  }

  withStartupTimeout(timeout: number): this {
    this.#timeout = timeout;
    return this;
  }

  isStartupTimeoutSet(): boolean {
    return this.#timeout !== undefined;
  }

  getStartupTimeout(): number {
    return this.#timeout ?? 60_000;
  }
}
