import type { FieldError } from "../status-error.ts";
import { serviceLabelProblems, subdomainProblems } from "../validation/names.ts";
import { immutable, oneOf, required, wrong } from "../validation/field-errors.ts";
import { isTrue } from "./conditions.ts";
import type { Definition, DefinitionVersion, Names } from "./definition.ts";
import { validateColumn, validateScalePaths, validateSelectableFields } from "./paths-validation.ts";
import { hasUnsupported, validateOpenApiSchema } from "./open-api-schema-validation.ts";
import { deepEqual } from "./schema-validation.ts";
import { validateStructural } from "./structural-validation.ts";

/** What the real server demands of a definition, in its words and order. */
export function validateDefinition({ metadata, spec }: Definition): FieldError[] {
  const { group, names, scope, versions = [], conversion } = spec;
  const hoisted = hoist(versions);
  const isNew = (metadata.resourceVersion ?? "") === "";
  return [
    ...(!isNew || metadata.name === `${names.plural}.${group}`
      ? []
      : [wrong("metadata.name", metadata.name, 'must be spec.names.plural+"."+spec.group')]),
    ...validateGroup(group),
    ...((scope as string) === "" || scope === undefined
      ? [required("spec.scope")]
      : oneOf("spec.scope", scope, ["Cluster", "Namespaced"])),
    ...versions.flatMap((version, i) =>
      version.schema?.openAPIV3Schema === undefined ? [required(`spec.versions[${i}].schema.openAPIV3Schema`)] : [],
    ),
    ...hoisted.own.flatMap((version, i) => validateVersion(version, versions[i]!, `spec.versions[${i}]`)),
    ...validateVersions(hoisted.own),
    ...validateNames(names),
    ...validateParts(hoisted.common, versions[0], { schema: "spec.validation", prefix: "spec" }),
    ...(conversion?.strategy === undefined
      ? []
      : oneOf("spec.conversion.strategy", conversion.strategy, ["None", "Webhook"])),
    ...(conversion?.strategy === "Webhook" && conversion.webhook === undefined
      ? [required("spec.conversion.webhookClientConfig", "required when strategy is set to Webhook")]
      : []),
    ...(isNew ? validateFirstStored(versions) : []),
    ...validateApproval(spec.group, metadata.annotations),
    ...(spec.preserveUnknownFields === true
      ? [
          wrong(
            "spec.preserveUnknownFields",
            true,
            "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead",
          ),
        ]
      : []),
  ];
}

/** Parts of a version that stand once for all versions in the real server's own form, where they are the same in each. */
type Parts = Pick<DefinitionVersion, "schema" | "subresources" | "additionalPrinterColumns" | "selectableFields">;
const parts = ["schema", "subresources", "additionalPrinterColumns", "selectableFields"] as const;

function hoist(versions: readonly DefinitionVersion[]): {
  readonly common: Parts;
  readonly own: readonly DefinitionVersion[];
} {
  const [first] = versions;
  const same = parts.filter((part) => versions.every((version) => deepEqual(version[part], first?.[part])));
  const common = Object.fromEntries(same.map((part) => [part, first?.[part]])) as Parts;
  const own = versions.map(
    (version) => Object.fromEntries(Object.entries(version).filter(([key]) => !same.includes(key as never))) as never,
  );
  return { common, own };
}

function validateFirstStored(versions: readonly DefinitionVersion[]): FieldError[] {
  const field = "status.storedVersions";
  const storage = versions.filter((version) => version.storage);
  if (storage.length === 0) return [wrong(field, null, "must have at least one stored version")];
  const [first] = storage;
  return storage.slice(1).map(({ name }) => wrong(field, [first!.name], `must have the storage version ${name}`));
}

/** What may not change any more. */
export function validateDefinitionUpdate(next: Definition, old: Definition): FieldError[] {
  const { spec } = next;
  return [
    ...(isTrue(old, "Established")
      ? [
          ...immutable("spec.scope", spec.scope, old.spec.scope),
          ...immutable("spec.names.kind", spec.names.kind, old.spec.names.kind),
        ]
      : []),
    ...immutable("spec.group", spec.group, old.spec.group),
    ...immutable("spec.names.plural", spec.names.plural, old.spec.names.plural),
    ...validateStored(next),
  ];
}

function validateGroup(group = ""): FieldError[] {
  if (group === "") return [required("spec.group")];
  const problems = subdomainProblems(group);
  if (problems.length > 0) return [wrong("spec.group", group, problems.join(","))];
  return group.includes(".") ? [] : [wrong("spec.group", group, "should be a domain with at least one dot")];
}

function validateVersions(versions: readonly DefinitionVersion[]): FieldError[] {
  const internal = versions.map(asGo);
  const errors: FieldError[] = [];
  if (new Set(versions.map(({ name }) => name)).size < versions.length)
    errors.push(wrong("spec.versions", internal, "must contain unique version names"));
  if (versions.filter(({ storage }) => storage).length !== 1)
    errors.push(wrong("spec.versions", internal, "must have exactly one version marked as storage version"));
  const [first] = versions;
  const problems = first === undefined ? [] : serviceLabelProblems(first.name ?? "");
  if (problems.length > 0) errors.push(wrong("spec.version", first!.name, problems.join(",")));
  return errors;
}

