import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import { createServer as createTcpServer, type AddressInfo, type Socket } from "node:net";
import type { Clock } from "../../../base/clock.ts";
import { resources } from "../api/resources.ts";
import type { ApiServer } from "../api/verbs.ts";
import { OpenApi } from "./discovery/openapi.ts";
import { apiVersionOf, servedGroupVersions } from "./discovery/served.ts";
import type { Front } from "./exchange.ts";
import { handle } from "./handle.ts";
import type { ClusterAccess } from "./kubeconfig.ts";
import type { LinkGate } from "./link/gate.ts";
import { LinkedSocket } from "./link/linked-socket.ts";
import type { LogSource } from "./logs.ts";

export interface ServeOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  /** Name of the cluster, for its certificate. */
  readonly name: string;
  /** Name of its context in kubeconfigs. */
  readonly context: string;
  readonly logs: LogSource;
  /** What the link to the operator does; undefined is a link without delay that never fails. */
  readonly gate?: LinkGate | undefined;
  /** Clusters may share one: it holds nothing but schemas. */
  readonly openApi?: OpenApi | undefined;
  /** Told of errors of ours that a client saw as a 500. */
  readonly onError: (error: unknown) => void;
}

/** A cluster that listens. Disposing twice is harmless. */
export interface ClusterEndpoint extends ClusterAccess, AsyncDisposable {}

/** Wall ms. Requests are complete within this time or cut off; answers, such as watches, may last. */
const limits = { handshake: 10_000, headers: 10_000, request: 60_000, keepAlive: 90_000, check: 5_000 };
const mostConnections = 2000;

/** Serves a cluster's API over HTTPS on a free port of 127.0.0.1, with a certificate and a token of its own. */
export async function serveCluster(options: ServeOptions): Promise<ClusterEndpoint> {
  const { name, context, clock, gate, onError } = options;
  // Loaded when needed: it takes longer than the rest of the simulator, and most drills serve nothing.
  const { issueServingCertificate, newToken } = await import("./tls/authority.ts");
  const { authority, certificate, key } = await issueServingCertificate(name, clock.wallTime());
  const token = newToken();
  const front = frontOf(options);
  const https = createHttpsServer(
    {
      cert: certificate,
      key,
      minVersion: "TLSv1.2",
      handshakeTimeout: limits.handshake,
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      keepAliveTimeout: limits.keepAlive,
      connectionsCheckingInterval: limits.check,
    },
    (request, response) => void handle(request, response, { front, token, onError }),
  );
  const listener = new Listener(https, clock, gate);
  const port = await listener.listen();
  return {
    context,
    url: `https://127.0.0.1:${port}`,
    ca: authority,
    token,
    [Symbol.asyncDispose]: () => listener.close(),
  };
}

function frontOf({ api, clock, logs, openApi = new OpenApi() }: ServeOptions): Front {
  const all = Object.values(resources);
  const stored = new Map(all.map((resource) => [`${apiVersionOf(resource)}/${resource.plural}`, resource]));
  return { api, clock, logs, openApi, groupVersions: servedGroupVersions(all), stored };
}

/** Takes connections, leads each through the link, and hands it to the HTTPS server. */
class Listener {
  readonly #https: HttpsServer;
  readonly #tcp;
  readonly #sockets = new Set<Socket>();
  #closed: Promise<void> | undefined;

  constructor(https: HttpsServer, clock: Clock, gate: LinkGate | undefined) {
    this.#https = https;
    // A client that talks nonsense or goes away has its connection closed by then; there is nothing to tell.
    https.on("tlsClientError", (_, socket) => void socket.destroy());
    https.on("clientError", (_, socket) => void socket.destroy());
    this.#tcp = createTcpServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      if (gate === undefined) {
        https.emit("connection", socket);
        return;
      }
      socket.on("error", () => undefined);
      if (gate.condition().kind === "refused") socket.resetAndDestroy();
      else https.emit("connection", new LinkedSocket(socket, clock, gate));
    });
    this.#tcp.maxConnections = mostConnections;
  }

  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#tcp.once("error", reject);
      this.#tcp.listen({ host: "127.0.0.1", port: 0 }, () => {
        this.#tcp.off("error", reject);
        resolve((this.#tcp.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#tcp.close(() => resolve());
      this.#https.close();
      for (const socket of this.#sockets) socket.destroy();
    });
    return this.#closed;
  }
}
