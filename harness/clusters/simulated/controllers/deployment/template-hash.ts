import type { PodTemplate } from "../../kinds/pod.ts";

export const hashLabel = "pod-template-hash";

/** Letters and digits that spell no word and are fit for names. */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

/** Spells templates out for comparison; remembers each, since stored templates never change. */
export class TemplateTexts {
  readonly #texts = new WeakMap<PodTemplate, string>();

  /** Equal for two templates exactly if a rollout from one to the other would change nothing. */
  textOf(template: PodTemplate): string {
    let text = this.#texts.get(template);
    if (text === undefined) this.#texts.set(template, (text = canonical(template)));
    return text;
  }
}

/**
 * A name for the template within its deployment. The real hash is over a dump of Go structures and differs between
 * versions of Kubernetes; this one is only as stable, as short and as safe for DNS names.
 * @param collisions how often the name was found taken by another template.
 */
export function templateHash(text: string, collisions: number): string {
  let hash = 0x811c9dc5;
  const input = collisions === 0 ? text : `${text}#${collisions}`;
  for (let i = 0; i < input.length; i++) hash = Math.imul(hash ^ input.charCodeAt(i), 0x01000193);
  return [...String(hash >>> 0)].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join("");
}

function canonical(template: PodTemplate): string {
  const { [hashLabel]: _hash, ...labels } = template.metadata?.labels ?? {};
  return spell({ ...template, metadata: { ...template.metadata, labels } }) ?? "";
}

/** JSON with sorted keys; what is null or empty is left out, as the API takes it for unset. */
function spell(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value))
    return value.length === 0 ? undefined : `[${value.map((item) => spell(item) ?? "{}").join(",")}]`;
  const entries: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const text = spell((value as Record<string, unknown>)[key]);
    if (text !== undefined) entries.push(`${JSON.stringify(key)}:${text}`);
  }
  return entries.length === 0 ? undefined : `{${entries.join(",")}}`;
}
