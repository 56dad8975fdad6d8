import type { Party } from "../application/network-policies.ts";
import { Activity } from "../application/shell/activity.ts";
import { runCommand, startProblem } from "../application/shell/command.ts";
import { Input } from "../application/shell/input.ts";
import type { HttpOutcome, Io, Machine } from "../application/shell/machine.ts";
import type { Service } from "../kinds/service.ts";
import { environmentOf, hostnameOf, type ObjectLookup } from "./container-environment.ts";
import { filesOf } from "./container-files.ts";
import type { ContainerRecord, Run } from "./container-record.ts";
import { LogWriter } from "./log-writer.ts";
import { NodeObjects } from "./node-objects.ts";
import type { PodState } from "./pod-state.ts";

/** How a command that somebody started in a container ended. */
export type SessionEnd =
  | { readonly kind: "exit"; readonly code: number }
  /** It never ran; the message is the container runtime's. */
  | { readonly kind: "failed"; readonly message: string };

/** A command in a container and who looks at it. */
export interface SessionOptions {
  readonly input: Input;
  readonly out: (data: Buffer | string) => void;
  readonly err: (data: Buffer | string) => void;
  readonly tty: boolean;
  readonly stalled?: (() => boolean) | undefined;
  readonly ended: (end: SessionEnd) => void;
}

/** SIGKILL's exit code. */
const killed = 137;

/** What there is inside a container that runs: its files, its environment, its main command and others. Made when needed. */
export class ContainerLife {
  readonly #state: PodState;
  readonly #record: ContainerRecord;
  readonly #run: Run;
  readonly #objects: NodeObjects;
  readonly #sessions = new Set<() => void>();
  /** Who is attached to the main command. */
  readonly #viewers = new Set<{ readonly out: Io["out"]; readonly ended: () => void }>();
  readonly #input = new Input();
  #main: Activity | undefined;
  #log: LogWriter | undefined;
  #machine: Machine | undefined;
  #environment: ReadonlyMap<string, string> | undefined;
  #pid = 50;

  constructor(state: PodState, record: ContainerRecord, run: Run) {
    this.#state = state;
    this.#record = record;
    this.#run = run;
    const { session, pod } = state;
    const find: ObjectLookup = (resource, name) => session.api.find(resource, pod.metadata.namespace, name);
    this.#objects = new NodeObjects(pod, record.spec, find, session.lifetime);
  }

