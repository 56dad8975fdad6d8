import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import { validateAutoscaler } from "../validation/autoscaler.ts";
import { define } from "./define.ts";
import type { Resource, View } from "./resource.ts";

/** Clients that convert the same object twice get the same answer. */
function viewOf(
  name: string,
  apiVersion: string,
  read: (stored: KubernetesObject) => Mutable,
  store: (object: KubernetesObject) => Mutable,
): View {
  const known = new WeakMap<KubernetesObject, KubernetesObject>();
  return {
    name,
    read: (stored) => {
      if (stored.apiVersion === apiVersion) return stored;
      let shown = known.get(stored);
      if (shown === undefined) known.set(stored, (shown = Object.freeze(read(stored)) as unknown as KubernetesObject));
      return shown;
    },
    store: (object) =>
      object.apiVersion === apiVersion ? (Object.freeze(store(object)) as unknown as KubernetesObject) : object,
  };
}

const group = "autoscaling";

/** The first version of autoscalers knows the processor only; it keeps the rest in an annotation that nobody here needs. */
const autoscalersV1 = define({
  group,
  version: "v1",
  kind: "HorizontalPodAutoscaler",
  plural: "horizontalpodautoscalers",
  shortNames: ["hpa"],
  categories: ["all"],
  subresources: ["status"],
  setDefaults: ({ spec }) => {
    if (!Object.isFrozen(spec) && spec["minReplicas"] === undefined) spec["minReplicas"] = 1;
  },
  validate: (autoscaler) => validateAutoscaler(asStored(autoscaler)["spec"]),
  view: viewOf(
    "horizontalpodautoscalers.v1.autoscaling",
    "autoscaling/v1",
    ({ spec: { metrics, behavior: _, ...spec }, status = {}, metadata, kind }) => ({
      apiVersion: "autoscaling/v1",
      kind,
      metadata,
      spec: { ...spec, ...cpu(metrics, "target", "targetCPUUtilizationPercentage") },
      status: {
        ...without(status as Mutable, ["currentMetrics", "conditions"]),
        ...cpu((status as Mutable)["currentMetrics"], "current", "currentCPUUtilizationPercentage"),
      },
    }),
    asStored,
  ),
});

/** The first version's form of an autoscaler in that of the second, which is stored. */
function asStored(autoscaler: KubernetesObject): Mutable {
  const { targetCPUUtilizationPercentage: share, ...spec } = autoscaler["spec"];
  const { status = {}, metadata, kind } = autoscaler;
  return {
    apiVersion: "autoscaling/v2",
    kind,
    metadata,
    spec: {
      ...spec,
      metrics: [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: share ?? 80 } },
        },
      ],
    },
    status: { currentMetrics: null, ...without(status as Mutable, ["currentCPUUtilizationPercentage"]) },
  };
}

function cpu(metrics: readonly Mutable[] | null | undefined, part: string, name: string): Mutable {
  const found = (metrics ?? []).find((metric) => metric["type"] === "Resource" && metric["resource"]?.name === "cpu");
  const share: unknown = found?.["resource"]?.[part]?.averageUtilization;
  return share === undefined ? {} : { [name]: share };
}

function without(map: Mutable, keys: readonly string[]): Mutable {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

/** Events in the words of events.k8s.io, each field under its newer name. */
const eventsV1 = define({
  group: "events.k8s.io",
  version: "v1",
  kind: "Event",
  plural: "events",
  shortNames: ["ev"],
  fieldLabels: {
    ...Object.fromEntries(
      ["name", "namespace", "kind", "uid", "apiVersion", "resourceVersion", "fieldPath"].map((field) => [
        `regarding.${field}`,
        (event: KubernetesObject) => event["regarding"]?.[field] ?? "",
      ]),
    ),
    reason: (event: KubernetesObject) => event["reason"] ?? "",
    reportingController: (event: KubernetesObject) => event["reportingController"] ?? "",
    type: (event: KubernetesObject) => event["type"] ?? "",
  },
  storedAs: "events",
  view: viewOf(
    "events.events.k8s.io",
    "events.k8s.io/v1",
    ({
      involvedObject,
      message,
      source,
      firstTimestamp,
      lastTimestamp,
      count,
      reportingComponent,
      reportingInstance,
      eventTime,
      ...event
    }) => ({
      ...event,
      apiVersion: "events.k8s.io/v1",
      eventTime: eventTime ?? null,
      ...told({ reportingController: reportingComponent, reportingInstance }),
      regarding: involvedObject,
      ...present({ note: message }),
      deprecatedSource: source ?? {},
      deprecatedFirstTimestamp: firstTimestamp ?? null,
      deprecatedLastTimestamp: lastTimestamp ?? null,
      ...present({ deprecatedCount: count }),
    }),
    ({
      regarding,
      note,
      deprecatedSource,
      deprecatedFirstTimestamp,
      deprecatedLastTimestamp,
      deprecatedCount,
      reportingController,
      ...event
    }) => ({
      ...event,
      apiVersion: "v1",
      involvedObject: regarding ?? {},
      ...present({ message: note, count: deprecatedCount }),
      source: deprecatedSource ?? {},
      firstTimestamp: deprecatedFirstTimestamp ?? null,
      lastTimestamp: deprecatedLastTimestamp ?? null,
      reportingComponent: reportingController ?? "",
      reportingInstance: event["reportingInstance"] ?? "",
    }),
  ),
});

/** This version leaves out what the stored one has as an empty text. */
function told(map: Mutable): Mutable {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => (value ?? "") !== ""));
}

function present(map: Mutable): Mutable {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}

/** Versions of built-in kinds that are stored in another version, by the name under which verbs take them. */
export const views: Readonly<Record<string, Resource>> = {
  [autoscalersV1.view!.name]: autoscalersV1,
  [eventsV1.view!.name]: eventsV1,
};
