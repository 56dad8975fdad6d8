import { createServer as createHttpsServer } from "node:https";
import type { Clock } from "../../../base/clock.ts";
import { Authorizer } from "../access/authorizer.ts";
import { TokenIssuer } from "../access/token-issuer.ts";
import type { ApiServer } from "../api/verbs.ts";
import { Gate } from "./access/gate.ts";
import { administrator, Authentication } from "./authentication.ts";
import { OpenApi } from "./discovery/openapi.ts";
import { Front } from "./front.ts";
import { handle } from "./handle.ts";
import type { ClusterAccess } from "./kubeconfig.ts";
import type { LinkGate } from "./link/gate.ts";
import { defaultLimits, Listener, type ConnectionLimits } from "./listener.ts";
import type { Metrics } from "../metrics.ts";
import type { PodTraffic } from "../application/pod-traffic.ts";
import type { LogSource } from "./logs.ts";
import { Connections } from "./streams/connections.ts";
import type { PodStreams } from "./streams/pods.ts";
import { handleUpgrade, isStreamRequest } from "./streams/upgrade.ts";
import { largestHead } from "./unparsed.ts";

export interface ServeOptions {
  readonly api: ApiServer;
  readonly clock: Clock;
  /** Name of the cluster, for its certificate. */
  readonly name: string;
  /** Name of its context in kubeconfigs. */
  readonly context: string;
  readonly logs: LogSource;
  /** Streams into pods and HTTP to them; without these, requests for them are refused. */
  readonly pods?: PodStreams | undefined;
  readonly traffic?: PodTraffic | undefined;
  /** What the metrics server knows; undefined in a cluster that has none. */
  readonly metrics?: Metrics | undefined;
  /** What the link to the operator does; undefined is a link without delay that never fails. */
  readonly gate?: LinkGate | undefined;
  /** Clusters may share one: it holds nothing but schemas. */
  readonly openApi?: OpenApi | undefined;
  readonly limits?: ConnectionLimits | undefined;
  /** Signs the tokens of service accounts; one of its own where nobody else signs any. */
  readonly issuer?: TokenIssuer | undefined;
  /** Told of errors of ours that a client saw as a 500. */
  readonly onError: (error: unknown) => void;
}

/** A cluster that listens. Disposing twice is harmless. */
export interface ClusterEndpoint extends ClusterAccess, AsyncDisposable {}

/** Serves a cluster's API over HTTPS on a free port of 127.0.0.1, with a certificate and a token of its own. */
export async function serveCluster(options: ServeOptions): Promise<ClusterEndpoint> {
  const { name, context, clock, gate, limits = defaultLimits, onError } = options;
  // Loaded when needed: it takes longer than the rest of the simulator, and most drills serve nothing.
  const { issueCertificates, newToken } = await import("./tls/authority.ts");
  const { authority, serving, client } = await issueCertificates(name, administrator, clock.wallTime());
  const token = newToken();
  const { api, logs, pods, traffic, metrics, openApi = new OpenApi(), issuer = new TokenIssuer() } = options;
  const access = new Authorizer(api);
  const front = new Front({ api, clock, logs, pods, traffic, metrics, openApi, access, issuer });
  const requests = new Gate(new Authentication(token, front.tokens), access);
  const https = createHttpsServer(
    {
      cert: serving.certificate,
      key: serving.key,
      // Whose certificate is none of ours is asked for a token, or is anonymous.
      ca: authority,
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: "TLSv1.2",
      maxHeaderSize: largestHead,
      handshakeTimeout: limits.handshake,
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      keepAliveTimeout: limits.keepAlive,
      connectionsCheckingInterval: limits.check,
      shouldUpgradeCallback: isStreamRequest,
    },
    (request, response) => void handle(request, response, { front, gate: requests, onError }),
  );
  const connections = new Connections();
  https.on("upgrade", (request, socket, head) => {
    void handleUpgrade(request, socket, head, { front, gate: requests, connections, onError });
  });
  const listener = new Listener(https, clock, gate);
  const port = await listener.listen();
  return {
    context,
    url: `https://127.0.0.1:${port}`,
    ca: authority,
    token,
    client,
    [Symbol.asyncDispose]: () => {
      access[Symbol.dispose]();
      connections[Symbol.dispose]();
      return listener.close();
    },
  };
}
