import { HttpSession } from "../application/http-session.ts";
import { listenerOf } from "../application/pod-network.ts";
import type { ContainerAddress, PodStreams } from "../http/streams/pods.ts";
import type { Run } from "./container-record.ts";
import type { Kubelet } from "./kubelet.ts";
import type { PodState } from "./pod-state.ts";

/** Streams into the containers of a cluster's nodes. */
export function podStreams(kubelets: readonly Kubelet[]): PodStreams {
  const stateOf = (namespace: string, pod: string): PodState | undefined => {
    for (const kubelet of kubelets) {
      const state = kubelet.podNamed(namespace, pod);
      if (state !== undefined) return state;
    }
    return undefined;
  };
  const runOf = ({ namespace, pod, container }: ContainerAddress): Run | undefined =>
    stateOf(namespace, pod)?.containers.find(({ name }) => name === container)?.running;
  return {
    exec(address, command, options) {
      const run = runOf(address);
      if (run === undefined) return `unable to upgrade connection: container not found ("${address.container}")`;
      return run.life().exec(command, options);
    },
    attach(address, options) {
      const run = runOf(address);
      const { container, pod, namespace } = address;
      if (run === undefined)
        return `unable to upgrade connection: container ${container} not found in pod ${pod}_${namespace}`;
      return run.life().attach(options);
    },
    connect(namespace, pod, port, caller) {
      const state = stateOf(namespace, pod);
      const sandbox = sandboxOf(state?.pod.metadata.uid ?? pod);
      const head = `error forwarding port ${port} to pod ${sandbox}, uid : `;
      if (state?.podIP === undefined || state.over)
        return `${head}failed to find sandbox "${sandbox}" in store: not found`;
      const process = listenerOf(state, port);
      if (process !== undefined) return new HttpSession(state.session, process, caller);
      const refused = "connect: connection refused";
      const inside = `failed to connect to localhost:${port} inside namespace "${sandbox}"`;
      const both = `IPv4: dial tcp4 127.0.0.1:${port}: ${refused} IPv6 dial tcp6 [::1]:${port}: ${refused} `;
      const space = `failed to execute portforward in network namespace "/var/run/netns/cni-${state.pod.metadata.uid}"`;
      return `${head}${space}: ${inside}, ${both}`;
    },
    has: (namespace, pod) => {
      const state = stateOf(namespace, pod);
      return (
        state !== undefined &&
        !state.over &&
        state.pod.status?.phase !== "Succeeded" &&
        state.pod.status?.phase !== "Failed"
      );
    },
  };
}

/** The runtime's number of a pod: 64 digits, always the same for the same pod. */
function sandboxOf(uid: string): string {
  const digits = Buffer.from(uid).toString("hex");
  return digits.padEnd(64, "0").slice(0, 64);
}
