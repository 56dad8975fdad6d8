import type { Event } from "../../../kinds/event.ts";
import { since } from "../cells.ts";
import { columns, wide, type Printer } from "../printer.ts";

export const eventPrinter: Printer = {
  columns: [
    ...columns("Last Seen", "Type", "Reason", "Object"),
    wide("Subobject"),
    wide("Source"),
    ...columns("Message"),
    wide("First Seen"),
    wide("Count"),
    { name: "Name", type: "string", format: "name", priority: 1 },
  ],
  cells(object, now) {
    const event = object as Event & { series?: { readonly count?: number; readonly lastObservedTime?: string } };
    const { involvedObject, source, series } = event;
    const first = since(event.firstTimestamp ?? event.eventTime, now);
    const last = event.lastTimestamp ? since(event.lastTimestamp, now) : first;
    const component = source?.component || event.reportingComponent || "";
    const host = source?.host || event.reportingInstance || "";
    return [
      series === undefined ? last : since(series.lastObservedTime, now),
      event.type ?? "",
      event.reason ?? "",
      `${(involvedObject.kind ?? "").toLowerCase()}/${involvedObject.name ?? ""}`,
      involvedObject.fieldPath ?? "",
      host === "" ? component : `${component}, ${host}`,
      (event.message ?? "").trim(),
      first,
      series?.count ?? (event.count || 1),
      event.metadata.name,
    ];
  },
};
