/**
 * A set of fields in the form in which `managedFields` carries it (FieldsV1): path elements as keys, `.` for a node that
 * is itself a member beside its children, `{}` for a member without any. Sets are never changed, so parts are shared, and
 * an operation without effect returns its first operand.
 */
export type FieldNode = { readonly [element: string]: FieldNode };
/** The empty set is undefined, since an empty node is a member. */
export type FieldSet = FieldNode | undefined;

/** A member without children. */
export const leaf: FieldNode = Object.freeze({});

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (b === undefined || a === b) return a;
  return a === undefined ? b : unionNodes(a, b);
}

function unionNodes(a: FieldNode, b: FieldNode): FieldNode {
  if (a === b) return a;
  if (isLeaf(b)) return isMember(a) ? a : withMark(a);
  if (isLeaf(a)) return isMember(b) ? b : withMark(b);
  let result: Record<string, FieldNode> | undefined;
  for (const element in b) {
    const before = a[element];
    const after = before === undefined ? b[element]! : element === "." ? before : unionNodes(before, b[element]!);
    if (after !== before) (result ??= { ...a })[element] = after;
  }
  return result ?? a;
}

/** The members of `a` that are not members of `b`; the children of a removed member stay. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (a === undefined || b === undefined) return a;
  return subtract(a, b);
}

function subtract(a: FieldNode, b: FieldNode): FieldSet {
  const member = isMember(a) && !isMember(b);
  let result: Record<string, FieldNode> | undefined;
  for (const element in b) {
    const before = a[element];
    if (element === "." || before === undefined) continue;
    const after = subtract(before, b[element]!);
    if (after === before) continue;
    result ??= { ...a };
    if (after === undefined) delete result[element];
    else result[element] = after;
  }
  if (result === undefined && member === isMember(a)) return a;
  const { ".": _, ...children } = result ?? a;
  return node(member, children);
}

/** What is a member of both. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return a;
  const children: Record<string, FieldNode> = {};
  for (const element in a) {
    const other = b[element];
    if (element === "." || other === undefined) continue;
    const common = intersection(a[element], other);
    if (common !== undefined) children[element] = common;
  }
  return node(isMember(a) && isMember(b), children);
}

/** A node of the given children; the empty set when it is no member and has none. */
export function node(member: boolean, children: Readonly<Record<string, FieldNode>>): FieldSet {
  for (const _ in children) return member ? withMark(children) : children;
  return member ? leaf : undefined;
}

export function isMember(set: FieldNode): boolean {
  return "." in set || isLeaf(set);
}

function isLeaf(set: FieldNode): boolean {
  for (const _ in set) return false;
  return true;
}

function withMark(children: FieldNode): FieldNode {
  return { ".": leaf, ...children };
}

/** The paths of all members, a node before its children, in the order of their elements. */
export function* pathsOf(set: FieldSet, prefix: readonly string[] = []): Generator<readonly string[]> {
  if (set === undefined) return;
  const elements = Object.keys(set)
    .filter((element) => element !== ".")
    .sort();
  for (const element of elements) if (isMember(set[element]!)) yield [...prefix, element];
  for (const element of elements) if (!isLeaf(set[element]!)) yield* pathsOf(set[element], [...prefix, element]);
}

/** Whether the set has a member at a path. */
export function hasPath(set: FieldSet, path: readonly string[]): boolean {
  let at: FieldSet = set;
  for (const element of path) at = at?.[element];
  return at !== undefined && isMember(at);
}
