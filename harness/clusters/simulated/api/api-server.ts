import { AwaitingWebhook } from "./admission/webhooks/rounds.ts";
import { bootstrap, installPolicy } from "./bootstrap.ts";
import { createObject } from "./creation.ts";
import { serveDefinitions } from "./custom/serve-definitions.ts";
import { deleteObject } from "./deletion.ts";
import { patchObject } from "./patching.ts";
import { getObject, Lists, watchObjects } from "./reads.ts";
import { servedResources } from "./resources.ts";
import { nameOf, Server, type ApiServerOptions, type RequestRecord } from "./server.ts";
import { badRequest, StatusError } from "./status-error.ts";
import { bindPod, evictPod } from "./pod-subresources.ts";
import { patchScale, updateScale } from "./scaling.ts";
import { updateObject } from "./updating.ts";
import type { ApiServer, DeleteOptions, WriteOptions } from "./verbs.ts";
import { applyObject } from "./apply/apply-object.ts";

/** The API server of one simulated cluster, with the namespaces that every cluster has. */
export function createApiServer(options: ApiServerOptions): ApiServer & { compact(): void } {
  const server = new Server(options, servedResources);
  const lists = new Lists(server);
  serveDefinitions(server);

  /** Runs a mutating verb and reports it, whether it succeeds or is refused. */
  const recorded = <T>(request: Omit<RequestRecord, "code">, sent: readonly unknown[], run: () => T, code = 200): T => {
    try {
      const result = server.admission.run(() => [request, sent], run);
      server.onRequest?.({ ...request, code });
      return result;
    } catch (error) {
      if (error instanceof StatusError && !(error instanceof AwaitingWebhook))
        server.onRequest?.({ ...request, code: error.code });
      throw error;
    }
  };
  const record = (
    verb: RequestRecord["verb"],
    resource: string,
    namespace: string | undefined,
    name: string,
    { caller, subresource, dryRun = false }: WriteOptions,
  ) => ({ caller, verb, resource, subresource, namespace, name, dryRun });

  const remove = (resource: string, namespace: string | undefined, name: string, request: DeleteOptions) =>
    deleteObject(server, server.resource(resource), namespace, name, request);

  const api: ApiServer & { compact(): void } = {
    get: (resource, namespace, name) => getObject(server, server.resource(resource), namespace, name),

    kinds: server.kinds,

    find: (resource, namespace, name) => {
      const known = server.resource(resource);
      const object = server.store.get(nameOf(known), known.namespaced ? (namespace ?? "") : "", name);
      return object === undefined || known.view === undefined ? object : known.view.read(object);
    },

    list: (resource, request = {}) => lists.list(server.resource(resource), request),

    watch: (resource, request, listener) => watchObjects(server, server.resource(resource), request, listener),

    create: (resource, namespace, body, request) =>
      recorded(
        record("create", resource, namespace, body.metadata?.name ?? body.metadata?.generateName ?? "", request),
        [body],
        () => {
          const known = server.resource(resource);
          switch (request.subresource) {
            case undefined:
              return createObject(server, known, namespace, body, request);
            case "binding":
              return bindPod(server, known, namespace, body, request);
            case "eviction":
              return evictPod(server, known, namespace, body, request);
            default:
              throw badRequest(`nothing is created through ${resource}/${request.subresource}`);
          }
        },
        201,
      ),

    update: (resource, namespace, name, body, request) =>
      recorded(record("update", resource, namespace, name, request), [body], () => {
        const known = server.resource(resource);
        return request.subresource === "scale"
          ? updateScale(server, known, namespace, name, body, request)
          : updateObject(server, known, namespace, name, body, request);
      }),

    patch: (resource, namespace, name, patch, request) =>
      recorded(record("patch", resource, namespace, name, request), [patch], () => {
        const known = server.resource(resource);
        if (patch.type === "apply") return applyObject(server, known, namespace, name, patch.body, request);
        return request.subresource === "scale"
          ? patchScale(server, known, namespace, name, patch, request)
          : patchObject(server, known, namespace, name, patch, request);
      }),

    delete: (resource, namespace, name, request) =>
      recorded(record("delete", resource, namespace, name, request), [], () =>
        remove(resource, namespace, name, request),
      ),

    compact: () => {
      server.store.compact();
      lists.expire();
    },
  };
  bootstrap(api);
  installPolicy(server);
  return api;
}

export type { ApiServerOptions, RequestRecord } from "./server.ts";
