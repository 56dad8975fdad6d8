import type { LinkState } from "../clusters/driver.ts";
import { operatorEnd } from "../clusters/links.ts";
import { bandwidth, duration, linkEnd } from "../scenario/schema/text.ts";
import type { FaultKind } from "./fault.ts";
import { announceLinks } from "./faulty-links.ts";

const shape = {
  to: linkEnd.default("operator").meta({ description: "other end of the link: a cluster, or operator" }),
  latency: duration
    .refine((ms) => ms > 0, "more than nothing: it is by the latency that the fault is proven")
    .meta({ description: "added, one way" }),
  jitter: duration.prefault("0s"),
  bandwidth: bandwidth.optional(),
};

/** Share of the injected round trip that must be seen; the rest is left to jitter. */
const proof = 0.8;

/** A link between a region and the operator, or another region, gets slow. */
export const linkLatency: FaultKind<typeof shape> = {
  kind: "link-latency",
  summary: "a link between regions, or to the operator, gets slow",
  shape,
  bites: "at once",
  needs: ({ to }) => (to === operatorEnd ? ["link-shaping"] : ["region-links"]),
  shapeWorld: announceLinks,
  prepare({ on, to, latency, jitter, bandwidth: rate }, { world: { links } }) {
    const before = new Map<string, LinkState>();
    return {
      async inject() {
        for (const cluster of on) {
          const link = links.get(cluster, to);
          if (!before.has(cluster)) before.set(cluster, link);
          await links.set(cluster, to, {
            ...link,
            latency: link.latency + latency,
            jitter,
            bandwidth: rate ?? link.bandwidth,
          });
        }
      },
      async heal() {
        for (const [cluster, link] of before)
          await links.set(cluster, to, { ...link, cut: links.get(cluster, to).cut });
        before.clear();
      },
      async observe() {
        const seen = await Promise.all(on.map(async (cluster) => ({ cluster, ...(await links.probe(cluster, to)) })));
        const detail = seen
          .map(({ cluster, reached, roundTrip }) =>
            reached ? `${cluster}–${to}: ${Math.round(roundTrip)}ms` : `${cluster}–${to}: no answer`,
          )
          .join("; ");
        if (seen.some(({ reached }) => !reached)) return { state: "unknown", detail };
        const slow = seen.filter(({ roundTrip }) => roundTrip >= 2 * latency * proof);
        if (slow.length === seen.length) return { state: "active", detail };
        return { state: slow.length === 0 ? "absent" : "unknown", detail };
      },
    };
  },
};
