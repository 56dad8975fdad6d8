import type { KubernetesClient } from "../../clusters/kubernetes.ts";

/** A client that sends nothing more once the signal is aborted: a step that is over must not act any more. */
export function guarded(client: KubernetesClient, signal: AbortSignal): KubernetesClient {
  const checked =
    <Arguments extends readonly unknown[], Result>(call: (...args: Arguments) => Promise<Result>) =>
    async (...args: Arguments): Promise<Result> => {
      signal.throwIfAborted();
      return call(...args);
    };
  return {
    get: checked((...args: Parameters<KubernetesClient["get"]>) => client.get(...args)),
    list: checked((...args: Parameters<KubernetesClient["list"]>) => client.list(...args)),
    create: checked((...args: Parameters<KubernetesClient["create"]>) => client.create(...args)),
    patch: checked((...args: Parameters<KubernetesClient["patch"]>) => client.patch(...args)),
    delete: checked((...args: Parameters<KubernetesClient["delete"]>) => client.delete(...args)),
  };
}
