import { z } from "zod";
import { bandwidth, duration, fileOrFolderPath, linkEnd, name } from "./text.ts";

export const clustersSchema = z
  .record(
    name,
    z.strictObject({
      context: z
        .string()
        .min(1)
        .optional()
        .meta({ description: "name of its context in the kubeconfig; default the cluster's name" }),
      nodes: z.int().min(1).max(100).default(1).meta({ description: "nodes that run the application" }),
      manifests: fileOrFolderPath
        .optional()
        .meta({ description: "this cluster's own manifests; default the application's" }),
    }),
  )
  .refine((clusters) => Object.keys(clusters).length > 0, "at least one cluster")
  .meta({ description: "the clusters of the drill, by name" });

export const linksSchema = z
  .array(
    z.strictObject({
      between: z.tuple([linkEnd, linkEnd]).meta({ description: "two clusters, or operator and a cluster" }),
      latency: duration.prefault("0s").meta({ description: "one way" }),
      jitter: duration.prefault("0s"),
      bandwidth: bandwidth.optional(),
    }),
  )
  .default([])
  .meta({ description: "latency and bandwidth between regions, and between the operator and a region" });

export const registrySchema = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "host part of image references; default that of the manifests' image" }),
    mirror: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "host of a second registry with the same images, which registry faults do not touch" }),
    undeclared: z
      .enum(["exist", "missing"])
      .default("exist")
      .meta({ description: "whether images that no version names can be pulled; on simulated clusters only" }),
  })
  .prefault({})
  .meta({ description: "the registry that the images come from" });
