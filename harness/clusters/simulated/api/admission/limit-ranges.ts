import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import { addQuantities, parseQuantity, spellQuantity, type Quantity } from "../quantity.ts";
import type { Server } from "../server.ts";

type Amounts = Readonly<Record<string, string>>;

interface Limit {
  readonly type: string;
  readonly default?: Amounts;
  readonly defaultRequest?: Amounts;
  readonly min?: Amounts;
  readonly max?: Amounts;
  readonly maxLimitRequestRatio?: Amounts;
}

interface Resources {
  readonly requests?: Amounts;
  readonly limits?: Amounts;
}

const annotation = "kubernetes.io/limit-ranger";

/** The LimitRanges of a namespace; usually there is none. */
export function limitRangesOf(server: Server, namespace: string): readonly KubernetesObject[] {
  if (server.store.list("limitranges", { namespace: undefined, selects: undefined }).length === 0) return [];
  return server.store.list("limitranges", { namespace, selects: undefined });
}

/** Gives a new pod's containers what its namespace's LimitRanges say for those that say nothing, and notes it. */
export function applyLimitDefaults(pod: Mutable, ranges: readonly KubernetesObject[]): void {
  for (const range of ranges) {
    const defaults = ((range["spec"].limits ?? []) as readonly Limit[]).filter(({ type }) => type === "Container");
    const limits = Object.assign({}, ...defaults.map((limit) => limit.default ?? {})) as Amounts;
    const requests = Object.assign({}, ...defaults.map((limit) => limit.defaultRequest ?? {})) as Amounts;
    const notes = [
      ...(pod["spec"].containers ?? []).flatMap((container: Mutable) =>
        complete(container, "container", { requests, limits }),
      ),
      ...(pod["spec"].initContainers ?? []).flatMap((container: Mutable) =>
        complete(container, "init container", { requests, limits }),
      ),
    ];
    if (notes.length === 0) continue;
    const metadata: Mutable = pod["metadata"];
    metadata["annotations"] = {
      ...metadata["annotations"],
      [annotation]: `LimitRanger plugin set: ${notes.join("; ")}`,
    };
  }
}

function complete(container: Mutable, what: string, { requests, limits }: Required<Resources>): string[] {
  const present: Resources = container["resources"] ?? {};
  const missing = (wanted: Amounts, own: Amounts = {}) => Object.keys(wanted).filter((name) => own[name] === undefined);
  const added = { requests: missing(requests, present.requests), limits: missing(limits, present.limits) };
  if (added.requests.length + added.limits.length === 0) return [];
  const merged = {
    limits: { ...limits, ...present.limits },
    requests: { ...requests, ...present.requests },
  };
  container["resources"] = {
    ...present,
    ...(Object.keys(merged.limits).length === 0 ? {} : { limits: merged.limits }),
    ...(Object.keys(merged.requests).length === 0 ? {} : { requests: merged.requests }),
  };
  const note = (names: string[], kind: string) =>
    names.length === 0 ? [] : [`${names.sort().join(", ")} ${kind} for ${what} ${container["name"]}`];
  return [...note(added.requests, "request"), ...note(added.limits, "limit")];
}

/** What of a pod or a claim a LimitRange forbids, in the server's words; undefined when nothing. */
export function limitViolation(
  kind: "pods" | "persistentvolumeclaims",
  { spec }: KubernetesObject,
  range: KubernetesObject,
): string | undefined {
  const problems = ((range["spec"].limits ?? []) as readonly Limit[]).flatMap((limit) => {
    if (kind === "persistentvolumeclaims")
      return limit.type === "PersistentVolumeClaim" ? claimProblems(limit, spec.resources?.requests ?? {}) : [];
    if (limit.type === "Pod") return problemsOf(limit, podResources(spec));
    if (limit.type !== "Container") return [];
    return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].flatMap(({ resources = {} }: Mutable) =>
      problemsOf(limit, resources as Resources),
    );
  });
  const distinct = [...new Set(problems)];
  return distinct.length > 1 ? `[${distinct.join(", ")}]` : distinct[0];
}

