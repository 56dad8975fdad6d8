import type { Mutable } from "../decode.ts";

/** Lines around a change that are shown with it. */
const context = 3;

/** A claim's spec as the server's internal type, whose fields have no names for JSON, prints itself. */
export function internalClaim(spec: Mutable): Mutable {
  return {
    AccessModes: spec["accessModes"] ?? null,
    Selector: spec["selector"] ?? null,
    Resources: { Limits: spec["resources"]?.limits ?? null, Requests: spec["resources"]?.requests ?? null },
    VolumeName: spec["volumeName"] ?? "",
    StorageClassName: spec["storageClassName"] ?? null,
    VolumeMode: spec["volumeMode"] ?? null,
    DataSource: internalReference(spec["dataSource"], ["APIGroup", "Kind", "Name"]),
    DataSourceRef: internalReference(spec["dataSourceRef"], ["APIGroup", "Kind", "Name", "Namespace"]),
    VolumeAttributesClassName: spec["volumeAttributesClassName"] ?? null,
  };
}

function internalReference(reference: Mutable | undefined, fields: readonly string[]): Mutable | null {
  if (reference === undefined) return null;
  const optional = new Set(["APIGroup", "Namespace"]);
  const nameInJson = (field: string) => (field === "APIGroup" ? "apiGroup" : field[0]!.toLowerCase() + field.slice(1));
  return Object.fromEntries(
    fields.map((field) => [field, reference[nameInJson(field)] ?? (optional.has(field) ? null : "")]),
  );
}

/** What changed between two values, line by line of their JSON, as the server shows it in refusals. */
export function unifiedDiff(before: unknown, after: unknown): string {
  const [a, b] = [lines(before), lines(after)];
  const steps = compareLines(a, b);
  const changes = steps.flatMap(({ sign }, index) => (sign === " " ? [] : [index]));
  const hunks: [number, number][] = [];
  for (const index of changes) {
    const last = hunks.at(-1);
    if (last !== undefined && index - context <= last[1]) last[1] = Math.min(index + context + 1, steps.length);
    else hunks.push([Math.max(index - context, 0), Math.min(index + context + 1, steps.length)]);
  }
  return hunks.map(([start, end]) => hunk(steps, start, end)).join("");
}

const lines = (value: unknown): string[] => JSON.stringify(value, null, 1).split("\n");

interface Step {
  readonly sign: " " | "-" | "+";
  readonly line: string;
}

function hunk(steps: readonly Step[], start: number, end: number): string {
  const count = (from: number, to: number, without: string) =>
    steps.slice(from, to).filter(({ sign }) => sign !== without).length;
  const range = (without: string) => `${count(0, start, without) + 1},${count(start, end, without)}`;
  const body = steps.slice(start, end).map(({ sign, line }) => `${sign}${line}\n`);
  return `@@ -${range("+")} +${range("-")} @@\n${body.join("")}`;
}

/** The steps from one text to another along their longest common lines, removals before additions. */
function compareLines(a: readonly string[], b: readonly string[]): Step[] {
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length)
    if (i < a.length && j < b.length && a[i] === b[j]) {
      steps.push({ sign: " ", line: a[i]! });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!))
      steps.push({ sign: "-", line: a[i++]! });
    else steps.push({ sign: "+", line: b[j++]! });
  return steps;
}
