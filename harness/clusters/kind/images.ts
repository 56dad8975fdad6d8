/**
 * The images that a drill's parts are made of: public ones by name and version, unless the environment names others. They are
 * not pinned by digest: none could be verified where this was written. Who needs that names them with one.
 */
export interface PartImages {
  readonly node: string;
  readonly registry: string;
  readonly toxiproxy: string;
  /** Base of the stand-in application: Node 24. */
  readonly applicationBase: string;
}

export function partImages(environment: Readonly<Record<string, string | undefined>>): PartImages {
  return {
    node: environment["DRILL_NODE_IMAGE"] ?? "kindest/node:v1.34.3",
    registry: environment["DRILL_REGISTRY_IMAGE"] ?? "registry:3.0.0",
    toxiproxy: environment["DRILL_TOXIPROXY_IMAGE"] ?? "ghcr.io/shopify/toxiproxy:2.12.0",
    applicationBase: environment["DRILL_APP_BASE_IMAGE"] ?? "node:24-slim",
  };
}
