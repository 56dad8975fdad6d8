import { docker } from "../docker/docker.ts";

/** What a node holds beside the API's objects. */
export interface NodeContents {
  /** Digest of each image reference in containerd. */
  readonly images: Readonly<Record<string, string>>;
  /** Hash of each file that says where to pull from. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Identifier of each pod that the kubelet still looks after. */
  readonly pods: readonly string[];
}

/** Below these, files say where containerd pulls from. */
const hostFolders = "/etc/containerd/certs.d /etc/drill";

const script = `ctr --namespace=k8s.io images ls
echo ==
find ${hostFolders} -type f -exec sha256sum {} + 2> /dev/null
echo ==
ls /var/lib/kubelet/pods`;

/** ms that a node may take to tell. */
const patience = 30_000;

/** @throws CommandFailed when the node does not answer, be it stopped or paused. */
export async function lookIntoNode(node: string): Promise<NodeContents> {
  return parseContents(await docker(["exec", node, "sh", "-c", script], { timeout: patience }));
}

/** Reads what the script printed. */
export function parseContents(text: string): NodeContents {
  const [images = "", hosts = "", pods = ""] = text.split(/^==$/m);
  return {
    images: Object.fromEntries(
      lines(images)
        .slice(1)
        .map((line) => line.split(/\s+/))
        .map(([reference = "", , digest = ""]) => [reference, digest]),
    ),
    hosts: Object.fromEntries(lines(hosts).map((line) => [line.slice(66), line.slice(0, 64)])),
    pods: lines(pods),
  };
}

function lines(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** Removes images by their references, and files with the folders that they are in. */
export async function removeFromNode(
  node: string,
  { images, files }: { readonly images: readonly string[]; readonly files: readonly string[] },
): Promise<void> {
  if (images.length > 0) await docker(["exec", node, "ctr", "--namespace=k8s.io", "images", "rm", "--sync", ...images]);
  const folders = files.map((file) => file.slice(0, file.lastIndexOf("/")));
  if (folders.length > 0) await docker(["exec", node, "rm", "-rf", "--", ...folders]);
}
