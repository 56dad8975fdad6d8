import type { KubernetesObject } from "../../kubernetes.ts";
import { applets } from "../application/shell/commands/applets.ts";
import { Directory, FileSystem, type Entry } from "../application/shell/file-system.ts";
import type { Container } from "../kinds/pod.ts";
import { volumeMounts } from "./config-references.ts";
import { hostnameOf } from "./container-environment.ts";
import { fieldOf, type PodPlace } from "./downward.ts";
import { VolumeContent } from "./volume-content.ts";

export interface FilesSource extends PodPlace {
  readonly container: Container;
  readonly startedAt: Date;
  readonly now: () => Date;
  /** A ConfigMap or Secret as the node shows it now: with the kubelet's delay after a change. */
  readonly find: (resource: "configmaps" | "secrets", name: string) => KubernetesObject | undefined;
  /** The folder of an emptyDir or a claim, which the pod's containers share. */
  readonly scratch: (volume: string) => Directory;
  /** Programs of the image's own, such as the server, by path. */
  readonly programs: Readonly<Record<string, string>>;
}

interface Mount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
}

/** What a container sees: a small image of busybox, the files that every container gets, and its volumes. */
export function filesOf(source: FilesSource): FileSystem {
  const { pod, podIP, startedAt, now, container, programs } = source;
  const root = new Directory(startedAt);
  const files = new FileSystem(root, now);
  const put = (path: string, content: string, mode = 0o644) =>
    files.find(path.slice(0, path.lastIndexOf("/")) || "/") !== undefined &&
    files.write(path, Buffer.from(content), mode);
  for (const name of ["bin", "dev", "etc", "proc", "sys", "tmp", "var", "var/run", "var/run/secrets", "www"])
    files.makeDirectory(`/${name}`);
  root.put("bin", binaries(startedAt));
  for (const [path, text] of Object.entries(programs)) put(path, text, 0o755);
  put("/dev/null", "");
  put("/etc/passwd", "root:x:0:0:root:/:/bin/sh\n");
  put("/etc/hostname", `${hostnameOf(pod)}\n`);
  put("/etc/hosts", hosts(podIP, hostnameOf(pod)));
  put("/etc/resolv.conf", resolver(pod.metadata.namespace ?? "default"));
  for (const mount of (volumeMounts(container) as readonly Mount[]).toSorted(
    (a, b) => a.mountPath.length - b.mountPath.length,
  ))
    mountVolume(files, mount, source);
  return files;
}

function binaries(modified: Date): Directory {
  const entries = new Map<string, Entry>();
  const names = [...applets.keys(), "sh", "ash", "busybox"].sort();
  for (const name of names) entries.set(name, { kind: "file", content: Buffer.alloc(0), mode: 0o755, modified });
  return new Directory(modified, 0o755, () => entries);
}

function hosts(address: string, name: string): string {
  return `# Kubernetes-managed hosts file.
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
fe00::0\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
${address}\t${name}
`;
}

function resolver(namespace: string): string {
  return `search ${namespace}.svc.cluster.local svc.cluster.local cluster.local
nameserver 10.96.0.10
options ndots:5
`;
}

function mountVolume(files: FileSystem, { name, mountPath, subPath }: Mount, source: FilesSource): void {
  const volumes = (source.pod.spec["volumes"] ?? []) as readonly (Record<string, unknown> & {
    readonly name: string;
  })[];
  const volume = volumes.find((candidate) => candidate.name === name);
  if (volume === undefined) return;
  const content = new VolumeContent(volume, source, (path) => fieldOf(path, source));
  const entry: Entry | undefined = content.isGenerated ? folderOf(content, source.startedAt) : source.scratch(name);
  const path = mountPath.replace(/\/+$/, "");
  const parts = path.split("/").filter((part) => part !== "");
  for (let i = 1; i < parts.length; i++) {
    const parent = `/${parts.slice(0, i).join("/")}`;
    if (files.find(parent) === undefined) files.makeDirectory(parent);
  }
  const parent = files.find(path.slice(0, path.lastIndexOf("/")));
  if (parent?.kind !== "directory" || !parent.writable) return;
  if (subPath === undefined || subPath === "") return parent.put(parts.at(-1)!, entry);
  // Such a file is what it was when the container started; it does not follow its ConfigMap.
  const file = content.files().get(subPath);
  if (file !== undefined)
    parent.put(parts.at(-1)!, { kind: "file", content: file, mode: 0o644, modified: source.startedAt });
  else parent.put(parts.at(-1)!, content.isGenerated ? new Directory(source.startedAt) : entry);
}

/** Generated volumes are links into a folder with a time in its name, so that all files change at once. */
function folderOf(content: VolumeContent, modified: Date): Directory {
  return new Directory(modified, 0o777, () => {
    const inner = new Map<string, Entry>();
    for (const [path, bytes] of content.files()) {
      const [first = "", ...rest] = path.split("/");
      const file: Entry = { kind: "file", content: bytes, mode: content.mode, modified };
      if (rest.length === 0) inner.set(first, file);
      else {
        const folder = inner.get(first);
        const target = folder instanceof Directory ? folder : new Directory(modified);
        target.put(rest.join("/"), file);
        inner.set(first, target);
      }
    }
    const stamp = `..${modified.toISOString().slice(0, 19).replaceAll(/[-T:]/g, "_")}.${content.version}`;
    const link = (target: string): Entry => ({ kind: "link", target, modified });
    return new Map<string, Entry>([
      [stamp, new Directory(modified, 0o755, () => inner)],
      ["..data", link(stamp)],
      ...[...inner.keys()].map((key): [string, Entry] => [key, link(`..data/${key}`)]),
    ]);
  });
}
