import { z } from "zod";
import { resourceName, writeTimeout } from "./inputs.ts";
import { resourceOf, scopeOf } from "./resource-alias.ts";
import type { ClusterAction } from "./step-action.ts";
import { write } from "./write.ts";

const input = z.strictObject({
  resource: resourceName,
  name: z.string().min(1).meta({ description: "name of the object" }),
});

export const deleteObject: ClusterAction<z.output<typeof input>> = {
  scope: "cluster",
  summary: "deletes an object by name; one that is gone already is fine",
  input,
  clock: "virtual",
  needs: () => [],
  title: ({ resource, name }) => `delete ${resource} ${name}`,
  timeout: () => writeTimeout,
  run({ resource: alias, name }, context) {
    const { operator, spec } = context;
    const resource = resourceOf(alias);
    const namespace = scopeOf(resource, spec);
    return write(
      {
        done: `deleted ${alias} ${name}`,
        send: () => operator.delete(resource, namespace, name),
        landed: async () => {
          const found = await operator.get(resource, namespace, name);
          return found === undefined || found.metadata.deletionTimestamp !== undefined;
        },
      },
      context,
    );
  },
};
