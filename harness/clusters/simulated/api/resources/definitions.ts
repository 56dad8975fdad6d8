import { withCondition } from "../custom/conditions.ts";
import { cleanupFinalizer, type Definition } from "../custom/definition.ts";
import { validateDefinition, validateDefinitionUpdate } from "../custom/definition-validation.ts";
import { unknownFormats } from "../custom/formats.ts";
import type { Mutable } from "../decode.ts";
import { define, orElse } from "./define.ts";

export const customResourceDefinitions = define({
  group: "apiextensions.k8s.io",
  version: "v1",
  kind: "CustomResourceDefinition",
  plural: "customresourcedefinitions",
  shortNames: ["crd", "crds"],
  categories: ["api-extensions"],
  namespaced: false,
  subresources: ["status"],
  generation: "spec",
  setDefaults: ({ spec }) => {
    if (spec === undefined || Object.isFrozen(spec)) return;
    const names: Mutable = (spec["names"] = { ...spec["names"] });
    orElse(names, "singular", String(names["kind"] ?? "").toLowerCase());
    if ((names["kind"] ?? "") !== "") orElse(names, "listKind", `${names["kind"]}List`);
    orElse(spec, "conversion", { strategy: "None" });
  },
  prepareCreate: (definition) => {
    definition["status"] = {
      acceptedNames: { kind: "", plural: "" },
      conditions: null,
      storedVersions: storageVersions(definition as unknown as Definition),
    };
  },
  prepareUpdate: (next, old) => {
    const stored: readonly string[] = old["status"]?.storedVersions ?? [];
    const added = storageVersions(next as unknown as Definition).filter((name) => !stored.includes(name));
    if (added.length > 0) next["status"] = { ...next["status"], storedVersions: [...stored, ...added] };
  },
  prepareDelete: (definition, now) => {
    const metadata: Mutable = definition["metadata"];
    const finalizers: readonly string[] = metadata["finalizers"] ?? [];
    if (!finalizers.includes(cleanupFinalizer)) metadata["finalizers"] = [...finalizers, cleanupFinalizer];
    definition["status"] = {
      ...definition["status"],
      conditions: withCondition(definition["status"]?.conditions, pending, now),
    };
  },
  warnings: (definition) => {
    const schemas = (definition as Definition).spec.versions.map(({ schema }) => schema?.openAPIV3Schema ?? {});
    return [...new Set(schemas.flatMap(unknownFormats))].map(
      (format) => `unrecognized format ${JSON.stringify(format)}`,
    );
  },
  validate: (definition) => validateDefinition(definition as Definition),
  validateUpdate: (next, old) => validateDefinitionUpdate(next as Definition, old as Definition),
});

const pending = {
  type: "Terminating",
  status: "True",
  reason: "InstanceDeletionPending",
  message: "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
} as const;

function storageVersions({ spec }: Definition): string[] {
  return (spec.versions ?? []).filter(({ storage }) => storage).map(({ name }) => name);
}
