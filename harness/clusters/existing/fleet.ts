import { UserError } from "../../base/errors.ts";
import type { FleetOptions } from "../driver.ts";
import type { KubeconfigContext } from "../kubeconfig.ts";
import type { ClusterSpec } from "../world.ts";
import { kubeconfigPaths, TeamKubeconfig } from "./team-kubeconfig.ts";

/** A cluster of a scenario, and the team's context that stands for it. */
export interface Member {
  readonly spec: ClusterSpec;
  readonly team: KubeconfigContext;
}

/** Either where every cluster of a scenario is, or why that cannot be said. */
export interface Enlisted {
  readonly members: readonly Member[];
  readonly problems: readonly string[];
}

/** The team's clusters, as far as the user allowed them by name. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #variable: string | undefined;
  #kubeconfig: TeamKubeconfig | undefined;

  /** @param variable value of `KUBECONFIG`, for where no kubeconfig is given. */
  constructor(options: FleetOptions, variable: string | undefined) {
    this.#options = options;
    this.#variable = variable;
  }

  /** The team's kubeconfig, read when somebody asks. @throws UserError when it cannot be read. */
  get kubeconfig(): TeamKubeconfig {
    return (this.#kubeconfig ??= new TeamKubeconfig(kubeconfigPaths(this.#options.kubeconfig, this.#variable)));
  }

  /** Finds the context of every cluster without asking any of them. @throws UserError when the kubeconfig cannot be read. */
  enlist(clusters: readonly ClusterSpec[]): Enlisted {
    const found = clusters.map((spec) => this.#find(spec));
    const members = found.filter((one): one is Member => typeof one !== "string");
    return { members, problems: [...found.filter((one) => typeof one === "string"), ...shared(members)] };
  }

  /** The same, for those who cannot go on without it. @throws UserError with every reason. */
  require(clusters: readonly ClusterSpec[]): readonly Member[] {
    const { members, problems } = this.enlist(clusters);
    if (problems.length > 0)
      throw new UserError(`nothing was touched:\n${problems.map((problem) => `  ${problem}`).join("\n")}`, {
        hint: "A drill goes to no cluster that --allow-context does not name.",
      });
    return members;
  }

  /** Why not, or where. */
  #find(spec: ClusterSpec): Member | string {
    const { name } = spec;
    const { allow } = this.#options;
    const renamed = allow.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
    const context = renamed ?? spec.context;
    if (renamed === undefined && !allow.includes(context))
      return `cluster ${name}: context ${context} is not allowed; add --allow-context ${context}, or --allow-context ${name}=CONTEXT`;
    const team = this.kubeconfig.find(context);
    if (team === undefined) {
      const { names, paths } = this.kubeconfig;
      return `cluster ${name}: ${paths.join(", ")} has no context ${context}; it has ${names.join(", ") || "none"}`;
    }
    return notSupported(name, team) ?? { spec, team };
  }
}

function notSupported(name: string, { context, cluster }: KubeconfigContext): string | undefined {
  if (cluster["proxy-url"] !== undefined)
    return `cluster ${name}: context ${context} goes through a proxy (proxy-url), which this driver cannot do`;
  if (!String(cluster["server"]).startsWith("https://"))
    return `cluster ${name}: the server of context ${context} is not https, so nobody could tell who answers`;
  return undefined;
}

/** Two clusters of a drill at one address would share everything that must be seen apart. */
function shared(members: readonly Member[]): readonly string[] {
  const byServer = Map.groupBy(members, ({ team }) => String(team.cluster["server"]));
  return [...byServer.values()]
    .filter(({ length }) => length > 1)
    .map(
      (same) =>
        `clusters ${same.map(({ spec }) => spec.name).join(" and ")} are one: ${same[0]!.team.cluster["server"] as string}`,
    );
}
