import type { Clock } from "../../base/clock.ts";
import { Random } from "../../base/random.ts";
import type { DriverHost, World } from "../driver.ts";
import type { WorldSpec } from "../world.ts";
import { Programs } from "./application/programs.ts";
import { Users } from "./application/users.ts";
import { type ClusterWorld, SimulatedCluster } from "./cluster.ts";
import { Doors } from "./doors.ts";
import { Links } from "./network/links.ts";
import { Router } from "../router.ts";
import { RegistryAccess } from "./registry/access.ts";
import { Catalogue } from "./registry/catalogue.ts";
import { Registry } from "./registry/registry.ts";
import type { Timings } from "./timings.ts";

/** Everything of one drill in one process: clusters, links, registry and users on one clock and from one seed. */
export class SimulatedWorld implements World {
  readonly clusters: ReadonlyMap<string, SimulatedCluster>;
  readonly registry: Registry;
  readonly links: Links;
  readonly router: Router;
  readonly #doors: Doors;
  #disposed = false;

  constructor(spec: WorldSpec, host: DriverHost, timings: Timings) {
    const { clock } = host;
    const random = new Random(spec.seed);
    const names = spec.clusters.map(({ name }) => name);
    this.links = new Links(spec.links, { clock, random: random.derive("links") });
    this.router = new Router(names);
    const images = Object.values(spec.images);
    const catalogue = new Catalogue(images, spec.registry.undeclared);
    const access = new RegistryAccess(spec.registry, names, this.links);
    this.registry = new Registry({ catalogue, access, host: spec.registry.host, clock });
    const shared: ClusterWorld = {
      clock,
      timings,
      links: this.links,
      programs: new Programs(images, catalogue),
      pulls: { clock, timings, catalogue, access },
      application: spec.application,
    };
    this.clusters = new Map(
      spec.clusters.map((cluster, index) => [
        cluster.name,
        new SimulatedCluster({ spec: cluster, index, random: random.derive(`cluster/${cluster.name}`), world: shared }),
      ]),
    );
    this.#connectUsers({ clock, timings, random });
    this.#doors = new Doors({
      host,
      clusters: [...this.clusters.values()],
      links: this.links,
      catalogue,
      access,
      spec,
    });
  }

  kubeconfig(): Promise<string> {
    return this.#doors.kubeconfig();
  }

  registryAddress(): Promise<string> {
    return this.#doors.registryAddress();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const cluster of this.clusters.values()) cluster[Symbol.dispose]();
    await this.#doors[Symbol.asyncDispose]();
  }

  #connectUsers({ clock, timings, random }: { clock: Clock; timings: Timings; random: Random }): void {
    const entrances = new Map([...this.clusters].map(([name, { entrance }]) => [name, entrance]));
    const world = { clock, timings, links: this.links, router: this.router, entrances };
    for (const [name, cluster] of this.clusters)
      cluster.connect(new Users(name, world, random.derive(`users/${name}`)));
  }
}
