import { linkEnd } from "../scenario/schema/text.ts";
import { operatorEnd } from "../clusters/links.ts";
import type { FaultKind } from "./fault.ts";
import { announceLinks } from "./faulty-links.ts";

const shape = {
  to: linkEnd.default("operator").meta({ description: "other end of the link: a cluster, or operator" }),
};

/** Nothing gets through. Cut from the operator, a region's API server is unreachable while its pods keep serving. */
export const linkCut: FaultKind<typeof shape> = {
  kind: "link-cut",
  summary: "a region's API server is unreachable, or two regions are; pods keep serving",
  shape,
  bites: "at once",
  needs: ({ to }) => (to === operatorEnd ? ["api-cut"] : ["region-links"]),
  shapeWorld: announceLinks,
  prepare({ on, to }, { world: { links } }) {
    const set = async (cut: "cut" | "joined") => {
      for (const cluster of on) await links.set(cluster, to, { ...links.get(cluster, to), cut: cut === "cut" });
    };
    return {
      inject: () => set("cut"),
      heal: () => set("joined"),
      async observe() {
        const seen = await Promise.all(on.map(async (cluster) => ({ cluster, ...(await links.probe(cluster, to)) })));
        const detail = seen
          .map(({ cluster, reached }) => `${cluster}–${to}: ${reached ? "answers" : "no answer"}`)
          .join("; ");
        if (seen.every(({ reached }) => !reached)) return { state: "active", detail };
        return { state: seen.every(({ reached }) => reached) ? "absent" : "unknown", detail };
      },
    };
  },
};
