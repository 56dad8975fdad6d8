import type { AnchorEvent } from "../anchor.ts";
import { readEvent } from "./anchors.ts";
import { at, textAt, valuePlace, type Located } from "../document/located.ts";
import { items } from "../document/names.ts";
import { problem, type Path, type Problem } from "../document/problem.ts";

/** Something that waits for an event, and where its anchor is written. */
interface Waiting {
  readonly on: string;
  readonly path: Path;
}

/**
 * Circles of anchors, in which everything waits for itself: `a` at "b active" and `b` at "a active", or a procedure that
 * starts at an event of its own.
 */
export function checkOrder(root: Located): readonly Problem[] {
  const waits = waitings(root);
  const reported = new Set<string>();
  return [...waits].flatMap(([what, { path }]) => {
    const circle = follow(what, waits);
    if (circle === undefined || circle.some((name) => reported.has(name))) return [];
    for (const name of circle) reported.add(name);
    const found = `an event that waits for itself: ${[...circle, what].join(" waits for ")}`;
    return [problem({ place: valuePlace(root, path), path, found, expected: "an event that comes earlier by itself" })];
  });
}

function waitings(root: Located): ReadonlyMap<string, Waiting> {
  const waits = new Map<string, Waiting>();
  const wait = (what: string, path: Path) => {
    const event = readEvent(textAt(root, path) ?? "");
    const on = event === undefined ? undefined : causeOf(event);
    if (on !== undefined) waits.set(what, { on, path });
  };
  for (const [index, fault] of items(at(root, ["faults"])).entries()) {
    const name = textAt(fault, ["name"]);
    if (name !== undefined) wait(`fault ${name}`, ["faults", index, "at"]);
  }
  wait("detection", ["detection", "at"]);
  wait("the procedure", ["procedure", "startsAt"]);
  if (at(root, ["procedure", "startsAt"]) === undefined && waits.has("detection"))
    waits.set("the procedure", { on: "detection", path: ["procedure"] });
  return waits;
}

/** What has to come first for an event to happen; undefined for what happens by itself. */
function causeOf(event: AnchorEvent): string | undefined {
  switch (event.event) {
    case "faultActive":
    case "faultHealed":
      return `fault ${event.fault}`;
    case "procedureStarted":
    case "procedureFinished":
    case "procedureStep":
      return "the procedure";
    case "detected":
      return "detection";
    default:
      return undefined;
  }
}

function follow(start: string, waits: ReadonlyMap<string, Waiting>): readonly string[] | undefined {
  const seen = [start];
  for (let next = waits.get(start)?.on; next !== undefined; next = waits.get(next)?.on) {
    if (next === start) return seen;
    if (seen.includes(next)) return undefined;
    seen.push(next);
  }
  return undefined;
}
