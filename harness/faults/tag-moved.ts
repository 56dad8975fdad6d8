import { versionName } from "../scenario/schema/text.ts";
import type { FaultKind, FaultObservation } from "./fault.ts";

const shape = {
  image: versionName
    .default("good")
    .meta({ description: "version whose tag it is, by the scenario's name for the version" }),
  to: versionName
    .optional()
    .meta({ description: "version whose image the tag means from now on; without one, the tag is deleted" }),
};

/** A tag does not mean what it meant: for every cluster, in the registry and in its mirror. Digests go on meaning the same. */
export const tagMoved: FaultKind<typeof shape> = {
  kind: "tag-moved",
  summary: "an image's tag points to another image, or is gone; digests are as before",
  shape,
  bites: "at once",
  needs: () => ["registry-tags"],
  prepare({ image, to }, { world: { registry }, spec }) {
    const { reference } = spec.images[image]!;
    const meant = async (version: string) => {
      const found = await registry.digest(spec.images[version]!.reference);
      if (found === undefined) throw new Error(`the registry has no ${spec.images[version]!.reference}`);
      return found;
    };
    let before: string | undefined;
    let after: string | undefined;
    return {
      async inject() {
        before ??= await meant(image);
        after = to === undefined ? undefined : await meant(to);
        await registry.retag!(reference, after);
      },
      async heal() {
        if (before !== undefined) await registry.retag!(reference, before);
      },
      /** Asks the registry; what is cached on nodes is as it was. */
      async observe(): Promise<FaultObservation> {
        const now = await registry.digest(reference);
        const detail = now === undefined ? `${reference} is gone` : `${reference} is ${now.slice(0, 19)}`;
        if (before === undefined || now === before) return { state: "absent", detail };
        return { state: now === after ? "active" : "unknown", detail };
      },
    };
  },
};
