import type { Machine } from "./machine.ts";

interface Changes extends Partial<Machine> {
  /** Texts of files, by path, besides those of a machine that has enough of everything. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Kernel of the machine, for a `docker info` that is of the same. */
export const kernel = "6.1.0-drill";

/** A machine that has enough of everything, but for the changes. */
export function machineOf({ files = {}, ...changes }: Changes = {}): Machine {
  const texts: Readonly<Record<string, string>> = {
    "/proc/sys/fs/inotify/max_user_watches": "524288\n",
    "/proc/sys/fs/inotify/max_user_instances": "512\n",
    "/proc/sys/net/ipv4/ip_local_port_range": "32768\t60999\n",
    ...files,
  };
  return {
    nodeVersion: "v24.1.0",
    kernel,
    now: () => new Date("2099-01-01T00:00:00Z"),
    freeMemory: () => 16e9,
    room: () => 100e9,
    read: (path) => texts[path],
    takePorts: async (_, count) => Array.from({ length: count }, (_, index) => 40_000 + index),
    ...changes,
  };
}

/** Script of a docker that answers `docker info` with this, and has every image. */
export function dockerSaying(info: object): string {
  const said = { ServerVersion: "28.1", CgroupVersion: "2", KernelVersion: kernel, DockerRootDir: "/docker", ...info };
  return `[ "$1" != info ] || echo '${JSON.stringify(said)}'`;
}
