import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaParts } from "../harness/catalogues.ts";
import { scenarioJsonSchema } from "../harness/scenario/json-schema.ts";

const file = join(import.meta.dirname, "../scenarios/schema.json");
writeFileSync(file, `${JSON.stringify(scenarioJsonSchema(schemaParts), null, 2)}\n`);
console.log(`wrote ${file}`);