function problemsOf({ type, min = {}, max = {}, maxLimitRequestRatio = {} }: Limit, resources: Resources): string[] {
  const { requests = {}, limits = {} } = resources;
  return [
    ...sorted(min).flatMap((name) => belowMinimum(type, name, min[name]!, requests[name], limits[name])),
    ...sorted(max).flatMap((name) => aboveMaximum(type, name, max[name]!, requests[name], limits[name])),
    ...sorted(maxLimitRequestRatio).flatMap((name) =>
      aboveRatio(type, name, maxLimitRequestRatio[name]!, requests[name], limits[name]),
    ),
  ];
}

const sorted = (amounts: Amounts) => Object.keys(amounts).sort();

function belowMinimum(type: string, name: string, least: string, request?: string, limit?: string): string[] {
  const rule = `minimum ${name} usage per ${type} is ${least}`;
  if (request === undefined) return [`${rule}.  No request is specified`];
  if (nanos(request) < nanos(least)) return [`${rule}, but request is ${request}`];
  return limit !== undefined && nanos(limit) < nanos(least) ? [`${rule}, but limit is ${limit}`] : [];
}

function aboveMaximum(type: string, name: string, most: string, request?: string, limit?: string): string[] {
  const rule = `maximum ${name} usage per ${type} is ${most}`;
  if (limit === undefined) return [`${rule}.  No limit is specified`];
  if (nanos(limit) > nanos(most)) return [`${rule}, but limit is ${limit}`];
  return request !== undefined && nanos(request) > nanos(most) ? [`${rule}, but request is ${request}`] : [];
}

function aboveRatio(type: string, name: string, most: string, request = "0", limit = "0"): string[] {
  const rule = `${name} max limit to request ratio per ${type} is ${most}`;
  if (nanos(request) === 0n) return [`${rule}, but no request is specified or request is 0`];
  if (nanos(limit) === 0n) return [`${rule}, but no limit is specified or limit is 0`];
  const ratio = Number(nanos(limit)) / Number(nanos(request));
  return ratio > Number(nanos(most)) / 1e9 ? [`${rule}, but provided ratio is ${ratio.toFixed(6)}`] : [];
}

function claimProblems({ type, min = {}, max = {} }: Limit, requests: Amounts): string[] {
  return [
    ...sorted(min).flatMap((name) => belowMinimum(type, name, min[name]!, requests[name])),
    ...sorted(max).flatMap((name) => {
      const rule = `maximum ${name} usage per ${type} is ${max[name]}`;
      if (requests[name] === undefined) return [`${rule}.  No request is specified`];
      return nanos(requests[name]) > nanos(max[name]!) ? [`${rule}, but request is ${requests[name]}`] : [];
    }),
  ];
}

/** What a pod needs in all: its containers and sidecars together, or the largest of the init containers before them. */
function podResources(spec: Mutable): Resources {
  const total = (kind: "requests" | "limits") => {
    const sum = new Map<string, Quantity>();
    const add = (into: Map<string, Quantity>, amounts: Amounts = {}) => {
      for (const [name, text] of Object.entries(amounts)) {
        const amount = parseQuantity(text)!;
        const before = into.get(name);
        into.set(name, before === undefined ? amount : addQuantities(before, amount));
      }
    };
    for (const { resources } of spec["containers"] ?? []) add(sum, resources?.[kind]);
    const sidecars = new Map<string, Quantity>();
    const largest = new Map<string, Quantity>();
    for (const { resources, restartPolicy } of spec["initContainers"] ?? []) {
      if (restartPolicy === "Always") {
        add(sum, resources?.[kind]);
        add(sidecars, resources?.[kind]);
      }
      const now = new Map(sidecars);
      if (restartPolicy !== "Always") add(now, resources?.[kind]);
      for (const [name, amount] of now) if (amount.nanos > (largest.get(name)?.nanos ?? -1n)) largest.set(name, amount);
    }
    for (const [name, amount] of largest) if (amount.nanos > (sum.get(name)?.nanos ?? -1n)) sum.set(name, amount);
    return Object.fromEntries([...sum].map(([name, amount]) => [name, spellQuantity(amount)]));
  };
  return { requests: total("requests"), limits: total("limits") };
}

function nanos(text: string): bigint {
  return parseQuantity(text)?.nanos ?? 0n;
}
