import { GenericContainer, type StartedTestContainer, type WaitStrategy } from "testcontainers";
import type { Ledger } from "../../driver.ts";
import { containerLog } from "../evidence.ts";
import { removeRemains } from "./leftovers.ts";
import { loopback } from "./loopback.ts";
import { runLabel } from "../../run-label.ts";
import type { Names } from "./names.ts";
import { records } from "./records.ts";

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  /** Name of a network, or `container:<name>` to share that container's. */
  readonly network: string;
  /** Names under which others on the network reach it. */
  readonly aliases?: readonly string[];
  /** Ports that the host reaches under other numbers. */
  readonly ports?: readonly number[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ready: WaitStrategy;
}

/** Where the containers of a drill are, whose they are and who knows of them. */
export interface Place {
  /** Name of the network that they join. */
  readonly network: string;
  readonly names: Names;
  readonly ledger: Ledger;
}

/** Publishes ports to this machine alone: testcontainers itself publishes them to whoever reaches it. */
class OnLoopback extends GenericContainer {
  protected override beforeContainerCreated = async (): Promise<void> => {
    const bindings = this.hostConfig.PortBindings as Record<string, { HostIp?: string }[]> | undefined;
    for (const binding of Object.values(bindings ?? {}).flat()) binding.HostIp = loopback;
  };
}

/** ms within which a container has to be ready. */
const startTimeout = 120_000;

export interface Container extends AsyncDisposable {
  readonly name: string;
  readonly host: string;
  /** The host's port for one of the container's. */
  port(inside: number): number;
}

/** Starts a container that the ledger knows before it exists. */
export async function startContainer(spec: ContainerSpec, names: Names, ledger: Ledger): Promise<Container> {
  const { name, image, network, aliases = [], ports = [], command = [], environment = {}, ready } = spec;
  const entry = ledger.record(records.container, { name });
  // The ledger cleans up, also where no reaper can run.
  const wanted = new OnLoopback(image)
    .withAutoCleanup(false)
    .withName(name)
    .withLabels({ [runLabel]: names.runId })
    .withNetworkMode(network)
    .withEnvironment(environment)
    .withWaitStrategy(ready)
    .withStartupTimeout(startTimeout);
  if (aliases.length > 0) wanted.withNetworkAliases(...aliases);
  if (ports.length > 0) wanted.withExposedPorts(...ports);
  if (command.length > 0) wanted.withCommand([...command]);
  const started: StartedTestContainer = await wanted.start().catch(async (error: unknown) => {
    const said = await containerLog(name, 5);
    await removeRemains(records.container, { name });
    entry.strike();
    throw new Error(
      `container ${name} did not start: ${(error as Error).message}${said === "" ? "" : `; it said: ${said}`}`,
      {
        cause: error,
      },
    );
  });
  return {
    name,
    host: loopback,
    port: (inside) => started.getMappedPort(inside),
    async [Symbol.asyncDispose]() {
      await started.stop({ timeout: 0, remove: true, removeVolumes: true });
      entry.strike();
    },
  };
}
