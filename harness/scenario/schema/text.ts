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

/** `1m30s`, `500ms`; ms in the resolved scenario. */
export const duration = z
  .string()
  .meta({ description: "a duration such as 500ms, 30s, 1m30s, 2h", examples: ["30s", "1m30s"] })
  .transform(readAs(parseDuration));

/** `99.5%`; 0 to 1 in the resolved scenario. */
export const share = z
  .string()
  .meta({ description: "a percentage from 0% to 100%", examples: ["95%"] })
  .transform(readAs(parseShare));

/** `20/s` or `600/m`; per second in the resolved scenario. */
export const rate = z
  .string()
  .meta({ description: "a rate such as 20/s or 600/m", examples: ["20/s"] })
  .transform(readAs(parseRate));

/** `50MB`, `1GiB`; bytes in the resolved scenario. */
export const size = z
  .string()
  .meta({ description: "a size such as 50MB or 1GiB", examples: ["50MB"] })
  .transform(readAs(parseSize));

/** `10Mbit/s`, `1MB/s`; bytes per second in the resolved scenario. */
export const bandwidth = z
  .string()
  .meta({ description: "a bandwidth such as 10Mbit/s or 1MB/s", examples: ["10Mbit/s"] })
  .transform(readAs(parseBandwidth));

/** What happened, plus a delay: `detected + 30s`, `us updated 50%`. */
export const anchor = z
  .string()
  .meta({
    description: "an event and a delay: detected + 30s, procedureStarted + 2s, us updated 50%, procedureStep 3",
    examples: ["procedureStarted + 2s", "us updated 50%"],
  })
  .transform(readAs(parseAnchor));

/** Names that become parts of Kubernetes names and of file names. */
export const name = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, "lower-case letters, digits and hyphens, such as registry-down")
  .max(63);
