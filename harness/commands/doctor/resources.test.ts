import { describe, expect, test } from "vitest";
import { lookAtInotify, lookAtMemory, lookAtStorage } from "./resources.ts";
import { kernel, machineOf } from "./testing.ts";

const here = { KernelVersion: kernel, DockerRootDir: "/docker" };
const elsewhere = { KernelVersion: "6.10-linuxkit", DockerRootDir: "/docker", MemTotal: 8e9 };

describe("memory", () => {
  test("is told in clusters, and too little of it with what to do", () => {
    const memory = (bytes: number) => lookAtMemory(here, machineOf({ freeMemory: () => bytes }));
    expect(memory(4e9)).toEqual({ name: "memory", state: "ok", detail: "4 GB free, enough for about 5 clusters" });
    expect(memory(1e9)).toEqual({
      name: "memory",
      state: "limited",
      detail: "1 GB free, enough for about 1 cluster",
      advice: "Free some memory, or drill with fewer clusters or nodes.",
    });
    expect(memory(0.5e9)).toMatchObject({ state: "missing", detail: "0.5 GB free, not enough for a cluster" });
  });

  test("is what Docker's own machine has, where it runs in one", () => {
    expect(lookAtMemory(elsewhere, machineOf()).detail).toBe(
      "8 GB in Docker's own machine, enough for about 11 clusters",
    );
    expect(lookAtMemory({}, machineOf())).toMatchObject({
      state: "unknown",
      detail: "Docker does not say how much its machine has",
    });
  });
});

describe("storage", () => {
  test("is told in nodes, what images take apart", () => {
    const storage = (bytes: number) => lookAtStorage(here, machineOf({ room: () => bytes }));
    expect(storage(5e9)).toEqual({
      name: "storage",
      state: "ok",
      detail: "5 GB free in /docker, enough for about 3 nodes",
    });
    expect(storage(4.9e9)).toEqual({
      name: "storage",
      state: "limited",
      detail: "4.9 GB free in /docker, enough for about 2 nodes",
      advice:
        "Free some where Docker keeps its data (docker system df shows what takes it): images take 2 GB, and each node 1 GB.",
    });
    expect(storage(1e9)).toMatchObject({ state: "missing", detail: "1 GB free in /docker, not enough for a node" });
  });

  test("is the least of what there is where containerd keeps the images", () => {
    const room = (folder: string) => (folder === "/var/lib/containerd" ? 3e9 : 50e9);
    const snapshotter = { ...here, DriverStatus: [["driver-type", "io.containerd.snapshotter.v1"]] };
    expect(lookAtStorage(snapshotter, machineOf({ room })).detail).toBe(
      "3 GB free in /var/lib/containerd, enough for about 1 node",
    );
    expect(lookAtStorage(here, machineOf({ room })).detail).toBe("50 GB free in /docker, enough for about 48 nodes");
  });

  test("is unknown where Docker's folder cannot be seen", () => {
    const unknown = { state: "unknown", detail: "what is free in /docker cannot be seen from here" };
    expect(lookAtStorage(here, machineOf({ room: () => undefined }))).toMatchObject(unknown);
    expect(lookAtStorage(elsewhere, machineOf())).toMatchObject(unknown);
  });
});

describe("inotify", () => {
  const instances = "/proc/sys/fs/inotify/max_user_instances";

  test("names the limits that are low, with the command that raises them", () => {
    expect(lookAtInotify(here, machineOf({ files: { [instances]: "128\n" } }))).toEqual({
      name: "inotify",
      state: "limited",
      detail: "fs.inotify.max_user_instances is 128",
      advice:
        "For many nodes: sysctl -w fs.inotify.max_user_instances=512, and the same in a file of /etc/sysctl.d for the time after a restart.",
    });
  });

  test("is unknown where the limits are those of another machine", () => {
    const unknown = { state: "unknown", detail: "the limits of Docker's own machine cannot be seen from here" };
    expect(lookAtInotify(elsewhere, machineOf())).toMatchObject(unknown);
    expect(lookAtInotify(here, machineOf({ read: () => undefined }))).toMatchObject(unknown);
  });
});
