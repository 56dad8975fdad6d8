import type { LogAddress, LogSource } from "../http/logs.ts";
import type { ContainerLog } from "./container-log.ts";
import type { Kubelet } from "./kubelet.ts";

/** The logs of a cluster's containers, read from its nodes; of a node that is off there is none. */
export function logSource(kubelets: readonly Kubelet[]): LogSource {
  const find = (address: LogAddress): ContainerLog | undefined => {
    for (const kubelet of kubelets) {
      const log = kubelet.log(address);
      if (log !== undefined) return log;
    }
    return undefined;
  };
  return {
    read: (address) => find(address)?.lines,
    follow(address, onLine, onEnd) {
      const log = find(address);
      if (log !== undefined) return log.follow(onLine, onEnd);
      onEnd();
      return { stop: () => undefined };
    },
  };
}
