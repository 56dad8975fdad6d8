import { z } from "zod";
import type { Json } from "../../clusters/kubernetes.ts";
import { resourceName, writeTimeout } from "./inputs.ts";
import { resourceOf, scopeOf } from "./resource-alias.ts";
import type { ClusterAction } from "./step-action.ts";
import { unknown } from "./step-action.ts";
import { write } from "./write.ts";

const input = z
  .strictObject({
    resource: resourceName.default("deployment"),
    name: z.string().min(1).optional().meta({ description: "default the application's workload" }),
    type: z
      .enum(["strategic-merge", "merge", "json"])
      .default("strategic-merge")
      .meta({ description: "kind of patch, as kubectl patch --type takes it" }),
    patch: z
      .union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))])
      .meta({ description: "the patch" }),
  })
  .refine(
    ({ type, patch }) => (type === "json") === Array.isArray(patch),
    "a list of operations for a json patch, a map for the others",
  );

export const patch: ClusterAction<z.output<typeof input>> = {
  scope: "cluster",
  summary: "patches an object, as kubectl patch does",
  input,
  clock: "virtual",
  needs: () => [],
  title: ({ resource, name }) => `patch ${resource}${name === undefined ? "" : ` ${name}`}`,
  timeout: () => writeTimeout,
  async run({ resource: alias, name, type, patch: body }, context) {
    const { operator, spec } = context;
    const resource = resourceOf(alias);
    const result = await write(
      {
        done: "patched",
        send: () =>
          operator.patch(
            resource,
            scopeOf(resource, spec),
            name ?? spec.application.workload.name,
            type,
            body as Json,
            {
              fieldManager: "kubectl-patch",
            },
          ),
        // What a patch meant to do cannot be read off an object, so that silence stays unknown.
        landed: () => Promise.reject(unreadable),
      },
      context,
    ).catch((error: unknown) => {
      if (error !== unreadable) throw error;
      return unknown("no answer came; the patch may have taken effect");
    });
    return type === "json" && result.outcome === "unknown" ? { ...result, final: true } : result;
  },
};

const unreadable = new Error("a patch cannot be read back");
