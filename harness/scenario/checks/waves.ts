import { at, textAt, valuePlace, type Located } from "../document/located.ts";
import { items } from "../document/names.ts";
import { problem, type Path, type Problem } from "../document/problem.ts";

/** Procedures that go wave by wave although nobody says what the waves are. */
export function checkWaves(root: Located): readonly Problem[] {
  if (at(root, ["rollout", "waves"]) !== undefined) return [];
  const procedures: Path[] = [["procedure"], ...items(at(root, ["knownBad"])).map((_, index) => ["knownBad", index])];
  return procedures
    .filter((path) => textAt(root, [...path, "strategy"]) === "waves" && at(root, [...path, "waves"]) === undefined)
    .map((procedure) => {
      const path = [...procedure, "strategy"];
      const expected = "waves beside it, or rollout.waves";
      return problem({ place: valuePlace(root, path), path, found: "waves, but there are none", expected });
    });
}
