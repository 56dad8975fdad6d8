import type { KubernetesObject } from "../../../kubernetes.ts";
import type { LabelSelector } from "../../kinds/labels.ts";

/** How long ago, as kubectl shows it; `<unknown>` for no time. */
export function since(timestamp: string | null | undefined, now: Date): string {
  if (timestamp === undefined || timestamp === null) return "<unknown>";
  return humanDuration(now.getTime() - Date.parse(timestamp));
}

export function age(object: KubernetesObject, now: Date): string {
  return since(object.metadata.creationTimestamp, now);
}

/**
 * Two units at most, fewer the longer it is. Thresholds of `k8s.io/apimachinery/pkg/util/duration`.
 * @param milliseconds up to two seconds below zero count as clock skew and show as 0s
 */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (Number.isNaN(seconds) || seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return twoUnits(minutes, "m", seconds % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return twoUnits(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (hours < 192) return twoUnits(days, "d", hours % 24, "h");
  if (days < 730) return `${days}d`;
  const years = Math.floor(days / 365);
  return days < 2920 ? twoUnits(years, "y", days % 365, "d") : `${years}y`;
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}

export function orNone(text: string | undefined): string {
  return text === undefined || text === "" ? "<none>" : text;
}

export function formatLabels(labels: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return orNone(pairs.sort().join(","));
}

export function formatSelector(selector: LabelSelector | undefined): string {
  if (selector === undefined) return "<none>";
  const requirements = [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` })),
    ...(selector.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
      if (operator === "Exists") return { key, text: key };
      if (operator === "DoesNotExist") return { key, text: `!${key}` };
      return { key, text: `${key} ${operator === "In" ? "in" : "notin"} (${[...values].sort().join(",")})` };
    }),
  ];
  return orNone(
    requirements
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ text }) => text)
      .join(","),
  );
}

interface WithContainers {
  readonly containers?: readonly { readonly name: string; readonly image?: string }[];
}

export function containerNames(spec: WithContainers | undefined): string {
  return (spec?.containers ?? []).map(({ name }) => name).join(",");
}

export function containerImages(spec: WithContainers | undefined): string {
  return (spec?.containers ?? []).map(({ image = "" }) => image).join(",");
}

/** The first three and how many more there are. */
export function firstThree(items: readonly string[]): string {
  if (items.length === 0) return "<unset>";
  const shown = items.slice(0, 3).join(",");
  return items.length > 3 ? `${shown} + ${items.length - 3} more...` : shown;
}
