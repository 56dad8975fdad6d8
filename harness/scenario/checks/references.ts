import { at, keyPlace, valuePlace, type Located } from "../document/located.ts";
import { declaredNames, type Names } from "../document/names.ts";
import { problem, type Path, type Problem } from "../document/problem.ts";
import type { Reference } from "../schema/walk.ts";
import { nearest, oneOf } from "../document/suggest.ts";

/** Clusters and versions that are named but not declared. */
export function checkReferences(root: Located, found: readonly Reference[]): readonly Problem[] {
  const names = declaredNames(root);
  return [...found.flatMap((reference) => checkReference(root, reference, names)), ...checkImplied(root, names)];
}

function checkReference(root: Located, reference: Reference, names: Names): readonly Problem[] {
  const { kind, text, path, written } = reference;
  const choice = choices(kind, names);
  if (choice === undefined || choice.known.length === 0 || choice.known.includes(text)) return [];
  const place = written === "key" ? keyPlace(root, path) : valuePlace(root, path);
  const suggestion = nearest(text, choice.known);
  return [problem({ place, path, found: `unknown ${choice.noun} ${text}`, expected: oneOf(choice.known), suggestion })];
}

function choices(kind: Reference["kind"], { clusters, versions }: Names) {
  switch (kind) {
    case "cluster":
      return { noun: "cluster", known: clusters };
    case "link-end":
      return { noun: "end of a link", known: clusters.length === 0 ? [] : [...clusters, "operator"] };
    case "version":
      return { noun: "version", known: versions };
    default:
      return undefined;
  }
}

/** Versions that a scenario needs without naming them. */
function checkImplied(root: Located, { versions }: Names): readonly Problem[] {
  if (versions.length === 0) return [];
  const implied: readonly { readonly version: string; readonly unless: Path; readonly expected: string }[] = [
    { version: "good", unless: ["\0"], expected: "good: the version that runs before the release" },
    { version: "bad", unless: ["rollout", "to"], expected: "bad, or rollout.to: the version that is rolled out" },
    {
      version: "next",
      unless: ["expect", "redeploy"],
      expected: "next: the version deployed when all is over, or expect.redeploy: false",
    },
  ];
  const path = ["application", "versions"];
  return implied
    .filter(({ version, unless }) => !versions.includes(version) && at(root, unless) === undefined)
    .map(({ version, expected }) =>
      problem({ place: keyPlace(root, path), path, found: `no version ${version}`, expected }),
    );
}
