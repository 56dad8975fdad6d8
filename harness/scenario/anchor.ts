import { parseDuration } from "../base/duration.ts";

/** Something that happens in a drill and that other things can be hung on. */
export type AnchorEvent =
  | { readonly event: "baselineProven" | "rolloutStarted" | "rolloutFinished" | "impact" | "detected" }
  | { readonly event: "procedureStarted" | "procedureFinished" }
  /** `step` is a number counted from 1, or the step's name. */
  | { readonly event: "procedureStep"; readonly step: number | string }
  | { readonly event: "updated"; readonly cluster: string; /** 0 to 1 */ readonly share: number }
  | { readonly event: "faultActive" | "faultHealed"; readonly fault: string };

/** An event, and ms after it. */
export interface Anchor {
  readonly on: AnchorEvent;
  readonly delay: number;
  /** As the user wrote it. */
  readonly text: string;
}

/** Events that need nothing beside their name. */
export const plainEvents = [
  "baselineProven",
  "rolloutStarted",
  "rolloutFinished",
  "impact",
  "detected",
  "procedureStarted",
  "procedureFinished",
] as const;

/**
 * Reads `detected`, `procedureStarted + 2s`, `us updated 50%`, `procedureStep 3`, `procedureStep "drain eu"`,
 * `registry-down active`, `registry-down healed + 10s`; a bare duration counts from `baselineProven`.
 * @throws Error whose message says what was found and what is expected.
 */
export function parseAnchor(text: string): Anchor {
  const [, head = "", delayText] = /^(.*?)(?:\s*\+\s*([^"'+]*))?$/.exec(text.trim()) ?? [];
  if (/^[0-9.]+(ms|s|m|h)/.test(head) && delayText === undefined)
    return { on: { event: "baselineProven" }, delay: parseDuration(head), text };
  const delay = delayText === undefined ? 0 : parseDuration(delayText);
  const plain = plainEvents.find((event) => event === head);
  if (plain !== undefined) return { on: { event: plain }, delay, text };
  const step = /^procedureStep\s+(?:(\d+)|"([^"]+)"|'([^']+)')$/.exec(head);
  if (step !== null)
    return { on: { event: "procedureStep", step: step[1] ? Number(step[1]) : (step[2] ?? step[3])! }, delay, text };
  const updated = /^([-a-z0-9]+)\s+updated\s+(\d{1,3})%$/.exec(head);
  if (updated !== null && Number(updated[2]) <= 100)
    return { on: { event: "updated", cluster: updated[1]!, share: Number(updated[2]) / 100 }, delay, text };
  const fault = /^([-a-z0-9]+)\s+(active|healed)$/.exec(head);
  if (fault !== null)
    return { on: { event: fault[2] === "active" ? "faultActive" : "faultHealed", fault: fault[1]! }, delay, text };
  throw new Error(
    `"${text}" is no event; expected one of ${plainEvents.join(", ")}, CLUSTER updated N%, procedureStep N, FAULT active, FAULT healed, with "+ 30s" after it if need be`,
  );
}
