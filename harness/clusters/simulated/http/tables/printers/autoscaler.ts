import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from "../../../kinds/horizontal-pod-autoscaler.ts";
import { age } from "../cells.ts";
import { column, columns, nameColumn, type Printer } from "../printer.ts";

/** Metrics that a row has room for. */
const shown = 2;

export const autoscalerPrinter: Printer = {
  columns: [nameColumn, ...columns("Reference", "Targets", "MinPods", "MaxPods"), column("Replicas"), column("Age")],
  cells: (object, now) => {
    const { metadata, spec, status } = object as HorizontalPodAutoscaler;
    const { kind, name } = spec.scaleTargetRef;
    return [
      metadata.name,
      `${kind}/${name}`,
      targets(spec.metrics ?? [], status?.currentMetrics ?? []),
      String(spec.minReplicas ?? "<unset>"),
      String(spec.maxReplicas),
      status?.currentReplicas ?? 0,
      age(object, now),
    ];
  },
};

function targets(specs: readonly MetricSpec[], statuses: readonly MetricStatus[]): string {
  if (specs.length === 0) return "<none>";
  const list = specs.slice(0, shown).map((spec, i) => targetOf(spec, statuses[i]));
  const more = specs.length > shown ? ` + ${specs.length - shown} more...` : "";
  return list.join(", ") + more;
}

const unknown = "<unknown>";

function targetOf(spec: MetricSpec, status: MetricStatus | undefined): string {
  switch (spec.type) {
    case "Resource":
    case "ContainerResource": {
      const { name, target } = spec.type === "Resource" ? spec.resource : spec.containerResource;
      const current =
        status?.type === "Resource"
          ? status.resource.current
          : status?.type === "ContainerResource"
            ? status.containerResource.current
            : undefined;
      if (target.averageValue !== undefined)
        return `${name}: ${current?.averageValue ?? unknown}/${target.averageValue}`;
      const used = current?.averageUtilization === undefined ? unknown : `${current.averageUtilization}%`;
      const wanted = target.averageUtilization === undefined ? "<auto>" : `${target.averageUtilization}%`;
      return `${name}: ${used}/${wanted}`;
    }
    case "Pods":
      return `${unknown}/${spec.pods.target.averageValue}`;
    case "Object":
    case "External": {
      const { target } = spec.type === "Object" ? spec.object : spec.external;
      return target.averageValue === undefined
        ? `${unknown}/${target.value}`
        : `${unknown}/${target.averageValue} (avg)`;
    }
  }
}
