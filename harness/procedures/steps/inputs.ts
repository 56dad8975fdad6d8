import { z } from "zod";
import { versionName } from "../../scenario/schema/text.ts";

export const version = versionName.meta({ description: "a version of the application, by the scenario's name for it" });

/** Which reference a version's image is asked for by. */
export const imageSource = {
  from: z.enum(["registry", "mirror"]).default("registry").meta({ description: "host that the image is pulled from" }),
  by: z.enum(["tag", "digest"]).default("tag").meta({ description: "digest pins the bits; a tag can move" }),
};

export const resourceName = z
  .string()
  .min(1)
  .meta({ description: "kind of object as kubectl takes it: deployment, configmaps, deployments.apps" });

export const workloadName = z
  .string()
  .min(1)
  .optional()
  .meta({ description: "name of the Deployment; default the application's workload" });

/** Deadline of a step that sends one request or a few, ms. */
export const writeTimeout = 60_000;
/** Deadline of a step that waits for the clusters, ms. */
export const waitTimeout = 5 * 60_000;
