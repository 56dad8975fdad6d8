import { equal } from "../apply/typed.ts";
import { badRequest, StatusError } from "../status-error.ts";
import { isMap } from "./merge-patch.ts";

const mostOperations = 10_000;

/**
 * Applies a JSON patch (RFC 6902) as the library of the real server does: `replace` may name a key that is not there, and
 * negative indices count from the end. Unchanged parts are shared.
 * @throws StatusError 400 for what is no list of operations, 422 for operations that do not apply.
 */
export function jsonPatch(target: object, patch: unknown): object {
  if (!Array.isArray(patch))
    throw badRequest(
      "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp",
    );
  if (patch.length > mostOperations)
    throw new StatusError(
      413,
      "RequestEntityTooLarge",
      `Request entity too large: The allowed maximum operations in a JSON patch is ${mostOperations}, got ${patch.length}`,
    );
  let document: unknown = target;
  for (const operation of patch) document = applyOperation(document, operation);
  if (!isMap(document)) throw refused();
  return document;
}

function applyOperation(document: unknown, operation: unknown): unknown {
  if (!isMap(operation)) throw refused();
  const { op, path, from, value = null } = operation;
  switch (op) {
    case "add":
      return edit(document, tokensOf(path), (parent, key) => add(parent, key, value));
    case "remove":
      return edit(document, tokensOf(path), remove);
    case "replace":
      return edit(document, tokensOf(path), (parent, key) => {
        if (Array.isArray(parent)) parent[indexOf(parent, key, parent.length - 1)] = value;
        else parent[key] = value;
      });
    case "move": {
      const moved = read(document, tokensOf(from));
      if (moved === undefined) throw refused();
      return edit(edit(document, tokensOf(from), remove), tokensOf(path), (parent, key) => add(parent, key, moved));
    }
    case "copy": {
      const copied = read(document, tokensOf(from));
      return edit(document, tokensOf(path), (parent, key) => add(parent, key, copied ?? null));
    }
    case "test":
      if (equal(read(document, tokensOf(path)) ?? null, value)) return document;
      throw refused();
    default:
      throw refused();
  }
}

type Container = Record<string, unknown> | unknown[];

/** Copies the containers on the way to a place and lets the last of them be changed. */
function edit(
  document: unknown,
  [head, ...rest]: readonly string[],
  change: (parent: Container, key: string) => void,
): unknown {
  if (head === undefined || typeof document !== "object" || document === null) throw refused();
  const copy = (Array.isArray(document) ? [...(document as unknown[])] : { ...document }) as Container;
  if (rest.length === 0) change(copy, head);
  else {
    const key = Array.isArray(copy) ? indexOf(copy, head, copy.length - 1) : head;
    (copy as Record<string | number, unknown>)[key] = edit(
      (copy as Record<string | number, unknown>)[key],
      rest,
      change,
    );
  }
  return copy;
}

function add(parent: Container, key: string, value: unknown): void {
  if (!Array.isArray(parent)) parent[key] = value;
  else parent.splice(key === "-" ? parent.length : indexOf(parent, key, parent.length), 0, value);
}

function remove(parent: Container, key: string): void {
  if (Array.isArray(parent)) parent.splice(indexOf(parent, key, parent.length - 1), 1);
  else if (parent[key] === undefined) throw refused();
  else delete parent[key];
}

function read(document: unknown, tokens: readonly string[]): unknown {
  let at = document;
  for (const [depth, token] of tokens.entries()) {
    if (Array.isArray(at)) at = (at as unknown[])[indexOf(at, token, at.length - 1)];
    else if (isMap(at)) at = at[token];
    else throw refused();
    if (at === undefined && depth < tokens.length - 1) throw refused();
  }
  return at;
}

function indexOf(list: readonly unknown[], token: string, highest: number): number {
  if (!/^-?(0|[1-9]\d*)$/.test(token)) throw refused();
  const index = Number(token);
  const counted = index < 0 ? index + list.length : index;
  if (counted < 0 || counted > highest) throw refused();
  return counted;
}

function tokensOf(pointer: unknown): readonly string[] {
  if (typeof pointer !== "string" || !pointer.startsWith("/")) throw refused();
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The real server keeps the reason to itself: the message of every refused JSON patch is this one. */
function refused(): StatusError {
  return new StatusError(422, "Invalid", "the server rejected our request due to an error in our request", {});
}
