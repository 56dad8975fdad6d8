import type { TimelineEvent } from "../../harness/timeline/events.ts";

/** Somebody watches a drill: gets every event as it happens. */
export interface ProgressView extends Disposable {
  show(event: TimelineEvent): void;
}
