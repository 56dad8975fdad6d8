import type { Recording } from "./transcript.ts";

/** Something that a simulated cluster does otherwise than a real one, in some transcripts. */
export interface Difference {
  readonly transcripts: readonly string[];
  readonly reason: string;
  /** What is taken out of the output on both sides. */
  readonly pattern: RegExp;
}

/** All that is known. Each must still be one: a transcript that passes without it fails until it is removed here. */
export const differences: readonly Difference[] = [
  {
    transcripts: ["cluster/version"],
    reason: "There is no DNS server in the cluster.",
    pattern: /^ {2}CoreDNS\b.*\n/gm,
  },
];

/** The recording without what is known to be different. */
export function withoutDifferences(name: string, { output, objects }: Recording): Recording {
  const own = differences.filter(({ transcripts }) => transcripts.includes(name));
  return { output: own.reduce((text, { pattern }) => text.replace(pattern, ""), output), objects };
}
