import type { IncomingHttpHeaders } from "node:http";
import type { LoadResult } from "./driver.ts";

/** What became of one real request of a user. */
export type UserOutcome =
  | {
      readonly kind: "answered";
      readonly answer: { readonly status: number; readonly headers: IncomingHttpHeaders };
      /** ms */
      readonly latency: number;
    }
  | { readonly kind: "refused" | "timedOut" }
  /** The request could not be made. */
  | { readonly kind: "unknown" };

/** Counts what became of a region's requests. */
export function tally(outcomes: readonly UserOutcome[]): LoadResult {
  const answered = outcomes.filter((outcome) => outcome.kind === "answered");
  const count = (kind: UserOutcome["kind"]) => outcomes.filter((outcome) => outcome.kind === kind).length;
  const byVersion: Record<string, number> = {};
  for (const { answer } of answered) {
    const version = answer.headers["x-app-version"];
    if (typeof version === "string") byVersion[version] = (byVersion[version] ?? 0) + 1;
  }
  const unsent = count("unknown");
  return {
    sent: outcomes.length - unsent,
    unsent,
    ok: answered.filter(({ answer }) => answer.status < 500).length,
    errors: answered.filter(({ answer }) => answer.status >= 500).length,
    refused: count("refused"),
    timedOut: count("timedOut"),
    latencies: answered.map(({ latency }) => latency),
    byVersion,
  };
}
