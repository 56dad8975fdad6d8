import { faultCatalogue } from "./faults/catalogue.ts";
import { stepCatalogue } from "./procedures/steps/catalogue.ts";
import type { SchemaParts } from "./scenario/schema/scenario.ts";

/** The kinds of faults and the actions of steps that scenario files can use. */
export const schemaParts: SchemaParts = {
  faults: mapValues(faultCatalogue, ({ shape }) => shape),
  steps: mapValues(stepCatalogue, ({ input, summary }) => input.meta({ description: summary })),
  summaries: mapValues(faultCatalogue, ({ summary }) => summary),
};

function mapValues<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
