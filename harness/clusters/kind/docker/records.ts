/** Kinds of undo records of what a drill makes in Docker, each with what it holds. */
export const records = {
  /** `{ name }` */
  network: "docker-network",
  /** `{ name }` */
  container: "docker-container",
  /** `{ name }` of a container that is paused */
  pause: "docker-pause",
  /** `{ reference }` */
  image: "docker-image",
  /** `{ name, kubeconfig }` */
  cluster: "kind-cluster",
} as const;
