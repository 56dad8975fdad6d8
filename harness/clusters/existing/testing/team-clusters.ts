import { delimiter, join } from "node:path";
import { execa } from "execa";
import { RealClock } from "../../../base/real-clock.ts";
import { clusterReady } from "../../kind/create-cluster.ts";
import { docker, kind } from "../../kind/docker/docker.ts";
import { partImages } from "../../kind/images.ts";
import { RemoteClient } from "../../remote/client.ts";
import { Connection } from "../../remote/connection.ts";

/** kind clusters as a team would have made them: nothing in them knows of drills. */
export interface TeamClusters extends AsyncDisposable {
  /** As `KUBECONFIG` holds them: one file per cluster. */
  readonly kubeconfig: string;
  /** Names of the contexts, in the order of the clusters. */
  readonly contexts: readonly string[];
  /** Puts images of this machine's Docker onto every node. */
  load(references: readonly string[]): Promise<void>;
}

/** @param folder for the kubeconfigs */
export async function startTeamClusters(count: number, folder: string): Promise<TeamClusters> {
  await using undo = new AsyncDisposableStack();
  const names = Array.from({ length: count }, (_, index) => `team-${process.pid}-${index + 1}`);
  const network = `team-${process.pid}`;
  await docker(["network", "create", network]);
  undo.defer(async () => void (await docker(["network", "rm", network])));
  const pathOf = (name: string) => join(folder, `${name}.kubeconfig`);
  undo.defer(async () => {
    await Promise.all(names.map((name) => kind(["delete", "cluster", "--name", name, "--kubeconfig", pathOf(name)])));
  });
  const created = names.map((name) =>
    kind(["create", "cluster", "--name", name, "--kubeconfig", pathOf(name), "--image", partImages(process.env).node], {
      environment: { KIND_EXPERIMENTAL_DOCKER_NETWORK: network },
    }),
  );
  await Promise.allSettled(created);
  await Promise.all(created);
  const { signal } = new AbortController();
  for (const name of names) {
    using connection = new Connection({
      kubeconfig: pathOf(name),
      context: `kind-${name}`,
      userAgent: "team",
      deadline: 10_000,
    });
    await clusterReady(name, new RemoteClient(connection), { clock: new RealClock(), signal, nodes: 1 });
  }
  const running = undo.move();
  return {
    kubeconfig: names.map(pathOf).join(delimiter),
    contexts: names.map((name) => `kind-${name}`),
    async load(references) {
      for (const name of names) await kind(["load", "docker-image", "--name", name, ...references]);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** kinds that change by themselves all the time. */
const restless = /^(events(\..*)?|leases\.coordination\.k8s\.io|pods\.metrics\.k8s\.io|nodes\.metrics\.k8s\.io)$/;

/** Every object of a cluster, by kind, namespace, name and identity. */
export async function everythingIn(kubeconfig: string, context: string): Promise<readonly string[]> {
  const kubectl = async (...args: readonly string[]) =>
    (await execa("kubectl", ["--context", context, ...args], { env: { KUBECONFIG: kubeconfig } })).stdout;
  const kinds = (await kubectl("api-resources", "--verbs=list", "-o", "name")).split("\n");
  const listed = kinds.filter((name) => !restless.test(name)).join(",");
  const columns = "KIND:.kind,NS:.metadata.namespace,NAME:.metadata.name,UID:.metadata.uid";
  const lines = await kubectl("get", listed, "--all-namespaces", "--no-headers", "-o", `custom-columns=${columns}`);
  return lines
    .split("\n")
    .map((line) => line.replaceAll(/ +/g, " "))
    .sort();
}
