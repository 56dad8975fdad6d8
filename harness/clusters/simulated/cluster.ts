import type { Clock } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { ApiWrite, Cluster, LoadResult, NodePower, ProcessReport } from "../driver.ts";
import type { KubernetesClient } from "../kubernetes.ts";
import type { PodLife } from "../pod-life.ts";
import type { ApplicationSpec, ClusterSpec } from "../world.ts";
import { TokenIssuer } from "./access/token-issuer.ts";
import { HttpsCaller } from "./api/admission/webhooks/https-caller.ts";
import { createApiServer, type RequestRecord } from "./api/api-server.ts";
import type { ApiServer, Caller } from "./api/verbs.ts";
import { PodNetwork } from "./application/pod-network.ts";
import { PodTraffic } from "./application/pod-traffic.ts";
import type { Programs } from "./application/programs.ts";
import { RunningProcesses } from "./application/running-processes.ts";
import { MetricsServer } from "./application/metrics-server.ts";
import { ServiceView } from "./application/service-view.ts";
import type { Entrance, Users } from "./application/users.ts";
import { direct, linked, SimulatedClient } from "./clients.ts";
import { Informers } from "./controllers/kit/informer.ts";
import { startControllers } from "./controllers/start.ts";
import { createEventRecorder } from "./events.ts";
import type { LogSource } from "./http/logs.ts";
import type { Metrics } from "./metrics.ts";
import { Kubelet } from "./kubelet/kubelet.ts";
import { logSource } from "./kubelet/log-source.ts";
import { podStreams } from "./kubelet/pod-streams.ts";
import type { PodStreams } from "./http/streams/pods.ts";
import type { NodeIdentity } from "./kubelet/session.ts";
import type { Links } from "./network/links.ts";
import { findNode, NodeImages } from "./node-images.ts";
import { operatorEnd } from "../links.ts";
import type { PullWorld } from "./registry/pull.ts";
import { startScheduler } from "./scheduler/scheduler.ts";
import type { Timings } from "./timings.ts";
import { isComponent, observer, WriteLog } from "./write-log.ts";

/** What all clusters of a world share. */
export interface ClusterWorld {
  readonly clock: Clock;
  readonly timings: Timings;
  readonly links: Links;
  readonly programs: Programs;
  readonly pulls: Omit<PullWorld, "random">;
  readonly application: ApplicationSpec;
}

export interface SimulatedClusterOptions {
  readonly spec: ClusterSpec;
  /** Position among the clusters, from 0; addresses follow from it. */
  readonly index: number;
  readonly random: Random;
  readonly world: ClusterWorld;
}

/** Who runs the procedure: the administrator of the kubeconfig. */
const operator: Caller = {
  user: { name: "kubernetes-admin", groups: ["kubeadm:cluster-admins", "system:authenticated"] },
  userAgent: "rollback-drill/procedure",
};

/** The certificate that namespaces publish while nobody serves the API over HTTPS. */
const noCertificate = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";

/** What components write all the time and nobody draws conclusions from. */
const background: ReadonlySet<string> = new Set(["events", "leases.coordination.k8s.io"]);

/** One cluster: an API server, its controllers and scheduler, and nodes that run what is bound to them. */
export class SimulatedCluster implements Cluster, Disposable {
  readonly name: string;
  readonly context: string;
  readonly nodes: readonly string[];
  readonly observer: KubernetesClient;
  readonly operator: KubernetesClient;
  readonly images: NodeImages;
  readonly power: NodePower;
  readonly api: ApiServer;
  readonly logs: LogSource;
  readonly pods: PodStreams;
  /** Undefined in a cluster without a metrics server. */
  readonly metrics: Metrics | undefined;
  readonly entrance: Entrance;
  readonly traffic: PodTraffic;
  /** Of whoever wants to know; see `recordPods`. */
  podLives?: () => Promise<readonly PodLife[]>;
  /** Signs the tokens of the cluster's service accounts. */
  readonly tokens = new TokenIssuer();
  readonly #world: ClusterWorld;
  readonly #kubelets: readonly Kubelet[];
  readonly #processes: RunningProcesses;
  readonly #writes: WriteLog;
  readonly #running = new DisposableStack();
  #users: Users | undefined;
  /** Those after which the observer may see something else. */
  #requests = 0;

