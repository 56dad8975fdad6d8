import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fakeProgram } from "../testing.ts";
import { lookAtContainers } from "./containers.ts";
import { lookAtCgroup, lookAtDocker } from "./docker.ts";
import { lookAtImages } from "./images.ts";
import { lookAtKind } from "./kind.ts";
import { lookAtInit, lookAtProxies } from "./settings.ts";
import { dockerSaying, machineOf } from "./testing.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = (name: string, script: string) => fakeProgram(folder, name, script);
const kindSaying = (version: string) => program("kind", `echo 'kind ${version} go1.24 linux/amd64'`);

const env = () => ({ PATH: folder });
const look = () => lookAtContainers(env(), machineOf());

describe("what the doctor says of containers", () => {
  test("a line each, where all is well", async () => {
    program("docker", dockerSaying({}));
    kindSaying("v0.31.0");
    expect((await look()).map(({ name, state, detail }) => `${name} ${state}: ${detail}`)).toEqual([
      "Docker ok: 28.1",
      "cgroup ok: version 2",
      "kind ok: kind v0.31.0 go1.24 linux/amd64",
      "images ok: all are on this machine",
      "memory ok: 16 GB free, enough for about 22 clusters",
      "storage ok: 100 GB free in /docker, enough for about 98 nodes",
      "inotify ok: fs.inotify.max_user_watches is 524288, fs.inotify.max_user_instances is 512",
      "ports ok: 28232 of 32768 to 60999 are free, 24 can be had on 127.0.0.1 at once",
    ]);
  });

  test("one missing line where there is no Docker", async () => {
    expect(await look()).toEqual([
      {
        name: "Docker",
        state: "missing",
        detail: "not on PATH",
        advice: "Install Docker; it is needed for --driver kind only.",
      },
    ]);
  });

  test("what the client says where the daemon does not answer, and nothing else", async () => {
    program("docker", `echo '{"ServerVersion":"","ServerErrors":["Cannot connect to the Docker daemon"]}'; exit 1`);
    expect(await look()).toEqual([
      {
        name: "Docker",
        state: "missing",
        detail: "Cannot connect to the Docker daemon",
        advice: "Start the Docker daemon, or point DOCKER_HOST at one; it is needed for --driver kind only.",
      },
    ]);
    program("docker", `echo 'permission denied' >&2; exit 1`);
    expect((await lookAtDocker(env())).finding).toMatchObject({ state: "missing", detail: "permission denied" });
    program("docker", `echo '{"host":{}}'`);
    expect((await lookAtDocker(env())).finding).toMatchObject({ detail: "docker info names no version of a daemon" });
  });

  test("a Docker that is too old, with what to do", async () => {
    program("docker", dockerSaying({ ServerVersion: "19.03.15" }));
    expect((await lookAtDocker(env())).finding).toEqual({
      name: "Docker",
      state: "wrong",
      detail: "19.03.15",
      advice: "Install Docker 20.10 or later; it is needed for --driver kind only.",
    });
    program("docker", dockerSaying({ ServerVersion: "20.10.24" }));
    expect((await lookAtDocker(env())).finding).toEqual({ name: "Docker", state: "ok", detail: "20.10.24" });
  });

  test("a daemon that gives every container an init process, which nodes do not start with", () => {
    const initOf = (text: string) => lookAtInit(machineOf({ files: { "/etc/docker/daemon.json": text } }));
    expect(initOf('{"init":true}')).toEqual([
      {
        name: "Docker",
        state: "missing",
        detail: '/etc/docker/daemon.json has "init": true',
        advice:
          'Take "init": true out of /etc/docker/daemon.json and restart the daemon; nodes of kind do not start with it.',
      },
    ]);
    expect(initOf('{"init":false}')).toEqual([]);
    expect(initOf("not JSON")).toEqual([]);
    expect(lookAtInit(machineOf())).toEqual([]);
  });

  test("a kind that is missing, too old, old, or of no known version", async () => {
    const kind = () => lookAtKind(env());
    expect(await kind()).toEqual({
      name: "kind",
      state: "missing",
      detail: "not on PATH",
      advice: "Install kind 0.31 or later; it is needed for --driver kind only.",
    });
    kindSaying("v0.26.0");
    expect(await kind()).toEqual({
      name: "kind",
      state: "wrong",
      detail: "kind v0.26.0 go1.24 linux/amd64",
      advice: "Install kind 0.31 or later; drills do not run on one before 0.27.",
    });
    for (const version of ["v0.27.0", "v0.30.0"]) {
      kindSaying(version);
      expect(await kind()).toEqual({
        name: "kind",
        state: "limited",
        detail: `kind ${version} go1.24 linux/amd64`,
        advice: "Install kind 0.31 or later: the default node image is made for it.",
      });
    }
    for (const version of ["v0.31.0", "v0.33.0-alpha", "v1.0.0"]) {
      kindSaying(version);
      expect(await kind()).toMatchObject({ state: "ok" });
    }
    kindSaying("of my own");
    expect(await kind()).toMatchObject({
      state: "unknown",
      detail: "no version in what it says: kind of my own go1.24 linux/amd64",
    });
    program("kind", "echo 'no such library' >&2; exit 127");
    expect(await kind()).toMatchObject({
      state: "wrong",
      detail: `${folder}/kind does not say its version: no such library`,
    });
  });

  test("the first version of cgroups is enough for node images up to Kubernetes 1.34", () => {
    const cgroup = (image: string) => lookAtCgroup({ CgroupVersion: "1" }, image);
    const pinned = `kindest/node:v1.34.4@sha256:${"0".repeat(64)}`;
    expect(cgroup(pinned)).toEqual({
      name: "cgroup",
      state: "ok",
      detail: `version 1, which ${pinned} still takes`,
    });
    expect(cgroup("kindest/node:v1.35.0")).toEqual({
      name: "cgroup",
      state: "missing",
      detail: "version 1",
      advice: "Boot with cgroup v2, or name a node image of Kubernetes 1.34 or earlier in DRILL_NODE_IMAGE.",
    });
    expect(cgroup("own/node:latest")).toMatchObject({ state: "missing" });
    expect(lookAtCgroup({ CgroupVersion: "2" }, "own/node:latest").state).toBe("ok");
    expect(lookAtCgroup({}, pinned)).toMatchObject({ state: "missing", detail: "version unknown" });
  });

  test("which images are not on the machine, by the names that the environment gives, and how to name others", async () => {
    program("docker", `${dockerSaying({})}; case "$3" in own/node:1 | registry:3.0.0@sha256:*) exit 1;; esac`);
    expect(await lookAtImages({ ...env(), DRILL_NODE_IMAGE: "own/node:1" })).toEqual({
      name: "images",
      state: "missing",
      detail: expect.stringMatching(/^not on this machine: own\/node:1, registry:3\.0\.0@sha256:[0-9a-f]{64}$/),
      advice:
        "They are pulled when a drill needs them. Without a network, load images and name them by tag in " +
        "DRILL_NODE_IMAGE, DRILL_REGISTRY_IMAGE: what was loaded has no digest.",
    });
  });

  test("proxies that would be asked for the drill's own parts", () => {
    const proxy = { HTTPS_PROXY: "http://proxy:3128" };
    expect(lookAtProxies({ ...proxy, NO_PROXY: "acme.example" })).toMatchObject([
      { state: "missing", detail: "HTTPS_PROXY set, and 127.0.0.1 is not in NO_PROXY" },
    ]);
    expect(lookAtProxies({ ...proxy, NO_PROXY: "acme.example, 127.0.0.1" })).toEqual([]);
    expect(lookAtProxies({})).toEqual([]);
  });
});
