import { hashOfValues } from "../../config-hash.ts";
import type { Behaviour } from "../../world.ts";
import { ProcessLoad } from "./process-load.ts";

/** What an image does once it runs. */
export interface Program {
  readonly version: string;
  readonly behaviour: Behaviour;
  /** What it does instead of serving, when its container has a command of its own. */
  readonly command?: readonly string[] | undefined;
  /** Whether it goes on for ever even in a container that is expected to come to an end, such as a job's. */
  readonly lasts?: boolean;
}

/** Ms of a core's time that a request takes where the scenario does not say. */
const usualCpu = 10;

/** How a probe or a user's request ends at a process. */
export type Health = "refused" | "unready" | "ready";

/**
 * One running process: its behaviour under the configuration that it read when it started. Everything it will ever do is
 * fixed by then, so nobody needs to watch it: `changesAfter` tells when it will answer differently.
 */
export class Process {
  readonly version: string;
  readonly startedAt: number;
  /** Drill time from which it accepts connections. */
  readonly listensAt: number;
  /** Drill time at which it exits by itself; undefined is never. */
  readonly crashesAt: number | undefined;
  /** What it runs instead of serving; it has no ear for signals then, as is usual for a shell in a container. */
  readonly command: readonly string[] | undefined;
  /** Undefined for the demo application. */
  readonly serves: Behaviour["serves"];
  /** Undefined when it reads no configuration. */
  readonly configHash: string | undefined;
  /** Share of requests that it answers with a 5xx. */
  readonly errors: number;
  /** ms to answer a request. */
  readonly latency: number;
  readonly load: ProcessLoad;
  readonly lasts: boolean;
  readonly #ready: boolean;
  #exited = false;

  /** @param config the values that it finds; undefined when the program reads none. */
  constructor(
    { version, behaviour, command, lasts = false }: Program,
    now: number,
    config: Readonly<Record<string, string>> | undefined,
  ) {
    const effect = underConfig(behaviour, config ?? {});
    this.version = version;
    this.startedAt = now;
    this.listensAt = now + behaviour.startsAfter;
    const { crashesAfter } = behaviour;
    this.crashesAt = command !== undefined || crashesAfter === undefined ? undefined : now + crashesAfter;
    this.command = command;
    this.serves = behaviour.serves;
    this.lasts = lasts;
    this.configHash = config && hashOfValues(config);
    this.errors = effect.errors;
    this.latency = effect.latency;
    this.load = new ProcessLoad(now, behaviour.cpu ?? usualCpu);
    this.#ready = effect.ready;
  }

  /** What its readiness endpoint says once it listens. */
  get ready(): boolean {
    return this.#ready;
  }

  get exited(): boolean {
    return this.#exited;
  }

  exit(): void {
    this.#exited = true;
  }

  /** What its health endpoint says. */
  health(now: number): Health {
    if (this.#exited || now < this.listensAt || this.command !== undefined) return "refused";
    return this.#ready ? "ready" : "unready";
  }

  /** Drill time after `now` at which `health` changes without anybody's doing; undefined is never. */
  changesAfter(now: number): number | undefined {
    return !this.#exited && now < this.listensAt ? this.listensAt : undefined;
  }
}

function underConfig(behaviour: Behaviour, config: Readonly<Record<string, string>>) {
  let { errors, latency, ready } = behaviour;
  for (const effect of behaviour.whenConfig) {
    if (config[effect.key] !== effect.equals) continue;
    errors = effect.errors ?? errors;
    latency = effect.latency ?? latency;
    ready = effect.ready ?? ready;
  }
  return { errors, latency, ready };
}
