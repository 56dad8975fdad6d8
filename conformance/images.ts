/** How a version of the application in the transcripts behaves, on a real node and on a simulated one alike. */
export type Mode = "ready" | "crashing" | "unready";

export interface ConformanceImage {
  readonly reference: string;
  readonly version: string;
  readonly mode: Mode;
}

/** Host part of the images' names; a real cluster is told where to find it. */
export const registryHost = "registry.test";

const image = (version: string, mode: Mode): ConformanceImage => ({
  reference: `${registryHost}/shop/web:${version}`,
  version,
  mode,
});

/** Every image that can be pulled. The repository holds no other tag: `registry.test/shop/web:missing` is one of those. */
export const images: readonly ConformanceImage[] = [
  image("v1", "ready"),
  image("v2", "ready"),
  image("v3", "ready"),
  image("crashing", "crashing"),
  image("unready", "unready"),
];
