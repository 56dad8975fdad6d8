import type { ImageCache } from "../../driver.ts";
import { docker } from "../docker/docker.ts";
import { directHosts } from "../registry/node-registry.ts";

interface CriImages {
  readonly images: readonly {
    readonly repoTags?: readonly string[] | null;
    readonly repoDigests?: readonly string[] | null;
  }[];
}

/** The images in the containerd of each node. */
export class NodeImages implements ImageCache {
  async has(node: string, reference: string): Promise<boolean> {
    const { images } = JSON.parse(await docker(["exec", node, "crictl", "images", "-o", "json"])) as CriImages;
    return images.some(({ repoTags, repoDigests }) =>
      [...(repoTags ?? []), ...(repoDigests ?? [])].includes(reference),
    );
  }

  async evict(node: string, reference: string): Promise<void> {
    if (await this.has(node, reference)) await docker(["exec", node, "crictl", "rmi", reference]);
  }

  /** From the registry itself and past every proxy, so that the node holds what the registry means by the reference. */
  async load(node: string, reference: string): Promise<void> {
    const pull = [
      "ctr",
      "--namespace=k8s.io",
      "images",
      "pull",
      `--hosts-dir=${directHosts}`,
      "--label=io.cri-containerd.image=managed",
    ];
    await docker(["exec", node, ...pull, reference]);
  }
}
