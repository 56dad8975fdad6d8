import type { TokenIssuer } from "../access/token-issuer.ts";
import { startClusterRoleAggregation } from "./access/aggregation.ts";
import { startTokenSecrets } from "./access/token-secrets.ts";
import { startCronJobController } from "./cron-job/controller.ts";
import { startCustomResourceControllers } from "./custom-resources/controller.ts";
import { startDaemonSetController } from "./daemon-set/controller.ts";
import { startDeploymentController } from "./deployment/controller.ts";
import { startDisruptionController } from "./disruption/controller.ts";
import { startEndpointControllers } from "./endpoints/controller.ts";
import { startGarbageCollector } from "./garbage/controller.ts";
import { startAutoscaler } from "./horizontal-pod-autoscaler/controller.ts";
import { startJobController } from "./job/controller.ts";
import type { ControlPlane } from "./kit/control-plane.ts";
import { startNamespaceFurnishing } from "./namespace/furnishing.ts";
import { startNamespaceLifeCycle } from "./namespace/life-cycle.ts";
import { startNodeLifeCycle } from "./node-life-cycle/controller.ts";
import { startTaintEviction } from "./node-life-cycle/eviction.ts";
import { startQuotaController } from "./quota/controller.ts";
import { startReplicaSetController } from "./replica-set/controller.ts";
import { startStatefulSetController } from "./stateful-set/controller.ts";
import { startVolumeController } from "./volumes/controller.ts";
import type { Metrics } from "../metrics.ts";

export interface ControllersOptions extends ControlPlane {
  /** PEM of the authority that signs for the API server; published in every namespace. */
  readonly certificateAuthority: string;
  /** What the metrics server knows; undefined in a cluster that has none. */
  readonly metrics?: Metrics | undefined;
  /** Signs the tokens that stand in Secrets. */
  readonly issuer: TokenIssuer;
}

/** Starts every controller of a cluster's controller manager. Disposing stops them where they stand. */
export function startControllers({ certificateAuthority, issuer, metrics, ...plane }: ControllersOptions): Disposable {
  const started = new DisposableStack();
  started.use(startCustomResourceControllers(plane));
  started.use(startGarbageCollector(plane));
  started.use(startNamespaceFurnishing(plane, certificateAuthority));
  started.use(startNamespaceLifeCycle(plane));
  started.use(startClusterRoleAggregation(plane));
  started.use(startTokenSecrets(plane, { issuer, certificateAuthority }));
  started.use(startDeploymentController(plane));
  started.use(startReplicaSetController(plane));
  started.use(startStatefulSetController(plane));
  started.use(startDaemonSetController(plane));
  started.use(startJobController(plane));
  started.use(startCronJobController(plane));
  started.use(startDisruptionController(plane));
  started.use(startAutoscaler(plane, metrics));
  started.use(startQuotaController(plane));
  started.use(startVolumeController(plane));
  started.use(startEndpointControllers(plane));
  started.use(startNodeLifeCycle(plane));
  started.use(startTaintEviction(plane));
  return started;
}
