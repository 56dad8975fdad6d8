/**
 * Freezes a new version of a value deeply, taking from the old version every part that is equal. So "nothing changed"
 * is an identity comparison, of the whole as of any part.
 *
 * Frozen parts of `next` must come from an earlier `settle`.
 */
export function settle<T>(next: T, old: unknown): T {
  if (next === old || typeof next !== "object" || next === null) return next;
  if (old === undefined && Object.isFrozen(next)) return next;
  if (Array.isArray(next)) return settleList(next, old) as T;
  return settleMap(next as Record<string, unknown>, old) as T;
}

function settleList(next: unknown[], old: unknown): unknown[] {
  const before: readonly unknown[] = Array.isArray(old) ? old : [];
  let same = Array.isArray(old) && before.length === next.length;
  const frozen = Object.isFrozen(next);
  for (let i = 0; i < next.length; i++) {
    const item = next[i];
    const settled = settle(item, before[i]);
    if (!frozen && settled !== item) next[i] = settled;
    if (settled !== before[i]) same = false;
  }
  return same ? (old as unknown[]) : frozen ? next : (Object.freeze(next) as unknown[]);
}

function settleMap(next: Record<string, unknown>, old: unknown): Record<string, unknown> {
  const isMap = typeof old === "object" && old !== null && !Array.isArray(old);
  const before = (isMap ? old : {}) as Record<string, unknown>;
  let same = isMap;
  let count = 0;
  const frozen = Object.isFrozen(next);
  for (const key in next) {
    const item = next[key];
    count++;
    const settled = settle(item, before[key]);
    if (!frozen && settled !== item) next[key] = settled;
    if (settled !== before[key]) same = false;
  }
  if (same) for (const _ in before) count--;
  return same && count === 0 ? before : frozen ? next : Object.freeze(next);
}
