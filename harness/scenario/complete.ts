import { stringify } from "yaml";
import { compose } from "./document/include.ts";
import { plain } from "./document/located.ts";
import { fillParameters } from "./document/parameters.ts";
import { withDefaults } from "./schema/defaults.ts";
import { scenarioSchema, type SchemaParts } from "./schema/scenario.ts";

/**
 * A loaded scenario's `source` as YAML with its parameters filled in and every default written out.
 * @param source must be valid.
 */
export function completeScenario(source: string, parts: SchemaParts): string {
  const { root } = compose({ name: "scenario", folder: "", text: source }, []);
  const document = plain(fillParameters(root!).root);
  return stringify(withDefaults(scenarioSchema(parts), document), { lineWidth: 0, aliasDuplicateObjects: false });
}
