import { z } from "zod";
import type { Anchor } from "../anchor.ts";
import { applicationSchema, trafficSchema } from "./application.ts";
import { expectSchema } from "./expect.ts";
import { knownBadSchema, procedureSchema, type StepActions } from "./procedure.ts";
import { detectionSchema, rolloutSchema } from "./rollout.ts";
import { anchor, clusterName, duration, name } from "./text.ts";
import { clustersSchema, linksSchema, registrySchema } from "./topology.ts";

/** The keys that a kind of fault takes beside the common ones. */
export type FaultShapes = Readonly<Record<string, z.ZodRawShape>>;

/** Keys that every fault has; a kind's own keys stand beside them. */
export interface FaultDeclaration {
  readonly name: string;
  readonly kind: string;
  /** Cluster names; undefined means all. */
  readonly on?: readonly string[] | undefined;
  readonly at: Anchor;
  /** ms; undefined means until the end. */
  readonly for?: number | undefined;
  readonly [key: string]: unknown;
}

/** Kinds of faults and actions of steps are plug-ins; the schema is made for those that are there. */
export interface SchemaParts {
  readonly faults: FaultShapes;
  readonly steps: StepActions;
  /** What editors say about a kind of fault. */
  readonly summaries?: Readonly<Record<string, string>>;
}

function faultSchema(shapes: FaultShapes, summaries: Readonly<Record<string, string>>): z.ZodType<FaultDeclaration> {
  const variants = Object.entries(shapes).map(([kind, shape]) =>
    z.strictObject({
      name: name.meta({ description: "what anchors and the report call it" }),
      kind: z.literal(kind).meta({ description: summaries[kind] ?? "kind of fault" }),
      on: z.array(clusterName).min(1).optional().meta({ description: "clusters; default all" }),
      at: anchor.prefault("rolloutStarted").meta({ description: "when it strikes" }),
      for: duration.optional().meta({ description: "how long; default until the end" }),
      ...shape,
    }),
  );
  return z.discriminatedUnion(
    "kind",
    variants as unknown as [z.ZodObject<{ kind: z.ZodLiteral }>],
  ) as unknown as z.ZodType<FaultDeclaration>;
}

export function scenarioSchema({ faults, steps, summaries = {} }: SchemaParts) {
  return z.strictObject({
    version: z.literal(1).default(1).meta({ description: "version of this file format" }),
    name: name.meta({ description: "name of the scenario; its runs are stored below it" }),
    summary: z.string().min(1).meta({ description: "what breaks, in a sentence" }),
    parameters: z
      .record(name, z.union([z.string(), z.number(), z.boolean()]))
      .default({})
      .meta({ description: "values used as ${name} below; set one with --set parameters.name=value" }),
    clusters: clustersSchema,
    links: linksSchema,
    registry: registrySchema,
    application: applicationSchema,
    traffic: trafficSchema,
    rollout: rolloutSchema,
    detection: detectionSchema,
    faults: z.array(faultSchema(faults, summaries)).default([]).meta({ description: "what breaks, where and when" }),
    procedure: procedureSchema(steps),
    knownBad: knownBadSchema(steps),
    expect: expectSchema,
  });
}

/** A scenario file, resolved: every default in place, durations in ms, shares 0 to 1. */
export type Scenario = z.output<ReturnType<typeof scenarioSchema>>;
