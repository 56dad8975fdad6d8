import type { DockerInfo } from "./docker.ts";
import type { Finding } from "./finding.ts";
import type { Machine } from "./machine.ts";

const gigabyte = 1e9;

/** Bytes that one cluster of one node takes. */
const memoryPerCluster = 0.7 * gigabyte;
/** Bytes that the images of a drill take unpacked, and what a node writes besides. */
const storageForImages = 2 * gigabyte;
const storagePerNode = gigabyte;
/** Clusters, and nodes, that make an ordinary drill. */
const ordinary = 3;

/** Whether Docker runs on the kernel that the machine's own figures are of, and not in a machine of its own. */
function isHere({ KernelVersion }: DockerInfo, { kernel }: Machine): boolean {
  return KernelVersion === kernel;
}

/** Whether the nodes of an ordinary drill fit into the memory that Docker has. */
export function lookAtMemory(info: DockerInfo, machine: Machine): Finding {
  const name = "memory";
  const advice = "Free some memory, or drill with fewer clusters or nodes.";
  const bytes = isHere(info, machine) ? machine.freeMemory() : info.MemTotal;
  if (bytes === undefined)
    return { name, state: "unknown", detail: "Docker does not say how much its machine has", advice };
  const whose = isHere(info, machine) ? "free" : "in Docker's own machine";
  return enough({ name, has: `${gigabytes(bytes)} ${whose}`, advice }, bytes / memoryPerCluster, "cluster");
}

/** Whether images and nodes fit onto the disk where Docker keeps them. */
export function lookAtStorage(info: DockerInfo, machine: Machine): Finding {
  const name = "storage";
  const advice =
    `Free some where Docker keeps its data (docker system df shows what takes it): images take ` +
    `${gigabytes(storageForImages)}, and each node ${gigabytes(storagePerNode)}.`;
  const [smallest] = isHere(info, machine) ? rooms(info, machine) : [];
  if (smallest === undefined) {
    const detail = `what is free in ${info.DockerRootDir ?? "Docker's folder"} cannot be seen from here`;
    return { name, state: "unknown", detail, advice };
  }
  const has = `${gigabytes(smallest.room)} free in ${smallest.folder}`;
  return enough({ name, has, advice }, (smallest.room - storageForImages) / storagePerNode, "node");
}

/** Where Docker keeps its data, the folder with the least room first. */
function rooms({ DockerRootDir, DriverStatus }: DockerInfo, machine: Machine) {
  const isInContainerd = (DriverStatus ?? []).some(([key]) => key === "driver-type");
  return [DockerRootDir, isInContainerd ? "/var/lib/containerd" : undefined]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => {
      const room = machine.room(folder);
      return room === undefined ? [] : [{ folder, room }];
    })
    .sort((a, b) => a.room - b.room);
}

interface Supply {
  readonly name: string;
  readonly has: string;
  readonly advice: string;
}

function enough({ name, has, advice }: Supply, count: number, unit: string): Finding {
  const whole = Math.max(0, Math.floor(count));
  if (whole === 0) return { name, state: "missing", detail: `${has}, not enough for a ${unit}`, advice };
  const detail = `${has}, enough for about ${whole} ${unit}${whole === 1 ? "" : "s"}`;
  return whole >= ordinary ? { name, state: "ok", detail } : { name, state: "limited", detail, advice };
}

function gigabytes(bytes: number): string {
  return `${Math.round(bytes / 1e8) / 10} GB`;
}

const leastInotify = { max_user_watches: 524_288, max_user_instances: 512 } as const;

/** Nodes share these with everything else on the machine; without enough, kubelets fail with "too many open files". */
export function lookAtInotify(info: DockerInfo, machine: Machine): Finding {
  const name = "inotify";
  const limits = Object.entries(leastInotify).map(([limit, least]) => {
    const text = isHere(info, machine) ? machine.read(`/proc/sys/fs/inotify/${limit}`) : undefined;
    return { limit, least, value: text === undefined ? undefined : Number(text) };
  });
  const low = limits.filter(({ value, least }) => value === undefined || value < least);
  const advice =
    `For many nodes: sysctl -w ${low.map(({ limit, least }) => `fs.inotify.${limit}=${least}`).join(" ")}` +
    ", and the same in a file of /etc/sysctl.d for the time after a restart.";
  if (limits.some(({ value }) => value === undefined))
    return { name, state: "unknown", detail: "the limits of Docker's own machine cannot be seen from here", advice };
  const told = (some: typeof limits) => some.map(({ limit, value }) => `fs.inotify.${limit} is ${value}`).join(", ");
  return low.length === 0
    ? { name, state: "ok", detail: told(limits) }
    : { name, state: "limited", detail: told(low), advice };
}