  constructor({ spec, index, random, world }: SimulatedClusterOptions) {
    const { clock, timings, links, application } = world;
    this.#world = world;
    this.name = spec.name;
    this.context = spec.context;
    this.#writes = new WriteLog(clock);
    this.api = createApiServer({
      clock,
      random: random.derive("api"),
      onRequest: (record) => this.#note(record),
      // What is outside lives in real time.
      callWebhook: clock.kind === "real" ? this.#running.use(new HttpsCaller(clock)).call : undefined,
    });
    const { api } = this;
    this.#kubelets = Array.from({ length: spec.nodes }, (_, i) =>
      this.#createKubelet(nodeIdentity(spec.name, index, i), random),
    );
    this.nodes = this.#kubelets.map(({ node }) => node.name);
    const path = () => ({
      cut: links.get(operatorEnd, spec.name).cut,
      delay: links.delay(operatorEnd, spec.name),
    });
    this.observer = new SimulatedClient(api, observer, direct);
    this.operator = new SimulatedClient(
      api,
      operator,
      linked({ clock, cluster: spec.name, deadline: timings.operatorDeadline, path }),
    );
    this.images = new NodeImages(this.#kubelets, world.pulls.catalogue);
    this.power = {
      stop: async (node) => findNode(this.#kubelets, node).stop(),
      start: async (node) => {
        const kubelet = findNode(this.#kubelets, node);
        await clock.sleep(timings.nodeBoot);
        kubelet.start();
      },
    };
    this.logs = logSource(this.#kubelets);
    this.pods = podStreams(this.#kubelets);
    this.metrics = spec.hasMetrics === false ? undefined : new MetricsServer(this.#kubelets, clock);
    const service = new ServiceView({
      api,
      clock,
      timings,
      namespace: application.namespace,
      service: application.service,
    });
    this.#processes = new RunningProcesses(this.#kubelets, application, clock);
    const network = this.#running.use(
      new PodNetwork({
        api,
        clock,
        random: random.derive("traffic"),
        kubelets: this.#kubelets,
        container: application.container,
      }),
    );
    this.traffic = new PodTraffic(network);
    this.entrance = { service, network };
    this.#running.defer(() => service.stop());
    this.#start(random);
  }

  /** Connects the users of this region; every cluster of the world has to exist before. */
  connect(users: Users): void {
    this.#users = users;
  }

  async offer(count: number): Promise<LoadResult> {
    return this.#users!.send(count);
  }

  async processes(): Promise<readonly ProcessReport[]> {
    return this.#processes.listening().map(({ pod, process: { version, configHash }, node }) => ({
      pod: pod.metadata.name,
      node,
      version,
      configHash,
    }));
  }

  revision(): string {
    return `${this.#requests}/${this.#processes.version()}`;
  }

  writes(skip: number): readonly ApiWrite[] {
    return this.#writes.after(skip);
  }

  [Symbol.dispose](): void {
    this.#running.dispose();
  }

  #note(request: RequestRecord): void {
    this.#writes.add(request);
    if (!background.has(request.resource) || !isComponent(request.caller)) this.#requests++;
  }

  #start(random: Random): void {
    const { clock, application } = this.#world;
    const { api } = this;
    const watching = this.#writes.follow(api);
    this.#running.defer(() => watching.stop());
    const informers = new Informers(api);
    this.#running.defer(() => informers.stop());
    const plane = { api, clock, random: random.derive("control-plane"), informers };
    const { tokens: issuer, metrics } = this;
    this.#running.use(startControllers({ ...plane, certificateAuthority: noCertificate, issuer, metrics }));
    this.#running.use(startScheduler(plane));
    for (const kubelet of this.#kubelets) {
      kubelet.start();
      this.#running.defer(() => kubelet.stop());
    }
    if (api.find("namespaces", undefined, application.namespace) === undefined) {
      const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: application.namespace } };
      api.create("namespaces", undefined, namespace, { caller: observer });
    }
  }

  #createKubelet(node: NodeIdentity, random: Random): Kubelet {
    const { clock, timings, pulls, programs } = this.#world;
    const own = random.derive(`node/${node.name}`);
    const caller: Caller = {
      user: { name: `system:node:${node.name}`, groups: ["system:nodes", "system:authenticated"] },
      userAgent: "kubelet/v1.34.4 (linux/amd64) kubernetes",
    };
    return new Kubelet({
      cluster: this.name,
      node,
      api: this.api,
      caller,
      recorder: createEventRecorder({
        api: this.api,
        clock,
        random: own,
        caller,
        component: "kubelet",
        host: node.name,
      }),
      timings,
      pulls: { ...pulls, random: own.derive("pulls") },
      programs,
      random: own,
      traffic: () => this.traffic,
      onProcesses: () => {
        this.entrance.network.changed();
        this.#processes.changed();
      },
    });
  }
}

/** Named and numbered as kind does it. */
function nodeIdentity(cluster: string, index: number, node: number): NodeIdentity {
  return {
    name: `${cluster}-worker${node === 0 ? "" : node + 1}`,
    address: `172.18.${index}.${node + 3}`,
    podSubnet: `10.244.${node + 1}`,
  };
}
