import type { Clock } from "../../../../base/clock.ts";
import type { Random } from "../../../../base/random.ts";
import type { ApiServer, Caller } from "../../api/verbs.ts";
import { createEventRecorder, type EventRecorder } from "../../events.ts";
import type { Informers } from "./informer.ts";

/** What every controller of one cluster gets. */
export interface ControlPlane {
  readonly api: ApiServer;
  readonly clock: Clock;
  readonly random: Random;
  readonly informers: Informers;
}

/** Each controller of the controller manager acts under a service account of its own, as kubeadm sets it up. */
export function controllerCaller(name: string): Caller {
  const user = `system:serviceaccount:kube-system:${name}`;
  return {
    user: {
      name: user,
      groups: ["system:serviceaccounts", "system:serviceaccounts:kube-system", "system:authenticated"],
    },
    userAgent: `kube-controller-manager/v1.34.4 (linux/amd64) kubernetes/${user}`,
  };
}

/** @param component as events name it; usually the caller's name. */
export function recorderFor({ api, clock, random }: ControlPlane, component: string, caller: Caller): EventRecorder {
  return createEventRecorder({ api, clock, random: random.derive(component), caller, component });
}
