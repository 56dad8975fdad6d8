import { age, containerImages, containerNames, formatLabels } from "../cells.ts";
import { column, nameColumn, wide, type Printer } from "../printer.ts";

export const replicationControllerPrinter: Printer = {
  columns: [
    nameColumn,
    column("Desired", "integer"),
    column("Current", "integer"),
    column("Ready", "integer"),
    column("Age"),
    wide("Containers"),
    wide("Images"),
    wide("Selector"),
  ],
  cells: (controller, now) => {
    const { spec = {}, status = {} } = controller as { spec?: Record<string, never>; status?: Record<string, never> };
    return [
      controller.metadata.name,
      spec["replicas"] ?? 0,
      status["replicas"] ?? 0,
      status["readyReplicas"] ?? 0,
      age(controller, now),
      containerNames((spec["template"] as { spec?: never } | undefined)?.spec),
      containerImages((spec["template"] as { spec?: never } | undefined)?.spec),
      formatLabels(spec["selector"]),
    ];
  },
};
