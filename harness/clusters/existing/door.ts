import { createServer } from "node:https";
import { KubeConfig } from "@kubernetes/client-node";
import type { Clock } from "../../base/clock.ts";
import { type KubeconfigContext, renderKubeconfig } from "../kubeconfig.ts";
import type { LinkGate } from "../simulated/http/link/gate.ts";
import { Listener } from "../simulated/http/listener.ts";
import { issueCertificates } from "../simulated/http/tls/authority.ts";
import { largestHead } from "../simulated/http/unparsed.ts";
import type { DoorWrites } from "./door-writes.ts";
import { Forwarder } from "./forwarder.ts";

export interface DoorOptions {
  readonly cluster: string;
  /** The team's context; its credentials are not used here. */
  readonly team: KubeconfigContext;
  readonly clock: Clock;
  /** What the link between the operator and this cluster does. */
  readonly gate: LinkGate;
  readonly writes: DoorWrites;
}

/** The procedure's way to a cluster's API server. */
export interface Door extends AsyncDisposable {
  /** `https://127.0.0.1:<port>`, and the team's path below it where it has one. */
  readonly server: string;
  /** PEM of the authority that signed the door's certificate. */
  readonly ca: string;
}

/**
 * Opens a door on this machine: whoever comes in brings credentials of his own, takes the link's time, and goes on to the
 * team's API server. What he writes there is noted.
 */
export async function openDoor({ cluster, team, clock, gate, writes }: DoorOptions): Promise<Door> {
  const nobody = { name: "nobody", group: "nobody" };
  const { authority, serving } = await issueCertificates(cluster, nobody, clock.wallTime());
  const config = new KubeConfig();
  config.loadFromString(renderKubeconfig([{ ...team, user: {} }]));
  const forwarder = new Forwarder(config, clock, writes);
  const https = createServer(
    { cert: serving.certificate, key: serving.key, minVersion: "TLSv1.2", maxHeaderSize: largestHead },
    (request, response) => void forwarder.forward(request, response),
  );
  https.on("upgrade", (request, socket, head) => void forwarder.upgrade(request, socket, head));
  const listener = new Listener(https, clock, gate);
  const port = await listener.listen();
  const { pathname } = new URL(String(team.cluster["server"]));
  return {
    server: `https://127.0.0.1:${port}${pathname.replace(/\/$/, "")}`,
    ca: authority,
    async [Symbol.asyncDispose]() {
      await listener.close();
      forwarder[Symbol.dispose]();
    },
  };
}
