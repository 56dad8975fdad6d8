import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builderEnvironment } from "./clusters/kind/images/application-image.ts";
import { docker } from "./clusters/kind/docker/docker.ts";
import { partImages } from "./clusters/kind/images.ts";
import { missingForKind } from "./clusters/kind/docker/missing.ts";
import { runDrill } from "./run-drill.ts";

/** A team's own service: it knows nothing of drills, names no version, and answers whatever it is asked. */
const dockerfile = (base: string, errors: number) => `
FROM ${base}
CMD ["node", "-e", "require('http').createServer((q, s) => { s.statusCode = Math.random() < ${errors} ? 500 : 200; s.end('shop'); }).listen(9000)"]
`;

const manifests = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: server
          image: registry.acme.example:5000/shop/server:1.4.1
          readinessProbe: { tcpSocket: { port: 9000 }, periodSeconds: 1 }
---
apiVersion: v1
kind: Service
metadata: { name: shop }
spec:
  selector: { app: shop }
  ports: [{ port: 80, targetPort: 9000 }]
`;

const scenario = (local: string) => `
name: own-images
summary: the team's own image is bad
clusters: { eu: {} }
traffic: { path: /checkout }
application:
  manifests: k8s.yaml
  versions:
    good: { tag: 1.4.1, localImage: "${local}" }
    bad: { tag: 1.4.2, archive: bad.tar }
    next: { tag: 1.4.3, localImage: "${local}" }
faults: [{ name: bad-release, kind: bad-image, mode: serves-errors, at: rolloutStarted }]
procedure: { steps: [{ rolloutUndo: {} }, { waitFor: rollout }] }
expect: { availability: 10% }
`;

describe.skipIf((await missingForKind()) !== undefined)("images that the team brings itself", () => {
  const id = randomUUID().slice(0, 8);
  const local = `drill-test-${id}:good`;
  const bad = `drill-test-${id}:bad`;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "drill-own-images-"));
    const { applicationBase } = partImages(process.env);
    const build = ["build", "--quiet", "-"];
    const environment = await builderEnvironment();
    await docker([...build, `--tag=${local}`], { input: dockerfile(applicationBase, 0), environment });
    await docker([...build, `--tag=${bad}`], { input: dockerfile(applicationBase, 0.5), environment });
    await docker(["save", "--output", join(folder, "bad.tar"), bad]);
    await docker(["image", "rm", bad]);
    writeFileSync(join(folder, "k8s.yaml"), manifests);
    writeFileSync(join(folder, "scenario.yaml"), scenario(local));
  });
  afterAll(async () => {
    await docker(["image", "rm", local]);
    rmSync(folder, { recursive: true, force: true });
  });

  test("run from Docker and from an archive; what their processes read is not observed, and nothing is concluded", async () => {
    const { verdict, events } = await runDrill(join(folder, "scenario.yaml"), {
      driver: "kind",
      runs: join(folder, "runs"),
    });
    expect({ verdict: verdict.verdict, reasons: verdict.reasons }).toEqual({ verdict: "pass", reasons: [] });
    const story = verdict.story.map(({ text }) => text);
    expect(verdict.notes).toContain("effective-config was not observed in eu: processes do not say what they read");
    expect(story).toContainEqual(expect.stringMatching(/^fault bad-release is active: .* 5xx, and 1\.4\.2 runs$/));
    expect(verdict.fleet.badExposureTime).toEqual({ state: "unknown", why: "no answer names its version" });
    const final = events.findLast((event) => event.type === "stateTaken");
    expect(final?.state.processes?.map(({ version }) => version)).toEqual(["1.4.1", "1.4.1"]);
    expect(await docker(["images", "--quiet", "--filter", "reference=*/shop/server"])).toBe("");
    expect(await docker(["images", "--quiet", bad])).toBe("");
  });
});
