import { fc } from "../../../../../base/testing/properties.ts";

const number = fc.constantFrom("0", "1", "2", "-1", "1.5", "x", "", "99999999999999999999", "9007199254740993");
const selector = fc.oneof(
  fc.constantFrom(
    "a=b",
    "a==b",
    "a!=b",
    "a in (b,c)",
    "a notin (b)",
    "!a",
    "a",
    "a>1",
    "a<x",
    "",
    ",",
    "a in ()",
    "a in (",
    "=",
    "a=b=c",
    "metadata.name=pod",
    "metadata.name!=pod",
    "spec.nodeName=",
    "status.phase=Running",
    "metadata.labels=x",
    "x".repeat(5000),
    `a in (${"b,".repeat(2000)})`,
    "a=b,".repeat(500),
    "spec.a\\=b=c\\,d",
    "\u0000=\u0000",
  ),
  fc.string({ maxLength: 20, unit: "binary" }),
);
const oddQuery = fc
  .record(
    {
      labelSelector: selector,
      fieldSelector: selector,
      limit: number,
      continue: fc.oneof(
        number,
        fc.base64String({ maxLength: 60 }),
        fc.json({ maxDepth: 2 }).map((text) => Buffer.from(text).toString("base64url")),
      ),
      resourceVersion: number,
      resourceVersionMatch: fc.constantFrom("Exact", "NotOlderThan", "", "x"),
      sendInitialEvents: fc.constantFrom("true", "false", "x"),
      allowWatchBookmarks: fc.constantFrom("true", "x"),
      dryRun: fc.constantFrom("All", "", "x"),
      fieldManager: fc.oneof(fc.constantFrom("m", "", "x".repeat(200), "\n"), fc.string()),
      fieldValidation: fc.constantFrom("Strict", "Warn", "Ignore", "x"),
      force: fc.constantFrom("true", "false", "x", ""),
      propagationPolicy: fc.constantFrom("Foreground", "Background", "Orphan", "x"),
      gracePeriodSeconds: number,
      pretty: fc.constantFrom("true", "x"),
      includeObject: fc.constantFrom("Object", "None", "x"),
      timeoutSeconds: fc.constantFrom("1", "0", "-1", "x"),
    },
    { requiredKeys: [] },
  )
  .map((parameters) => {
    const text = new URLSearchParams(parameters as Record<string, string>).toString();
    return text === "" ? "" : `?${text}`;
  });

/** What follows the path of an address: mostly nothing, else parameters and some of them wrong. */
export const query = fc.oneof({ weight: 3, arbitrary: fc.constant("") }, { weight: 2, arbitrary: oddQuery });
