/** The images that a drill's parts are made of. */
export interface PartImages {
  readonly node: string;
  readonly registry: string;
  readonly toxiproxy: string;
  /** Base of the stand-in application: Node 24. */
  readonly applicationBase: string;
}

/** Variables that name other images. */
export const imageVariables = {
  node: "DRILL_NODE_IMAGE",
  registry: "DRILL_REGISTRY_IMAGE",
  toxiproxy: "DRILL_TOXIPROXY_IMAGE",
  applicationBase: "DRILL_APP_BASE_IMAGE",
} as const satisfies Record<keyof PartImages, string>;

/**
 * Public images by version and digest. What decides is the digest, of the index over all platforms; the version is for readers.
 * Each digest is the one that the publisher names (the node's stands in the release notes of kind 0.31) or that many
 * projects pin that have nothing to do with each other.
 */
const published: PartImages = {
  node: "kindest/node:v1.34.3@sha256:08497ee19eace7b4b5348db5c6a1591d7752b164530a36f855cb0f2bdcbadd48",
  registry: "registry:3.0.0@sha256:6c5666b861f3505b116bb9aa9b25175e71210414bd010d92035ff64018f9457e",
  toxiproxy: "ghcr.io/shopify/toxiproxy:2.12.0@sha256:9378ed52a28bc50edc1350f936f518f31fa95f0d15917d6eb40b8e376d1a214e",
  applicationBase: "node:24.18.0-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d",
};

/** The images for this environment: the public ones, unless it names others. */
export function partImages(environment: Readonly<Record<string, string | undefined>>): PartImages {
  const image = (part: keyof PartImages) => environment[imageVariables[part]] || published[part];
  return {
    node: image("node"),
    registry: image("registry"),
    toxiproxy: image("toxiproxy"),
    applicationBase: image("applicationBase"),
  };
}
