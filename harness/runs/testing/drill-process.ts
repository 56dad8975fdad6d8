import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { asset } from "../../base/assets.ts";
import { RealClock } from "../../base/real-clock.ts";
import { until } from "../../base/until.ts";
import { openEntries } from "../ledger.ts";
import { fileNames, readRunRecord } from "../run-folder.ts";

const cli = asset("harness/cli.ts");

/** ms within which a drill has to come to a point. */
const patience = 4 * 60_000;

/** A drill in a process of its own, which a test may kill. Disposal ends it and removes what it left, in Docker too. */
export class DrillProcess implements AsyncDisposable {
  readonly runs: string;
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #exit: Promise<number | undefined>;
  #said = "";

  /** @param scenario its text, @param files beside it, by name @param runs where runs are stored; by default a folder of its own */
  constructor(scenario: string, files: Readonly<Record<string, string>> = {}, runs?: string) {
    this.#folder = mkdtempSync(join(tmpdir(), "drill-process-"));
    this.runs = runs ?? join(this.#folder, "runs");
    for (const [name, text] of Object.entries({ ...files, "one.yaml": scenario }))
      writeFileSync(join(this.#folder, name), text, { mode: 0o755 });
    const args = ["run", join(this.#folder, "one.yaml"), "--driver", "kind", "--runs", this.runs];
    this.#process = spawn(process.execPath, [cli, ...args], { stdio: ["ignore", "ignore", "pipe"] });
    this.#process.stderr!.on("data", (chunk: Buffer) => (this.#said += chunk.toString("utf8")));
    this.#exit = new Promise((resolve) => this.#process.once("exit", (code) => resolve(code ?? undefined)));
  }

  /** All of its progress so far. */
  get said(): string {
    return this.#said;
  }

  /** The run's folder; undefined while there is none. */
  get run(): string | undefined {
    const [path] = globSync("*/*", { cwd: this.runs });
    return path === undefined ? undefined : join(this.runs, path);
  }

  /** The run's id. @throws Error while there is none */
  get id(): string {
    return readRunRecord(this.run ?? "")!.runId;
  }

  /** Kinds of the records that are in the ledger and not struck off. */
  get open(): readonly string[] {
    const path = join(this.run ?? "", fileNames.ledger);
    return existsSync(path) ? openEntries(readFileSync(path, "utf8")).map(({ kind }) => kind) : [];
  }

  /** Resolves when it has come to a point. @throws Error when it has ended before, or does not come there. */
  async comesTo(point: (drill: this) => boolean | Promise<boolean>): Promise<void> {
    const clock = new RealClock();
    const wait = { clock, every: 50, deadline: patience, signal: new AbortController().signal };
    const there = await until(async () => {
      if (this.open.length > 0 && (await point(this))) return true;
      if (this.#process.exitCode !== null) throw this.#unexpected("ended before that");
      return undefined;
    }, wait);
    if (!there) throw this.#unexpected("does not come to that point");
  }

  /** In lists of failures only the first line is shown: it says how far the drill came. */
  #unexpected(what: string): Error {
    const last = this.#said.trimEnd().split("\n").at(-1)!;
    return new Error(`the drill ${what}; the last that it said is ${JSON.stringify(last)}\n${this.#said}`);
  }

  /** Resolves when it has ended, undefined when a signal ended it. */
  get exitCode(): Promise<number | undefined> {
    return this.#exit;
  }

  /** Its exit code, as above. */
  async end(signal: NodeJS.Signals): Promise<number | undefined> {
    this.#process.kill(signal);
    return this.#exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end("SIGKILL");
    if (this.open.length > 0) await drill(["clean", "--runs", this.runs]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Runs a command line of drill. */
export const drill = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  execa(process.execPath, [cli, ...args], { reject: false, stripFinalNewline: false, env });

const lines = async (...args: readonly string[]) => (await execa("docker", args)).stdout.split("\n").filter(Boolean);

/** What there is of a run in Docker and among the processes of this machine, for people. */
export async function tracesOf(id: string): Promise<readonly string[]> {
  const names = [
    ...(await lines("ps", "--all", "--format=container {{.Names}}")),
    ...(await lines("network", "ls", "--format=network {{.Name}}")),
    ...(await lines("images", "--format=image {{.Repository}}:{{.Tag}}")),
  ].filter((line) => line.includes(id));
  const images = await lines("images", "--filter", `label=rollback-drill.run=${id}`, "--format=image {{.ID}}");
  return [...new Set([...names, ...images, ...processesOf(id)])].sort();
}

function processesOf(id: string): readonly string[] {
  return readdirSync("/proc").flatMap((entry) => {
    try {
      const argv = readFileSync(`/proc/${Number(entry)}/cmdline`, "utf8").split("\0").join(" ");
      return argv.includes(`drill-${id}`) ? [`process ${argv}`] : [];
    } catch {
      return [];
    }
  });
}

/** Names of the volumes that a run's containers use. */
export async function volumesOf(id: string): Promise<readonly string[]> {
  const containers = await lines("ps", "--all", "--quiet", "--filter", `name=drill-${id}`);
  if (containers.length === 0) return [];
  const mounts = await lines("inspect", "--format={{range .Mounts}}{{println .Name}}{{end}}", ...containers);
  return mounts.filter((name) => /^[0-9a-f]{64}$/.test(name));
}

/** Of these volumes, those that there still are. */
export async function remaining(volumes: readonly string[]): Promise<readonly string[]> {
  const all = new Set(await lines("volume", "ls", "--quiet"));
  return volumes.filter((name) => all.has(name));
}
