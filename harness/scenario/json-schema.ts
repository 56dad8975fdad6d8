import { z } from "zod";
import { scenarioSchema, type SchemaParts } from "./schema/scenario.ts";
import type { StepVariants } from "./schema/step.ts";
import { fileOrFolderPath } from "./schema/text.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What a text may be instead of a number, a choice or a pattern: it holds a parameter. */
const parameter = { type: "string", pattern: "\\$\\{[^}]*\\}" } as const;

/** The schema of scenario files, as editors take it. Every value may also be a parameter, such as `${rate}`. */
export function scenarioJsonSchema(parts: SchemaParts): object {
  const document = scenarioSchema(parts).extend({
    $schema: z.string().optional(),
    include: z
      .union([fileOrFolderPath, z.array(fileOrFolderPath)])
      .optional()
      .meta({ description: "files that this one is put on top of: maps are merged, everything else is replaced" }),
  });
  const { $schema, ...schema } = toJsonSchema(document);
  return { $schema, title: "Scenario of rollback-drill", ...schema };
}

function toJsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => adapt(zodSchema as unknown as z.ZodType, jsonSchema),
  });
}

function adapt(schema: z.ZodType, json: JsonSchema): void {
  const { variants } = (schema.meta() ?? {}) as { variants?: StepVariants };
  if (variants !== undefined)
    json.anyOf = Object.entries(variants).map(([action, variant]) => stepPart(action, variant));
  delete json["variants"];
  delete json["refersTo"];
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.pattern !== undefined && !json.pattern.endsWith(parameter.pattern)) json.pattern += `|${parameter.pattern}`;
  if (isParameterSlot(json)) allowParameter(json);
}

/** One action's step, to stand inside the document's schema. An action without input may be left empty. */
function stepPart(action: string, variant: z.ZodType): JsonSchema {
  const { $schema: _, $defs, ...json } = toJsonSchema(variant);
  if ($defs !== undefined)
    throw new Error(`the input of step ${action} needs $defs, which cannot be put into a larger schema`);
  const input = json.properties![action] as JsonSchema;
  if (input.type === "object" && (input.required ?? []).length === 0) json.properties![action] = orNothing(input);
  return json;
}

function orNothing({ description, ...input }: JsonSchema): JsonSchema {
  return { ...(description !== undefined && { description }), anyOf: [input, { type: "null" }] };
}

/** Numbers, truth values and choices: a parameter in their place is a text to an editor. */
function isParameterSlot({ type, enum: choices, const: constant }: JsonSchema): boolean {
  return (
    type === "integer" || type === "number" || type === "boolean" || (choices !== undefined && constant === undefined)
  );
}

function allowParameter(json: JsonSchema): void {
  const { description, default: preset, ...own } = json;
  for (const key of Object.keys(own)) delete json[key];
  json.anyOf = [own, { ...parameter }];
  Object.assign(json, description !== undefined && { description }, preset !== undefined && { default: preset });
}
