import type { Survey, Touch } from "../clusters/driver.ts";
import { table, type Row } from "./table.ts";

/** What a drill would do on clusters of somebody else: a line for everything that it writes, and one for all that it reads. */
export function surveyLines({ touches, remarks }: Survey): readonly string[] {
  const byContext = Map.groupBy(touches, ({ context }) => context);
  const lines = [...byContext].flatMap(([context, all]) => {
    const read = all.filter(isReading).map(({ resource }) => resource);
    return [
      ...table(all.filter((touch) => !isReading(touch)).map(rowOf)),
      `${context}  reads ${[...new Set(read)].join(", ")}`,
    ];
  });
  return [...lines, ...remarks];
}

function isReading({ verbs }: Touch): boolean {
  return verbs.split(", ").every((verb) => verb === "get" || verb === "list");
}

function rowOf({ context, verbs, resource, namespace, name, why }: Touch): Row {
  const object = name === undefined ? resource : `${resource} ${name}`;
  return [context, verbs, object, namespace === undefined ? "" : `in ${namespace}`, why];
}
