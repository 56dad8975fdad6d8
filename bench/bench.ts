import Table from "cli-table3";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { controlPlaneOf } from "./control-plane.ts";
import { fullSizes, measure, quickSizes } from "./measures.ts";

/**
 *     npm run bench -- [--quick] [--kubeconfig FILE]
 *
 * `--kubeconfig` names a real control plane, its current context, which is measured in the same run for comparison; `--quick`
 * does everything once and small.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean" }, kubeconfig: { type: "string" } } });
const real = values.kubeconfig === undefined ? undefined : controlPlaneOf(readFileSync(values.kubeconfig, "utf8"));

console.log(`Node ${process.versions.node}, ${cpus().length} cores`);
const table = new Table({
  head: ["what", "measured", "aim", "", ...(real === undefined ? [] : ["real", "times as fast"])],
  style: { head: [], border: [] },
});
for await (const { what, measured, unit, limit, real: other } of measure(values.quick ? quickSizes : fullSizes, real)) {
  const aim = limit === undefined ? ["", ""] : [`< ${limit} ${unit}`, measured < limit ? "met" : "missed"];
  const ratio = other === undefined ? [] : [`${other.toPrecision(3)} ${unit}`, (measured / other).toPrecision(3)];
  table.push([what, `${measured.toPrecision(3)} ${unit}`, ...aim, ...ratio]);
}
console.log(table.toString());
