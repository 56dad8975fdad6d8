import { parseAnchor, type AnchorEvent } from "../anchor.ts";
import { at, textAt, texts, valuePlace, type Located } from "../document/located.ts";
import { declaredNames, items } from "../document/names.ts";
import { problem, type Path, type Problem } from "../document/problem.ts";
import type { Reference } from "../schema/walk.ts";
import { nearest, oneOf } from "../document/suggest.ts";

interface Mistake {
  readonly found: string;
  readonly expected: string;
  readonly suggestion?: string | undefined;
}

/** Anchors on clusters, faults and steps that there are none of, or that never come to what the anchor waits for. */
export function checkAnchors(root: Located, found: readonly Reference[]): readonly Problem[] {
  return found
    .filter(({ kind }) => kind === "anchor")
    .flatMap(({ text, path }) => {
      const event = readEvent(text);
      const mistake = event === undefined ? undefined : checkEvent(root, event, path);
      return mistake === undefined ? [] : [problem({ place: valuePlace(root, path), path, ...mistake })];
    });
}

/** Undefined for a text that is no anchor; the schema says so already. */
export function readEvent(text: string): AnchorEvent | undefined {
  try {
    return parseAnchor(text).on;
  } catch {
    return undefined;
  }
}

function checkEvent(root: Located, event: AnchorEvent, path: Path): Mistake | undefined {
  switch (event.event) {
    case "updated":
      return checkCluster(root, event.cluster);
    case "faultActive":
    case "faultHealed":
      return checkFault(root, event.event, event.fault, path);
    case "procedureStep":
      return checkStep(root, event.step);
    default:
      return undefined;
  }
}

function checkCluster(root: Located, cluster: string): Mistake | undefined {
  const { clusters } = declaredNames(root);
  if (clusters.length > 0 && !clusters.includes(cluster)) return unknown("cluster", cluster, clusters);
  const waves = items(at(root, ["rollout", "waves"])).flatMap((wave) => texts(wave).map(({ text }) => text));
  if (waves.length === 0 || waves.includes(cluster)) return undefined;
  return {
    found: `${cluster}, which the rollout never updates`,
    expected: `a cluster of rollout.waves: ${oneOf(waves)}`,
  };
}

function checkFault(
  root: Located,
  event: "faultActive" | "faultHealed",
  fault: string,
  path: Path,
): Mistake | undefined {
  const { faults } = declaredNames(root);
  if (!faults.includes(fault)) return unknown("fault", fault, faults);
  const index = faults.indexOf(fault);
  if (event === "faultActive" || path[1] === index) return undefined;
  const declaration = items(at(root, ["faults"])).find((one) => textAt(one, ["name"]) === fault);
  if (at(declaration, ["for"]) !== undefined) return undefined;
  return { found: `${fault} healed, but it has no for and lasts until the end`, expected: `a fault with for` };
}

function checkStep(root: Located, step: number | string): Mistake | undefined {
  const steps = at(root, ["procedure", "steps"]);
  if (steps?.kind !== "list") return undefined;
  const names = steps.items.map((item) => textAt(item, ["name"]));
  const known = names.filter((name) => name !== undefined);
  if (typeof step === "string") return known.includes(step) ? undefined : unknown("step", step, known);
  if (step >= 1 && step <= names.length) return undefined;
  return { found: `step ${step}`, expected: `1 to ${names.length}, the procedure's steps` };
}

function unknown(noun: string, name: string, known: readonly string[]): Mistake {
  const expected = known.length === 0 ? `a ${noun} that is declared` : oneOf(known);
  return { found: `unknown ${noun} ${name}`, expected, suggestion: nearest(name, known) };
}
