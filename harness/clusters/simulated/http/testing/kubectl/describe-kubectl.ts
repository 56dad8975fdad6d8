import { afterAll, beforeAll, describe } from "vitest";
import type { KubectlVersion } from "../../../../../../fixtures/clients/kubectl.ts";
import { testLink } from "./link.ts";
import { testReading } from "./reading.ts";
import { testRollouts } from "./rollouts.ts";
import { KubectlSession } from "./session.ts";
import { testWriting } from "./writing.ts";

/** What kubectl of any version has to be able to do on a simulated cluster as on a real one. */
export function describeKubectl(version: KubectlVersion): void {
  describe(`kubectl ${version}`, () => {
    const session = new KubectlSession(version);
    beforeAll(() => session.start());
    afterAll(() => session.stop());
    testReading(session);
    testLink(session);
    testRollouts(session);
    testWriting(session);
  });
}
