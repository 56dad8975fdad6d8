import { z } from "zod";
import { duration, fileOrFolderPath, filePath, name, rate, share, size } from "./text.ts";

const configEffect = z.strictObject({
  key: z.string().min(1).meta({ description: "key of a ConfigMap or Secret that the process reads" }),
  equals: z.string().meta({ description: "value that makes it behave so" }),
  errors: share.optional(),
  latency: duration.optional(),
  ready: z.boolean().optional().meta({ description: "false: the readiness probe fails" }),
});

const versionKeys = z.strictObject({
  image: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "image reference; default the manifests' image with this version's tag" }),
  tag: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "tag of the manifests' image; default the version's own name" }),
  localImage: z.string().min(1).optional().meta({
    description:
      "image of this machine's Docker that real clusters run under this version's reference; on simulated ones, what is declared here stands in for it",
  }),
  archive: filePath.optional().meta({ description: "the same, from an archive as docker save writes it" }),
  size: size.prefault("50MB"),
  pushed: z.boolean().default(true).meta({ description: "false: the registry does not have it" }),
  manifests: fileOrFolderPath
    .optional()
    .meta({ description: "manifests that this version brings beside its image, applied with it" }),
  startsAfter: duration.prefault("2s").meta({ description: "from container start until it listens" }),
  ready: z.boolean().default(true).meta({ description: "false: the readiness probe never succeeds" }),
  errors: share.prefault("0%").meta({ description: "share of requests answered with a 5xx" }),
  latency: duration.prefault("20ms").meta({ description: "time to answer a request" }),
  cpu: duration
    .prefault("10ms")
    .meta({ description: "time of one core that a request takes; what autoscalers and kubectl top see" }),
  crashesAfter: duration.optional().meta({ description: "from container start until the process exits with code 1" }),
  readsConfig: z
    .union([
      z
        .string()
        .min(1)
        .transform((one) => [one]),
      z.array(z.string().min(1)),
    ])
    .default([])
    .meta({ description: "ConfigMaps and Secrets that the process reads when it starts" }),
  whenConfig: z
    .array(configEffect)
    .default([])
    .meta({ description: "what changes when a value that the process read equals the given one" }),
});

const versionSchema = versionKeys.refine(
  ({ localImage, archive }) => localImage === undefined || archive === undefined,
  {
    error: "localImage or archive, not both",
    path: ["archive"],
  },
);

/** `v1` is short for `{ tag: v1 }`. */
const versionOrTag = z.union([
  z
    .string()
    .min(1)
    .transform((tag) => versionSchema.parse({ tag })),
  versionSchema,
]);

/** Names and tags of the versions where a scenario gives none: those of the demo application. */
export const defaultVersions = { good: "v1", bad: "v2", next: "v3" } as const;

export const applicationSchema = z
  .strictObject({
    manifests: fileOrFolderPath.optional().meta({
      description:
        "file or folder of manifests, a kustomize folder, or a Helm chart, as the team wrote them; default the demo application",
    }),
    values: z.array(filePath).default([]).meta({ description: "values files, where manifests names a Helm chart" }),
    namespace: name.optional().meta({ description: "default: the namespace that the manifests name, else default" }),
    workload: z
      .string()
      .regex(/^deployment\/[a-z0-9][-a-z0-9.]*$/, "deployment/NAME")
      .optional()
      .meta({ description: "the workload that is rolled back; default the only Deployment of the manifests" }),
    container: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "container whose image the versions name; default the first" }),
    service: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "service that user traffic enters by; default the one that selects the workload" }),
    versions: z.record(name, versionOrTag).prefault(defaultVersions).meta({
      description: "the versions of the application by the name that the scenario gives them; good is what runs before",
    }),
  })
  .prefault({})
  .meta({ description: "what runs on the clusters, as the team ships it" });

export const trafficSchema = z
  .strictObject({
    path: z
      .string()
      .regex(/^\/[^\s]*$/, "a path such as /checkout")
      .default("/")
      .meta({ description: "what users ask for; the stand-in answers everything alike" }),
    ratePerCluster: rate
      .prefault("20/s")
      .meta({ description: "requests that each region's users send, whatever the answers" }),
    slo: z
      .strictObject({
        success: share.prefault("99%"),
        latency: duration.prefault("300ms").meta({ description: "an answer later than this counts as bad" }),
      })
      .prefault({})
      .meta({ description: "which answers count as good" }),
  })
  .prefault({})
  .meta({ description: "what users send, in every region" });
