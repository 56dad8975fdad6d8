import { at, keys, textAt, type Located } from "./located.ts";
import { defaultVersions } from "../schema/application.ts";

/** Names that a document declares and that other parts of it refer to; as far as it has the right shape. */
export interface Names {
  readonly clusters: readonly string[];
  readonly versions: readonly string[];
  readonly faults: readonly string[];
}

export function declaredNames(root: Located): Names {
  const versions = at(root, ["application", "versions"]);
  return {
    clusters: keys(at(root, ["clusters"])),
    versions: versions === undefined ? Object.keys(defaultVersions) : keys(versions),
    faults: faultNames(root),
  };
}

export function faultNames(root: Located): readonly string[] {
  return items(at(root, ["faults"])).flatMap((fault) => textAt(fault, ["name"]) ?? []);
}

/** Entries of a list; none when it is something else. */
export function items(node: Located | undefined): readonly Located[] {
  return node?.kind === "list" ? node.items : [];
}
