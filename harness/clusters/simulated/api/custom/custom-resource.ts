import type { KubernetesObject } from "../../../kubernetes.ts";
import { kubernetesSchema } from "../../schema/schema.ts";
import { decode, type Decoded, type Mutable } from "../decode.ts";
import type { CustomTraits, Resource, ScalePaths, Verb, View } from "../resources/resource.ts";
import { settle } from "../settle.ts";
import type { FieldError } from "../status-error.ts";
import type { Definition, DefinitionVersion, StructuralSchema } from "./definition.ts";
import { setStructuralDefaults } from "./defaulting.ts";
import { validateListTypes } from "./list-types.ts";
import { prune } from "./pruning.ts";
import { hasRules, Rules } from "./rules.ts";
import { compareVersions } from "./version-order.ts";
import { validateScale } from "./scale-validation.ts";
import { deepEqual, fieldOf, validateSchema } from "./schema-validation.ts";
import { objectType } from "./types.ts";
import { valueAt } from "./json-path.ts";

/** In the order in which the real server tells of them. */
const verbs: readonly Verb[] = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

/** The resources of the versions that a definition serves. */
export function resourcesOf(definition: Definition): Resource[] {
  const { versions } = definition.spec;
  const storage = versions.find((version) => version.storage)!;
  return versions.filter(({ served }) => served).map((version) => resourceOf(definition, version, storage));
}

function resourceOf(definition: Definition, version: DefinitionVersion, storage: DefinitionVersion): Resource {
  const { group, scope } = definition.spec;
  const names = definition.status?.acceptedNames ?? definition.spec.names;
  const { plural, kind, singular = kind.toLowerCase(), shortNames = [], categories = [] } = names;
  const schema = version.schema?.openAPIV3Schema ?? { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  const type = objectType(kind, schema);
  const { status, scale } = version.subresources ?? {};
  const paths = scale === undefined ? undefined : scalePaths(scale);
  const custom = traits(definition, version, schema, paths);
  const name = version === storage ? `${plural}.${group}` : `${plural}.${version.name}.${group}`;
  return {
    group,
    version: version.name,
    kind,
    plural,
    singular,
    shortNames,
    categories,
    namespaced: scope === "Namespaced",
    subresources: [...(status === undefined ? [] : ["status"]), ...(scale === undefined ? [] : ["scale"])],
    verbs,
    type,
    zero: settle({}, undefined),
    generation: status === undefined ? "spec and status" : "spec",
    fieldLabels: Object.fromEntries(
      (version.selectableFields ?? []).map(({ jsonPath }) => [
        jsonPath.replace(/^\./, ""),
        (object: KubernetesObject) => selected(valueAt(object, pathOf(jsonPath))),
      ]),
    ),
    orphansByDefault: false,
    warnings: finalizerWarnings,
    storedAs: `${plural}.${group}`,
    view: viewOf(name, `${group}/${version.name}`, `${group}/${storage.name}`, custom),
    custom,
  };
}

function traits(
  definition: Definition,
  version: DefinitionVersion,
  schema: StructuralSchema,
  scale: ScalePaths | undefined,
): CustomTraits {
  const { kind, listKind = `${kind}List` } = definition.spec.names;
  const rules = hasRules(schema) ? new Rules(schema) : undefined;
  const { deprecated = false, deprecationWarning } = version;
  return {
    decode: (body) => decodeCustom(schema, body),
    check: (next, old, subresource) => check(schema, rules, scale, next, old, subresource),
    schema,
    listKind,
    columns: version.additionalPrinterColumns ?? [],
    scale,
    deprecation: deprecated ? (deprecationWarning ?? deprecationOf(definition, version)) : undefined,
    terminating: definition.metadata.deletionTimestamp !== undefined,
  };
}

const metadataType = kubernetesSchema.kind("v1", "ConfigMap")!.fields.get("metadata")!.type;

/** Prunes a body and sets its defaults. @throws DecodeError for metadata of the wrong types */
function decodeCustom(schema: StructuralSchema, body: KubernetesObject): Decoded {
  const strictErrors: string[] = [];
  const object = prune(schema, body, true, (path) =>
    strictErrors.push(`unknown field ${JSON.stringify(path)}`),
  ) as Mutable;
  const own: Mutable = {};
  for (const key in object) own[key] = key === "metadata" ? object[key] : copyOf(object[key]);
  setStructuralDefaults(schema, own);
  if (metadataType.kind === "struct" && own["metadata"] !== undefined && own["metadata"] !== null) {
    const wrapper = {
      kind: "struct",
      name: "ObjectMeta",
      atomic: false,
      defaulted: [],
      fields: metadataField,
    } as const;
    const decoded = decode(wrapper, { metadata: own["metadata"] }, undefined);
    own["metadata"] = decoded.object["metadata"];
    strictErrors.push(...decoded.strictErrors);
  } else delete own["metadata"];
  return { object: own, strictErrors: strictErrors.sort() };
}

const metadataField = new Map([
  [
    "metadata",
    {
      name: "metadata",
      type: metadataType,
      required: false,
      omitZero: false,
      default: undefined,
      patch: undefined,
      mergeKey: undefined,
    },
  ],
]);

/** Open for defaults; what the schema keeps without looking may be frozen. */
function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Mutable = {};
  for (const key in value) if ((value as Mutable)[key] !== undefined) copy[key] = copyOf((value as Mutable)[key]);
  return copy;
}

