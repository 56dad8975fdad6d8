import { badImage } from "./bad-image.ts";
import { configDrift } from "./config-drift.ts";
import type { FaultKind } from "./fault.ts";
import { imageEvicted } from "./image-evicted.ts";
import { linkCut } from "./link-cut.ts";
import { linkLatency } from "./link-latency.ts";
import { nodeDown } from "./node-down.ts";
import { registryOutage } from "./registry-outage.ts";
import { tagMoved } from "./tag-moved.ts";

const kinds = [badImage, registryOutage, tagMoved, imageEvicted, linkLatency, linkCut, configDrift, nodeDown];

/** Every kind of fault by its name in scenario files. */
export const faultCatalogue: Readonly<Record<string, FaultKind>> = Object.fromEntries(
  kinds.map((kind) => [kind.kind, kind as unknown as FaultKind]),
);
