import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RealClock } from "../../base/real-clock.ts";
import type { Ledger, World } from "../../clusters/driver.ts";
import type { Behaviour, ImageSpec, WorldSpec } from "../../clusters/world.ts";
import type { ProcedureDeclaration } from "../../scenario/schema/procedure.ts";
import { loadProcedure, type LoadOptions } from "../load-procedure.ts";
import type { ProcedureEvent, ProcedureOutcome } from "../procedure.ts";

const behaviour: Behaviour = { startsAfter: 500, ready: true, errors: 0, latency: 5, readsConfig: [], whenConfig: [] };
const image = (version: string): ImageSpec => ({
  reference: `registry.acme.example/shop/api:${version}`,
  version,
  size: 1,
  pushed: true,
  behaviour,
});

const spec: WorldSpec = {
  runId: "run-1",
  seed: 1,
  clusters: [
    { name: "eu-1", context: "prod-eu", nodes: 1 },
    { name: "us", context: "us", nodes: 1 },
  ],
  links: [],
  registry: { host: "registry.acme.example", mirror: "mirror.acme.example" },
  images: { good: image("1.4.2"), bad: image("1.5.0") },
  application: {
    namespace: "shop",
    workload: { kind: "Deployment", name: "api" },
    container: "api",
    service: "api",
    manifests: {},
  },
};

const bare: ProcedureDeclaration = { args: [], answers: {}, env: {}, strategy: "one-after-the-other" };

/** What the stage's kubeconfig holds and no event may show. */
export const kubeconfigToken = "kubeconfig-token-of-the-stage";

/** Everything that outside programs of a procedure need, without clusters: for programs that do not talk to any. */
export class Stage implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "drill-stage-"));
  readonly spec = spec;
  readonly clock = new RealClock();
  readonly abort = new AbortController();
  readonly events: ProcedureEvent[] = [];
  /** Calls of the procedure to the drill, in their order. */
  readonly asked: string[] = [];
  /** Undo records: kind and detail, and whether they were struck off. */
  readonly ledger: { kind: string; detail: Readonly<Record<string, string | number>>; struck: boolean }[] = [];
  readonly #waiting = new Set<() => void>();

  write(name: string, text: string, mode = 0o755): string {
    const path = join(this.folder, name);
    writeFileSync(path, text, { mode });
    return path;
  }

  script(
    text: string,
    more: Partial<ProcedureDeclaration> = {},
    options: Partial<LoadOptions> & { timeout?: number; mode?: number } = {},
  ) {
    this.write("script.sh", text, options.mode);
    return this.run({ script: "script.sh", ...more }, options);
  }

  runbook(
    text: string,
    more: Partial<ProcedureDeclaration> = {},
    options: Partial<LoadOptions> & { timeout?: number } = {},
  ) {
    this.write("runbook.md", text);
    return this.run({ runbook: "runbook.md", ...more }, options);
  }

  async run(
    declaration: Partial<ProcedureDeclaration>,
    { timeout = 20_000, ...options }: Partial<LoadOptions> & { timeout?: number } = {},
  ): Promise<ProcedureOutcome> {
    const procedure = await loadProcedure(
      { ...bare, ...declaration },
      { folder: this.folder, cwd: this.folder, ...options },
    );
    const scratch = join(this.folder, "scratch");
    mkdirSync(scratch, { recursive: true });
    return procedure.run({
      world: this.#world(),
      spec,
      clock: this.clock,
      timeout,
      signal: this.abort.signal,
      folder: scratch,
      ledger: this.#ledger(),
      control: {
        stopRollout: async () => void this.asked.push("stopRollout"),
        setWeights: async (weights) => void this.asked.push(`weights ${JSON.stringify(weights)}`),
      },
      emit: (event) => {
        this.events.push(event);
        for (const look of [...this.#waiting]) look();
      },
    });
  }

  /** Resolves when the procedure has written a line that matches. */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.lines()
          .map((line) => pattern.exec(line))
          .find((match) => match !== null);
        if (found === undefined || found === null) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  lines(stream?: "stdout" | "stderr"): string[] {
    return this.events.flatMap((event) =>
      event.type === "procedureOutput" && (stream === undefined || event.stream === stream) ? [event.text] : [],
    );
  }

  /** `1 undo in eu ok (0)`, for each step that came to an end. */
  steps(): string[] {
    return this.events.flatMap((event) =>
      event.type === "procedureStepFinished"
        ? [`${event.step} ${event.title}: ${event.outcome} ${event.exitCode ?? "-"}`]
        : [],
    );
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #ledger(): Ledger {
    return {
      record: (kind, detail) => {
        const entry = { kind, detail, struck: false };
        this.ledger.push(entry);
        return {
          strike: () => {
            entry.struck = true;
          },
        };
      },
    };
  }

  #world(): World {
    const unused = () => {
      throw new Error("no program asks for this");
    };
    return {
      clusters: new Map(),
      registry: { digest: unused, setFault: unused, probe: unused },
      links: { get: unused, set: unused, probe: unused },
      router: { weights: () => ({ "eu-1": 100, us: 100 }), setWeights: unused },
      kubeconfig: async () =>
        this.write("kubeconfig", `users: [{ name: a, user: { token: ${kubeconfigToken} } }]\n`, 0o600),
      registryAddress: async () => "127.0.0.1:5000",
      [Symbol.asyncDispose]: async () => undefined,
    };
  }
}
