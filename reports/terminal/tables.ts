import Table from "cli-table3";
import { dimensionIds } from "../../harness/scenario/schema/expect.ts";
import type { ClusterResult, Verdict } from "../../harness/judging/verdict.ts";
import { clusterWord, fleetLines, shareText, stateText, timeText } from "../format.ts";
import type { Colours } from "./colours.ts";

/** Lines only below the head: the fewer, the easier to read and to paste. */
const plain = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: " ",
  "left-mid": " ",
  mid: "─",
  "mid-mid": "─",
  right: "",
  "right-mid": "",
  middle: " ",
} as const;

const style = { head: [], border: [], compact: true, "padding-left": 0, "padding-right": 1 };

/** One row per cluster: times, users, and a letter of consistency. */
export function clusterTable(verdict: Verdict, colours: Colours): string {
  const table = new Table({
    head: [
      "  cluster",
      "state",
      "TTD",
      "TTM",
      "TTR",
      "avail.",
      `D${dimensionIds.map((id) => id.slice(1)).join(" ")}`,
      "=",
    ],
    chars: plain,
    style,
    colAligns: ["left", "left", "right", "right", "right", "right"],
  });
  const words = { ok: colours.good("✔"), failed: colours.bad("✘"), unknown: colours.doubtful("?") };
  for (const result of verdict.clusters)
    table.push([
      `${words[clusterWord(verdict, result.cluster)]} ${colours.strong(result.cluster)}`,
      stateText(result),
      timeText(result.timeToDetect),
      timeText(result.timeToMitigate),
      timeText(result.timeToRecover),
      shareText(result.availability),
      ` ${dimensionIds.map((id) => dimensionMark(result.dimensions[id], colours)).join(" ")}`,
      result.equivalenceClass,
    ]);
  return trimLines(table.toString());
}

function dimensionMark(state: ClusterResult["dimensions"]["D1"], { good, bad, doubtful }: Colours): string {
  const marks = { match: good("✔"), allowed: good("~"), different: bad("✘"), unknown: doubtful("?") };
  return marks[state];
}

/** Fleet metrics, two in a row. */
export function fleetTable(verdict: Verdict, { faint }: Colours): string {
  const table = new Table({ chars: { ...plain, mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" }, style });
  const lines = fleetLines(verdict);
  const half = Math.ceil(lines.length / 2);
  for (const [index, [name, value]] of lines.slice(0, half).entries()) {
    const [otherName = "", otherValue = ""] = lines[index + half] ?? [];
    table.push([faint(name), value, "", faint(otherName), otherValue]);
  }
  return trimLines(table.toString());
}

function trimLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
