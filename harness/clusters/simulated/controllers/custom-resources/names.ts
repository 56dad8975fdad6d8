import { withCondition } from "../../api/custom/conditions.ts";
import type { Definition, DefinitionStatus, Names } from "../../api/custom/definition.ts";

/** The status with the names that nobody else in the group has; undefined when there is nothing to change. */
export function acceptNames(
  definition: Definition,
  all: readonly Definition[],
  now: string,
): DefinitionStatus | undefined {
  const { names, group } = definition.spec;
  const accepted: Partial<Names> = definition.status?.acceptedNames ?? {};
  const others = all
    .filter((other) => other.spec.group === group && other.metadata.uid !== definition.metadata.uid)
    .map(({ status }) => status?.acceptedNames);
  const resources = new Set(others.flatMap((other) => [other?.plural, other?.singular, ...(other?.shortNames ?? [])]));
  const kinds = new Set(others.flatMap((other) => [other?.kind, other?.listKind]));
  const next: { -readonly [key in keyof Names]?: Names[key] } = { ...accepted };
  let conflict: { reason: string; message: string } | undefined;
  const take = (
    key: "plural" | "singular" | "kind" | "listKind",
    used: ReadonlySet<string | undefined>,
    reason: string,
  ) => {
    const wanted = names[key];
    if (wanted === undefined) return;
    if (wanted !== accepted[key] && used.has(wanted)) conflict = { reason, message: inUse(wanted) };
    else next[key] = wanted;
  };
  take("plural", resources, "PluralConflict");
  take("singular", resources, "SingularConflict");
  const taken = (names.shortNames ?? []).filter(
    (name) => !(accepted.shortNames ?? []).includes(name) && resources.has(name),
  );
  if (taken.length > 0) {
    const message = taken.length === 1 ? inUse(taken[0]!) : `[${taken.map(inUse).join(", ")}]`;
    conflict = { reason: "ShortNamesConflict", message };
  } else if (names.shortNames !== undefined) next.shortNames = names.shortNames;
  else delete next.shortNames;
  take("kind", kinds, "KindConflict");
  take("listKind", kinds, "ListKindConflict");
  if (names.categories === undefined) delete next.categories;
  else next.categories = names.categories;
  const conditions = definition.status?.conditions ?? [];
  const standing = conditions.find(({ type }) => type === "NamesAccepted");
  const naming = conflict ?? { reason: "NoConflicts", message: "no conflicts found" };
  const status = conflict === undefined ? "True" : "False";
  if (
    JSON.stringify(sorted(next)) === JSON.stringify(sorted(accepted)) &&
    standing?.status === status &&
    standing.message === naming.message
  )
    return undefined;
  const named = withCondition(conditions, { type: "NamesAccepted", status, ...naming }, now);
  const established = conditions.find(({ type }) => type === "Established");
  if (established?.status === "True") return { ...definition.status, acceptedNames: next as Names, conditions: named };
  const installing =
    status === "True"
      ? { reason: "Installing", message: "the initial names have been accepted" }
      : { reason: "NotAccepted", message: "not all names are accepted" };
  return {
    ...definition.status,
    acceptedNames: next as Names,
    conditions: withCondition(named, { type: "Established", status: "False", ...installing }, now),
  };
}

function inUse(name: string): string {
  return `${JSON.stringify(name)} is already in use`;
}

function sorted(names: Partial<Names>): unknown {
  return Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1));
}
