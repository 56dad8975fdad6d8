import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../base/errors.ts";
import { replaceFile } from "../../../base/replace-file.ts";
import { Names } from "../docker/names.ts";

/** `pool.json`: written before anything of the pool is made, and after it is gone. */
export interface PoolState {
  readonly format: 1;
  readonly id: string;
  /** Image of the nodes. */
  readonly image: string;
  readonly clusters: readonly PoolCluster[];
}

export interface PoolCluster {
  /** `1`, `2`, …: never given again while the pool exists. */
  readonly name: string;
  readonly nodes: number;
  /** Calendar time, ISO 8601. */
  readonly createdAt: string;
  readonly condition:
    /** There may be anything of it, or nothing. */
    | { readonly is: "unfinished" }
    /** Proven to be as it was made. */
    | { readonly is: "golden"; readonly provenAt: string }
    /** A drill has it, or had it when it was killed. */
    | { readonly is: "taken"; readonly run: string }
    | { readonly is: "altered"; readonly differences: readonly string[] };
}

/** Where the user's pool is kept: `$XDG_STATE_HOME/rollback-drill/pool`, by default below `~/.local/state`. */
export function poolFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const base = environment["XDG_STATE_HOME"] || join(homedir(), ".local", "state");
  return join(base, "rollback-drill", "pool");
}

/** The files of one pool, in a folder that outlives the process. */
export class PoolFiles {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Undefined when there is no pool. @throws UserError when it cannot be told. */
  read(): PoolState | undefined {
    try {
      return JSON.parse(readFileSync(this.#state, "utf8")) as PoolState;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw new UserError(`cannot read ${this.#state}: ${(error as Error).message}`, {
        cause: error,
        hint: "Its clusters are those that kind get clusters lists as drill-pool-…; delete them with kind, and then this file.",
      });
    }
  }

  /** Replaces the file as a whole: a kill leaves the old one or the new one. */
  write(state: PoolState): void {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      replaceFile(this.#state, `${JSON.stringify(state, undefined, 2)}\n`);
    } catch (error) {
      throw new UserError(`cannot write ${this.#state}: ${(error as Error).message}`, {
        cause: error,
        hint: "Nothing is made that could not be removed later; free some space, or set XDG_STATE_HOME to another folder.",
      });
    }
  }

  /** Changes one cluster's entry, if it is still there. */
  update(name: string, change: Partial<PoolCluster>): void {
    const state = this.read();
    if (state === undefined) return;
    const clusters = state.clusters.map((one) => (one.name === name ? { ...one, ...change } : one));
    this.write({ ...state, clusters });
  }

  /** Takes clusters out of the pool that are not there any more. */
  forget(names: readonly string[]): void {
    const state = this.read();
    if (state === undefined) return;
    this.write({ ...state, clusters: state.clusters.filter(({ name }) => !names.includes(name)) });
    for (const name of names) rmSync(this.golden(name), { force: true });
  }

  /** The pool is gone. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  kubeconfig(cluster: string): string {
    return join(this.folder, `${cluster}.kind-kubeconfig`);
  }

  /** What the cluster looked like when it was made. */
  golden(cluster: string): string {
    return join(this.folder, `${cluster}.golden.json`);
  }

  get #state(): string {
    return join(this.folder, "pool.json");
  }
}

/** Names of a pool's network and clusters in Docker. */
export function poolNames({ id }: Pick<PoolState, "id">): Names {
  return new Names(`pool-${id}`);
}
