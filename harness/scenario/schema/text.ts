import { z } from "zod";
import { parseAnchor } from "../anchor.ts";
import { parseDuration } from "../../base/duration.ts";
import { parseBandwidth, parseRate, parseShare, parseSize } from "../../base/quantities.ts";

/** Turns a parser that throws into a zod transform that reports what was found and expected at the right place. */
function readAs<T>(parse: (text: string) => T) {
  return (text: string, context: z.RefinementCtx): T => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message, input: text });
      return z.NEVER;
    }
  };
}

interface TextKind<T> {
  /** What is expected, as an error message and an editor say it: `a duration such as 30s`. */
  readonly expected: string;
  readonly example: string;
  /** For editors only; `parse` is what decides. */
  readonly pattern: string;
  readonly parse: (text: string) => T;
}

function text<T>({ expected, example, pattern, parse }: TextKind<T>) {
  return z
    .string(expected)
    .meta({ description: expected, examples: [example], pattern })
    .transform(readAs(parse));
}

/** `1m30s`, `500ms`; ms in the resolved scenario. */
export const duration = text({
  expected: "a duration such as 500ms, 30s, 1m30s or 2h",
  example: "30s",
  pattern: "^(\\d+(\\.\\d+)?(ms|s|m|h))+$",
  parse: parseDuration,
});

/** `99.5%`; 0 to 1 in the resolved scenario. */
export const share = text({
  expected: "a percentage from 0% to 100%",
  example: "95%",
  pattern: "^\\d+(\\.\\d+)?%$",
  parse: parseShare,
});

/** `20/s` or `600/m`; per second in the resolved scenario. */
export const rate = text({
  expected: "a rate such as 20/s or 600/m",
  example: "20/s",
  pattern: "^\\d+(\\.\\d+)?/(s|m)$",
  parse: parseRate,
});

/** `50MB`, `1GiB`; bytes in the resolved scenario. */
export const size = text({
  expected: "a size such as 50MB or 1GiB",
  example: "50MB",
  pattern: "^\\d+(\\.\\d+)?\\s*[A-Za-z]+$",
  parse: parseSize,
});

/** `10Mbit/s`, `1MB/s`; bytes per second in the resolved scenario. */
export const bandwidth = text({
  expected: "a bandwidth such as 10Mbit/s or 1MB/s",
  example: "10Mbit/s",
  pattern: "^\\d+(\\.\\d+)?\\s*(kbit|Mbit|Gbit|kB|MB|GB)/s$",
  parse: parseBandwidth,
});

/** What happened, plus a delay: `detected + 30s`, `us updated 50%`. */
export const anchor = z
  .string("an event and a delay, such as detected + 30s")
  .meta({
    description: "an event and a delay: detected + 30s, procedureStarted + 2s, us updated 50%, procedureStep 3",
    examples: ["procedureStarted + 2s", "us updated 50%"],
    refersTo: "anchor" satisfies ReferenceKind,
  })
  .transform(readAs(parseAnchor));

const nameExpected = "lower-case letters, digits and hyphens, such as registry-down";

/** Names that become parts of Kubernetes names and of file names. */
export const name = z
  .string(nameExpected)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, nameExpected)
  .max(63, "at most 63 characters");

/**
 * What a text in a scenario stands for. A schema that takes one of these is checked against the rest of the file; use the
 * schemas below wherever a fault or a step names such a thing.
 */
export type ReferenceKind = "anchor" | "cluster" | "link-end" | "version" | "file" | "file-or-folder";

const referring = (refersTo: ReferenceKind) => name.meta({ refersTo });

/** Name of a cluster of the scenario. */
export const clusterName = referring("cluster");

/** Name of a cluster, or `operator`. */
export const linkEnd = referring("link-end");

/** Name of a version of the application, such as `good`. */
export const versionName = referring("version");

/** Path of a file, relative to the file that names it. */
export const filePath = z
  .string("a path")
  .min(1, "a path")
  .meta({ refersTo: "file" satisfies ReferenceKind });

/** Path of a file or folder, relative to the file that names it. */
export const fileOrFolderPath = z
  .string("a path")
  .min(1, "a path")
  .meta({ refersTo: "file-or-folder" satisfies ReferenceKind });
