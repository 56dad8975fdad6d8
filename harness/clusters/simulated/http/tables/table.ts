import type { Json, KubernetesObject } from "../../../kubernetes.ts";
import type { Printer } from "./printer.ts";

export interface TableOptions {
  readonly printer: Printer;
  /** Version of meta.k8s.io. */
  readonly version: string;
  /** What each row carries of its object besides the cells. */
  readonly include: "Metadata" | "Object" | "None";
  readonly now: Date;
}

/** A meta.k8s.io Table without its list metadata. */
export function tableOf(objects: readonly KubernetesObject[], { printer, version, include, now }: TableOptions) {
  const columnDefinitions: Json = printer.columns.map(({ name, type, format, priority, description = "" }) => ({
    name,
    type,
    format,
    description,
    priority,
  }));
  const rows = objects.map((object) => ({
    cells: printer.cells(object, now),
    object: include === "Object" ? object : include === "None" ? null : partialMetadata(object, version),
  }));
  return { kind: "Table", apiVersion: `meta.k8s.io/${version}`, metadata: {}, columnDefinitions, rows };
}

export function partialMetadata({ metadata }: KubernetesObject, version: string): KubernetesObject {
  return { kind: "PartialObjectMetadata", apiVersion: `meta.k8s.io/${version}`, metadata };
}