function viewOf(name: string, apiVersion: string, storageVersion: string, { decode: shape }: CustomTraits): View {
  const known = new WeakMap<KubernetesObject, KubernetesObject>();
  return {
    name,
    read: (stored) => {
      let shown = known.get(stored);
      if (shown === undefined) {
        const { metadata: _, ...content } = stored;
        const { metadata: __, ...shaped } = shape(
          { ...content, metadata: {} as KubernetesObject["metadata"] },
          undefined,
        ).object as KubernetesObject;
        shown =
          stored.apiVersion === apiVersion && deepEqual(shaped, content)
            ? stored
            : (Object.freeze({
                ...(settle({ ...shaped, apiVersion }, content) as object),
                metadata: stored.metadata,
              }) as unknown as KubernetesObject);
        shown = inOrder(shown);
        known.set(stored, shown);
        known.set(shown, shown);
      }
      return shown;
    },
    store: (object) =>
      object.apiVersion === storageVersion ? object : Object.freeze({ ...object, apiVersion: storageVersion }),
  };
}

/** Kind and metadata first, as every object has them. */
function inOrder(object: KubernetesObject): KubernetesObject {
  const [first] = Object.keys(object);
  if (first === "apiVersion" && Object.keys(object)[2] === "metadata") return object;
  const { apiVersion, kind, metadata, ...rest } = object;
  return Object.freeze({ apiVersion, kind, metadata, ...rest }) as KubernetesObject;
}

/** Findings after which the rules are not looked at. */
const blocking = new Set<FieldError["type"]>(["unsupported", "required", "tooLong", "tooMany", "typeInvalid"]);

function check(
  schema: StructuralSchema,
  rules: Rules | undefined,
  scale: ScalePaths | undefined,
  next: KubernetesObject,
  old: KubernetesObject | undefined,
  subresource: string | undefined,
): FieldError[] {
  const status = schema.properties?.["status"];
  const errors =
    subresource === "status"
      ? next["status"] === undefined || status === undefined
        ? []
        : validateSchema(status, next["status"], old?.["status"]).map((error) => inStatus(error))
      : validateSchema(schema, next, old);
  if (scale !== undefined) errors.push(...validateScale(scale, next, subresource));
  if (old === undefined || validateListTypes(schema, old).length === 0) errors.push(...validateListTypes(schema, next));
  if (rules === undefined) return errors;
  if (errors.some(({ type }) => blocking.has(type)))
    return [
      ...errors,
      {
        type: "invalid",
        field: "<nil>",
        value: null,
        detail:
          "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation",
      },
    ];
  return [...errors, ...rules.check(next, old)];
}

/** The real server validates the status by itself: its findings name the place twice removed. */
function inStatus(error: FieldError): FieldError {
  return { ...error, field: error.field === "<nil>" ? "status" : `status.${fieldOf(error.field)}` };
}

function scalePaths(scale: NonNullable<NonNullable<DefinitionVersion["subresources"]>["scale"]>): ScalePaths {
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale;
  return {
    spec: pathOf(specReplicasPath),
    status: pathOf(statusReplicasPath),
    selector: labelSelectorPath === undefined ? undefined : pathOf(labelSelectorPath),
  };
}

function pathOf(text: string): string[] {
  return text.replace(/^\./, "").split(".");
}

function selected(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

const standardFinalizers = new Set(["kubernetes", "orphan", "foregroundDeletion"]);

function finalizerWarnings({ metadata: { finalizers = [] } }: KubernetesObject): string[] {
  return finalizers
    .filter((finalizer) => !finalizer.includes("/") && !standardFinalizers.has(finalizer))
    .sort()
    .map(
      (finalizer) =>
        `metadata.finalizers: ${JSON.stringify(finalizer)}: prefer a domain-qualified finalizer name ${finalizer.includes(".") ? "including a path (/) " : ""}to avoid accidental conflicts with other finalizer writers`,
    );
}

/** Tells of the version to use instead: the highest that is newer and not deprecated itself. */
function deprecationOf({ spec: { group, names, versions } }: Definition, { name }: DefinitionVersion): string {
  const better = versions
    .filter((other) => other.served && other.deprecated !== true && compareVersions(other.name, name) > 0)
    .map((other) => other.name)
    .sort(compareVersions)
    .at(-1);
  const instead = better === undefined ? "" : `; use ${group}/${better} ${names.kind}`;
  return `${group}/${name} ${names.kind} is deprecated${instead}`;
}
