/** Something that a text says once more than it may, or merely says: all in the order of the text. */
export interface SourceField {
  /** As Go's strict decoder names it: `spec.containers[0].name`. */
  readonly path: string;
  readonly isDuplicate: boolean;
}

interface Level {
  readonly path: string;
  /** Undefined in a list. */
  readonly keys: Set<string> | undefined;
  index: number;
}

/**
 * All fields of a JSON text in which some field is there twice; undefined for a text in which none is.
 * @param text is valid JSON
 * @param value what it says
 */
export function fieldsWithDuplicates(text: string, value: unknown): readonly SourceField[] | undefined {
  // Clients send dense texts, which come out as long as they went in unless something was lost.
  if (JSON.stringify(value).length === text.length) return undefined;
  const fields = fieldsOf(text);
  return fields.some(({ isDuplicate }) => isDuplicate) ? fields : undefined;
}

function fieldsOf(text: string): readonly SourceField[] {
  const fields: SourceField[] = [];
  const open: Level[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
  let key: string | undefined;
  let last = "";
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    const level = open.at(-1);
    if (found === "{" || found === "[") {
      open.push({ path: placeIn(level, key), keys: found === "{" ? new Set() : undefined, index: 0 });
      key = undefined;
    } else if (found === "}" || found === "]") open.pop();
    else if (found === "," && level?.keys === undefined && level !== undefined) level.index++;
    else if (found === ":") {
      key = JSON.parse(last) as string;
      fields.push({ path: placeIn(level, key), isDuplicate: level!.keys!.has(key) });
      level!.keys!.add(key);
    } else last = found;
  }
  return fields;
}

function placeIn(level: Level | undefined, key: string | undefined): string {
  if (level === undefined) return "";
  if (level.keys === undefined) return `${level.path}[${level.index}]`;
  return level.path === "" ? key! : `${level.path}.${key}`;
}

/**
 * What a strict decoder says of a text, in its order.
 * @param errors what it says of the object without duplicates
 */
export function inSourceOrder(fields: readonly SourceField[], errors: readonly string[]): readonly string[] {
  const rest = new Set(errors);
  const told = fields.flatMap(({ path, isDuplicate }) => {
    const unknown = `unknown field ${JSON.stringify(path)}`;
    if (isDuplicate) return [`duplicate field ${JSON.stringify(path)}`];
    return rest.delete(unknown) ? [unknown] : [];
  });
  return [...told, ...rest];
}