/** A version as the real server's own struct for it prints itself: with its names and with what is not set. */
function asGo(version: DefinitionVersion): object {
  return {
    Name: version.name,
    Served: version.served,
    Storage: version.storage,
    Deprecated: version.deprecated ?? false,
    DeprecationWarning: version.deprecationWarning ?? null,
    Schema: version.schema ?? null,
    Subresources: version.subresources ?? null,
    AdditionalPrinterColumns: version.additionalPrinterColumns ?? null,
    SelectableFields: version.selectableFields ?? null,
  };
}

function validateVersion(own: DefinitionVersion, version: DefinitionVersion, path: string): FieldError[] {
  const { name, deprecated = false, deprecationWarning } = own;
  const problems = serviceLabelProblems(name ?? "");
  return [
    ...(problems.length > 0 ? [wrong(`${path}.name`, name, problems.join(","))] : []),
    ...(!deprecated && deprecationWarning !== undefined
      ? [wrong(`${path}.deprecationWarning`, deprecationWarning, "can only be set for deprecated versions")]
      : []),
    ...validateParts(own, version, { schema: `${path}.schema`, prefix: path }),
  ];
}

/** @param version the whole of it: a field that can be selected is looked up in its schema. */
function validateParts(
  { schema, subresources, additionalPrinterColumns = [], selectableFields }: Parts,
  version: DefinitionVersion | undefined,
  path: { readonly schema: string; readonly prefix: string },
): FieldError[] {
  const root = schema?.openAPIV3Schema;
  const at = `${path.schema}.openAPIV3Schema`;
  const structural = root === undefined || hasUnsupported(root) ? [] : validateStructural(root, at);
  return [
    ...(root?.nullable === true
      ? [{ type: "forbidden", field: `${at}.nullable`, detail: "nullable cannot be true at the root" } as const]
      : []),
    ...structural,
    ...(root === undefined ? [] : validateOpenApiSchema(root, at, structural.length === 0)),
    ...(subresources?.scale === undefined
      ? []
      : validateScalePaths(subresources.scale, `${path.prefix}.subresources.scale`)),
    ...additionalPrinterColumns.flatMap((column, i) =>
      validateColumn(column, `${path.prefix}.additionalPrinterColumns[${i}]`),
    ),
    ...(selectableFields === undefined || version === undefined
      ? []
      : validateSelectableFields({ ...version, selectableFields }, `${path.prefix}.selectableFields`)),
  ];
}

function validateNames(names: Names): FieldError[] {
  const { plural, singular = "", kind, listKind = "", shortNames = [], categories = [] } = names;
  const path = "spec.names";
  const label = (field: string, text: string) => {
    const problems = text === "" ? [] : serviceLabelProblems(text);
    return problems.length === 0 ? [] : [wrong(`${path}.${field}`, text, problems.join(","))];
  };
  const mixed = (field: string, text: string) => {
    const problems = text === "" ? [] : serviceLabelProblems(text.toLowerCase());
    return problems.length === 0
      ? []
      : [wrong(`${path}.${field}`, text, `may have mixed case, but should otherwise match: ${problems.join(",")}`)];
  };
  return [
    ...((plural ?? "") === "" ? [required(`${path}.plural`)] : []),
    ...(singular === "" ? [required(`${path}.singular`)] : []),
    ...((kind ?? "") === "" ? [required(`${path}.kind`)] : []),
    ...(listKind === "" ? [required(`${path}.listKind`)] : []),
    ...label("plural", plural ?? ""),
    ...label("singular", singular),
    ...mixed("kind", kind ?? ""),
    ...mixed("listKind", listKind),
    ...shortNames.flatMap((name, i) => label(`shortNames[${i}]`, name)),
    ...(kind !== "" && kind === listKind
      ? [wrong(`${path}.listKind`, listKind, "kind and listKind may not be the same")]
      : []),
    ...categories.flatMap((name, i) => label(`categories[${i}]`, name)),
  ];
}

function validateStored({ spec, status }: Definition): FieldError[] {
  const stored = status?.storedVersions ?? [];
  return stored.flatMap((name, i) =>
    spec.versions.some((version) => version.name === name)
      ? []
      : [
          wrong(
            `status.storedVersions[${i}]`,
            name,
            `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`,
          ),
        ],
  );
}

const approval = "api-approved.kubernetes.io";

/** Groups of the Kubernetes project itself take only what it has reviewed. */
function validateApproval(group = "", annotations: Readonly<Record<string, string>> = {}): FieldError[] {
  const isProtected = ["k8s.io", "kubernetes.io"].some((domain) => group === domain || group.endsWith(`.${domain}`));
  if (!isProtected) return [];
  const value = annotations[approval];
  const field = `metadata.annotations[${approval}]`;
  if (value === undefined || value === "")
    return [
      required(
        field,
        'protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
      ),
    ];
  if (value.startsWith("unapproved") || URL.canParse(value)) return [];
  return [
    wrong(
      field,
      value,
      `protected groups must have approval annotation "api-approved.kubernetes.io" with either a URL or a reason starting with "unapproved", see https://github.com/kubernetes/enhancements/pull/1111`,
    ),
  ];
}
