import type { CustomColumn } from "../resources/resource.ts";
import type { FieldError } from "../status-error.ts";
import { duplicate, required, wrong } from "../validation/field-errors.ts";
import type { DefinitionVersion, StructuralSchema } from "./definition.ts";

const columnTypes = ["boolean", "date", "integer", "number", "string"];
const columnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

export function validateColumn(
  { name = "", type = "", format = "", jsonPath = "" }: CustomColumn,
  path: string,
): FieldError[] {
  const types = `must be one of ${columnTypes.join(",")}`;
  return [
    ...(name === "" ? [required(`${path}.name`)] : []),
    ...(type === ""
      ? [required(`${path}.type`, types)]
      : columnTypes.includes(type)
        ? []
        : [wrong(`${path}.type`, type, types)]),
    ...(format === "" || columnFormats.includes(format)
      ? []
      : [wrong(`${path}.format`, format, `must be one of ${columnFormats.join(",")}`)]),
    ...(jsonPath === "" ? [required(`${path}.JSONPath`)] : simplePath(jsonPath, `${path}.JSONPath`)),
  ];
}

function simplePath(text: string, path: string): FieldError[] {
  return text.startsWith(".") ? [] : [wrong(path, text, "must be a simple json path starting with .")];
}

type Scale = NonNullable<NonNullable<DefinitionVersion["subresources"]>["scale"]>;

export function validateScalePaths(
  { specReplicasPath = "", statusReplicasPath = "", labelSelectorPath = "" }: Scale,
  path: string,
): FieldError[] {
  return [
    ...under(specReplicasPath, ".spec.", `${path}.specReplicasPath`, true, "should be a json path under .spec"),
    ...under(statusReplicasPath, ".status.", `${path}.statusReplicasPath`, true, "should be a json path under .status"),
    ...(labelSelectorPath === ""
      ? []
      : !labelSelectorPath.startsWith(".")
        ? simplePath(labelSelectorPath, `${path}.labelSelectorPath`)
        : labelSelectorPath.startsWith(".spec.") || labelSelectorPath.startsWith(".status.")
          ? []
          : [
              wrong(
                `${path}.labelSelectorPath`,
                labelSelectorPath,
                "should be a json path under either .spec or .status",
              ),
            ]),
  ];
}

function under(text: string, prefix: string, path: string, isNeeded: boolean, detail: string): FieldError[] {
  if (text === "") return isNeeded ? [required(path)] : [];
  const simple = simplePath(text, path);
  if (simple.length > 0) return simple;
  return text.startsWith(prefix) ? [] : [wrong(path, text, detail)];
}

export function validateSelectableFields(
  { selectableFields = [], schema }: DefinitionVersion,
  path: string,
): FieldError[] {
  const seen = new Set<string>();
  const errors = selectableFields.flatMap(({ jsonPath = "" }, i): FieldError[] => {
    const field = `${path}[${i}].jsonPath`;
    if (jsonPath === "") return [required(field)];
    const found = schemaAt(schema?.openAPIV3Schema, jsonPath);
    if (found === undefined) return [wrong(field, jsonPath, "is an invalid path: does not refer to a valid field")];
    const isAgain = seen.has(jsonPath);
    seen.add(jsonPath);
    return [
      ...(jsonPath.startsWith(".metadata") ? [wrong(field, jsonPath, "must not point to fields in metadata")] : []),
      ...(["string", "boolean", "integer"].includes(found.type ?? "")
        ? []
        : [
            wrong(
              field,
              jsonPath,
              "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.",
            ),
          ]),
      ...(isAgain ? [duplicate(field, jsonPath)] : []),
    ];
  });
  return seen.size > 8
    ? [...errors, { type: "tooMany", field: path, value: seen.size, detail: "must have at most 8 items" }]
    : errors;
}

function schemaAt(schema: StructuralSchema | undefined, path: string): StructuralSchema | undefined {
  return path
    .replace(/^\./, "")
    .split(".")
    .reduce<StructuralSchema | undefined>((at, name) => at?.properties?.[name], schema);
}