  /** Runs the container's own command; `done` gets its exit code. */
  start(argv: readonly string[], done: (code: number) => void): void {
    const { lifetime } = this.#state.session;
    const log = new LogWriter((text) => this.#run.log.write(lifetime.wallTime(), text));
    this.#log = log;
    const write = (data: Buffer | string) => {
      log.write(data);
      for (const { out } of this.#viewers) out(data);
    };
    if (this.#record.spec["stdin"] !== true) this.#input.end();
    const io: Io = { input: this.#input, out: write, err: write };
    this.#main = this.#activity(argv, io, { atTerminal: this.#record.spec["tty"] === true, done });
    this.#main.start();
  }

  /** Starts a command beside the main one. The function that it returns ends it. */
  exec(argv: readonly string[], options: SessionOptions): () => void {
    const { tty, input, out, err, ended, stalled } = options;
    const problem = startProblem(this.machine, argv);
    if (problem !== undefined) {
      const what = `failed to exec in container: failed to start exec "${this.#randomId()}"`;
      ended({
        kind: "failed",
        message: `error executing command in container: ${what}: OCI runtime exec failed: ${problem}: unknown`,
      });
      return () => undefined;
    }
    const finish = (code: number) => {
      this.#sessions.delete(kill);
      activity.stop();
      ended({ kind: "exit", code });
    };
    const kill = () => finish(killed);
    const io: Io = { input, out, err: tty ? out : err };
    const activity = this.#activity(argv, io, { atTerminal: tty, stalled, done: finish });
    this.#sessions.add(kill);
    activity.start();
    return () => {
      this.#sessions.delete(kill);
      activity.stop();
    };
  }

  /** What a command would write and how it would end, up to a limit of its waits in ms. */
  foresee(argv: readonly string[], limit: number): { code: number; output: string; waited: number } {
    const chunks: Buffer[] = [];
    const keep = (data: Buffer | string) => void chunks.push(Buffer.from(data));
    const input = new Input();
    input.end();
    const io: Io = { input, out: keep, err: keep };
    const cwd = (this.#record.spec["workingDir"] as string | undefined) ?? "/";
    const steps = runCommand(this.machine, argv, { io, environment: this.environment, cwd, atTerminal: false });
    let waited = 0;
    let next = steps.next();
    while (next.done !== true && waited <= limit) {
      waited += next.value.kind === "time" ? next.value.ms : 0;
      next = steps.next();
    }
    return { code: next.done === true ? next.value : killed, output: Buffer.concat(chunks).toString(), waited };
  }

  /** Shows what the main command writes from now on, and hands it what is typed if it reads at all. */
  attach({ input, out, ended }: Pick<SessionOptions, "input" | "out" | "ended">): () => void {
    const { spec } = this.#record;
    const viewer = { out, ended: () => ended({ kind: "exit", code: 0 }) };
    this.#viewers.add(viewer);
    const forward = () => {
      for (let chunk = input.take(); chunk !== "later"; chunk = input.take()) {
        if (chunk !== undefined) this.#input.push(chunk);
        else {
          if (spec["stdinOnce"] === true) this.#input.end();
          return;
        }
      }
      input.whenReady(forward);
    };
    if (spec["stdin"] === true) forward();
    return () => void this.#viewers.delete(viewer);
  }

  /** The container is over, and with it everything in it. */
  end(): void {
    this.#main?.stop();
    this.#log?.end();
    for (const kill of this.#sessions) kill();
    for (const { ended } of this.#viewers) ended();
    this.#sessions.clear();
    this.#viewers.clear();
  }

  get machine(): Machine {
    return (this.#machine ??= this.#createMachine());
  }

  get environment(): ReadonlyMap<string, string> {
    return (this.#environment ??= this.#createEnvironment());
  }

  #activity(
    argv: readonly string[],
    io: Io,
    {
      atTerminal,
      stalled,
      done,
    }: { atTerminal: boolean; stalled?: (() => boolean) | undefined; done: (code: number) => void },
  ): Activity {
    const { lifetime } = this.#state.session;
    const cwd = (this.#record.spec["workingDir"] as string | undefined) ?? "/";
    const steps = runCommand(this.machine, argv, { io, environment: this.environment, cwd, atTerminal });
    return new Activity(steps, { after: (ms, callback) => lifetime.after(ms, callback), stalled, done });
  }

  #createEnvironment(): ReadonlyMap<string, string> {
    const { session, pod, podIP = "" } = this.#state;
    const all = session.api.list("services", { namespace: pod.metadata.namespace }).items as readonly Service[];
    const services = all.filter(({ metadata }) => metadata.creationTimestamp! <= this.#run.startedAt);
    const api = session.api.find("services", "default", "kubernetes") as Service | undefined;
    if (api !== undefined && pod.metadata.namespace !== "default") services.push(api);
    const { process } = this.#run;
    const mode = process.crashesAt !== undefined ? "crashing" : process.ready ? "ready" : "unready";
    return environmentOf({
      pod,
      podIP,
      hostIP: session.node.address,
      container: this.#record.spec,
      image: { VERSION: process.version, ...(process.serves === undefined ? {} : { MODE: mode }) },
      find: (resource, name) => this.#objects.atStart(resource, name),
      services,
    });
  }

  #createMachine(): Machine {
    const { session, pod, podIP = "" } = this.#state;
    const { lifetime, node, traffic } = session;
    const { process, startedAt } = this.#run;
    const from: Party & { kind: "pod" } = { kind: "pod", pod, address: podIP };
    const isServer = process.command === undefined;
    const files = filesOf({
      pod,
      podIP,
      hostIP: node.address,
      container: this.#record.spec,
      startedAt: new Date(startedAt),
      now: () => lifetime.wallTime(),
      find: (resource, name) => this.#objects.now(resource, name),
      scratch: (volume) => this.#state.scratch(volume),
      programs: isServer ? { "/serve": serverText, "/answer": serverText } : {},
    });
    const running = isServer
      ? [
          { pid: 1, command: "{serve} /bin/sh /serve" },
          { pid: 7, command: "nc -ll -p 8080 -e /answer" },
        ]
      : [{ pid: 1, command: process.command!.join(" ") }];
    const nobody = (): HttpOutcome => ({ kind: "unknown-host" });
    return {
      files,
      hostname: hostnameOf(pod),
      address: podIP,
      now: () => lifetime.wallTime(),
      request: (question) => traffic?.().request(from, question) ?? nobody(),
      lookup: (name) => traffic?.().lookup(from, name),
      processes: () => running,
      nextPid: () => ++this.#pid,
      signalMain: (signal) => {
        // A first process that has no ear for a signal does not get it.
        if (signal === "KILL" || !isServer) return;
        lifetime.after(session.timings.processExit, () => {
          if (this.#run.end === undefined) this.#state.exit(this.#record, 0);
        });
      },
    };
  }

  #randomId(): string {
    const { random } = this.#state.session;
    let id = "";
    while (id.length < 64) id += random.below(0x1_0000_0000).toString(16).padStart(8, "0");
    return id;
  }
}

/** What stands in for the image's program: it is what the scenario declares, and no shell can run it. */
const serverText = "#!/bin/sh\n# Does what this version is declared to do.\nexit 1\n";
