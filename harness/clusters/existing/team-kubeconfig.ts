import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { parse } from "yaml";
import { UserError } from "../../base/errors.ts";
import type { KubeconfigContext } from "../kubeconfig.ts";

interface Named {
  readonly name: string;
}

interface Kubeconfig {
  readonly clusters: readonly (Named & { readonly cluster: Entry })[];
  readonly users: readonly (Named & { readonly user: Entry })[];
  readonly contexts: readonly (Named & {
    readonly context: { readonly cluster: string; readonly user?: string; readonly namespace?: string };
  })[];
}

type Entry = Readonly<Record<string, unknown>>;

/** Entries that name files, which start from the kubeconfig's own folder. */
const pathEntries = ["certificate-authority", "client-certificate", "client-key", "tokenFile"];

/** The paths that kubectl would read, absolute: those of `KUBECONFIG`, else the one below the home folder. */
export function kubeconfigPaths(given: string | undefined, variable: string | undefined): readonly string[] {
  const paths = (given ?? variable ?? "").split(delimiter).filter((path) => path !== "");
  return (paths.length > 0 ? paths : [join(homedir(), ".kube", "config")]).map((path) => resolve(path));
}

/** Contexts of a team's kubeconfig, which may be spread over several files; of two entries with one name the first counts. */
export class TeamKubeconfig {
  readonly paths: readonly string[];
  readonly #files: readonly Kubeconfig[];

  /** @throws UserError when a file cannot be read, or is no kubeconfig. */
  constructor(paths: readonly string[]) {
    this.paths = paths;
    this.#files = paths.map(readKubeconfig);
  }

  get names(): readonly string[] {
    return [...new Set(this.#files.flatMap(({ contexts }) => contexts.map(({ name }) => name)))];
  }

  /** A context with its cluster and its user; undefined when one of them is missing. */
  find(name: string): KubeconfigContext | undefined {
    const context = firstOf(
      this.#files.flatMap(({ contexts }) => contexts),
      name,
    )?.context;
    if (context === undefined) return undefined;
    const cluster = firstOf(
      this.#files.flatMap(({ clusters }) => clusters),
      context.cluster,
    )?.cluster;
    const user =
      firstOf(
        this.#files.flatMap(({ users }) => users),
        context.user,
      )?.user ?? {};
    return cluster === undefined ? undefined : { context: name, cluster, user, namespace: context.namespace };
  }
}

function firstOf<T extends Named>(entries: readonly T[], name: string | undefined): T | undefined {
  return entries.find((entry) => entry.name === name);
}

function readKubeconfig(path: string): Kubeconfig {
  const hint = "Name the kubeconfig of the team's clusters with --kubeconfig PATH, or with KUBECONFIG.";
  let data: Partial<Kubeconfig> | undefined;
  try {
    data = parse(readFileSync(path, "utf8")) as Partial<Kubeconfig> | undefined;
  } catch (cause) {
    throw new UserError(`cannot read the kubeconfig ${path}: ${(cause as Error).message}`, { cause, hint });
  }
  const { clusters, users, contexts } = data ?? {};
  if (!Array.isArray(clusters) || !Array.isArray(contexts))
    throw new UserError(`${path} is no kubeconfig: it has no clusters or no contexts`, { hint });
  const folder = dirname(path);
  return {
    contexts,
    clusters: clusters.map(({ name, cluster }: Kubeconfig["clusters"][number]) => ({
      name,
      cluster: withAbsolutePaths(cluster, folder),
    })),
    users: (users ?? []).map(({ name, user }) => ({ name, user: withAbsolutePaths(user, folder) })),
  };
}

function withAbsolutePaths(entry: Entry, folder: string): Entry {
  const absolute = (path: string) => (isAbsolute(path) ? path : join(folder, path));
  const paths = pathEntries.flatMap((key) => {
    const path = entry[key];
    return typeof path === "string" && path !== "" ? [[key, absolute(path)] as const] : [];
  });
  const exec = entry["exec"] as { readonly command: string } | undefined;
  const program = exec?.command.includes("/") ? { exec: { ...exec, command: absolute(exec.command) } } : {};
  return { ...entry, ...Object.fromEntries(paths), ...program };
}
