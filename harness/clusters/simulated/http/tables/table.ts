import type { Json, KubernetesObject, ResourceName } from "../../../kubernetes.ts";
import { metadataInGoOrder } from "../go-order.ts";
import { descriptionOf } from "./descriptions.ts";
import type { Printer } from "./printer.ts";

export interface TableOptions {
  readonly printer: Printer;
  /** Whose columns they are, by the name under which verbs take it. */
  readonly resource: ResourceName;
  /** Version of meta.k8s.io. */
  readonly version: string;
  /** What each row carries of its object besides the cells. */
  readonly include: "Metadata" | "Object" | "None";
  readonly now: Date;
}

/** A meta.k8s.io Table without its list metadata. */
export function tableOf(
  objects: readonly KubernetesObject[],
  { printer, resource, version, include, now }: TableOptions,
) {
  const columnDefinitions: Json = printer.columns.map(({ name, type, format, priority, description }) => ({
    name,
    type,
    format,
    description: description ?? descriptionOf(resource, name),
    priority,
  }));
  const rows = objects.map((object) => ({
    cells: printer.cells(object, now),
    object: include === "Object" ? object : include === "None" ? null : partialMetadata(object, version),
  }));
  return {
    kind: "Table",
    apiVersion: `meta.k8s.io/${version}`,
    metadata: {},
    columnDefinitions,
    rows: rows.length === 0 && printer.isDefault ? null : rows,
  };
}

export function partialMetadata({ metadata }: KubernetesObject, version: string): KubernetesObject {
  return { kind: "PartialObjectMetadata", apiVersion: `meta.k8s.io/${version}`, metadata: metadataInGoOrder(metadata) };
}
