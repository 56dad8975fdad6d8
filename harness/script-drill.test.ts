import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { describe, test } from "vitest";
import { clientPath, type KubectlVersion } from "../fixtures/clients/kubectl.ts";
import type { Verdict } from "./judging/verdict.ts";
import { runDrill } from "./run-drill.ts";

/** A team's own files, with names that nothing else here uses. */
const manifests = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      terminationGracePeriodSeconds: 2
      containers:
        - name: server
          image: registry.acme.example:5000/shop/api:1.4.1
          ports: [{ containerPort: 9000 }]
          readinessProbe: { tcpSocket: { port: 9000 }, periodSeconds: 1 }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec:
  selector: { app: api }
  ports: [{ port: 80, targetPort: 9000 }]
`;

const scenario = (kubectl: string, faults: string, startsAt: string) => `
name: acme
summary: the api serves errors in three regions
clusters: { eu: { context: prod-eu-1 }, us: { context: prod-us-2 }, ap: { context: prod-ap-3 } }
registry: { host: "registry.acme.example:5000" }
application:
  manifests: k8s.yaml
  versions: { good: { tag: 1.4.1 }, bad: { tag: 1.4.2, errors: 40% }, next: { tag: 1.4.3 } }
faults: ${faults}
procedure:
  script: rollback.sh
  startsAt: ${startsAt}
  env: { PATH: "${dirname(kubectl)}${delimiter}${process.env["PATH"]}" }
  timeout: 5m
expect: { availability: 30%, settledWithin: 40s, hold: 10s, claimGrace: 20s, redeploy: false }
`;

const contexts = ["prod-eu-1", "prod-us-2", "prod-ap-3"];

/** Plain kubectl, context by context, as people write it. */
const undoIn = (...chosen: readonly string[]) => `#!/bin/bash
set -e
for context in ${chosen.join(" ")}; do
  kubectl --context "$context" -n shop rollout undo deployment/api
done
for context in ${chosen.join(" ")}; do
  kubectl --context "$context" -n shop rollout status deployment/api --timeout=60s
done
echo "all done"
`;

interface Rehearsal {
  readonly version: KubectlVersion;
  readonly script: string;
  readonly faults?: string;
  readonly startsAt?: string;
}

async function rehearse({ version, script, faults = "[]", startsAt = "detected" }: Rehearsal): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), "acme-"));
  writeFileSync(join(folder, "k8s.yaml"), manifests);
  writeFileSync(join(folder, "drill.yaml"), scenario(clientPath(version), faults, startsAt));
  writeFileSync(join(folder, "rollback.sh"), script, { mode: 0o755 });
  const { verdict } = await runDrill(join(folder, "drill.yaml"), { speed: 4 });
  return verdict;
}

const failedGates = ({ gates }: Verdict) => gates.filter(({ outcome }) => outcome === "failed").map(({ gate }) => gate);

/** A machine that stalls makes a drill on real time invalid, and an invalid drill is run again. */
const retry = 2;

describe("a script that knows nothing of the drill, with names of its own", { timeout: 90_000, retry }, () => {
  test.concurrent.for<KubectlVersion>(["1.32", "1.34"])(
    "passes through kubectl %s when it rolls every cluster back",
    async (version, { expect }) => {
      const verdict = await rehearse({ version, script: undoIn(...contexts) });
      expect([verdict.verdict, verdict.reasons]).toEqual(["pass", []]);
      expect(verdict.score!.total).toBeGreaterThan(60);
    },
  );

  test.concurrent("fails at G3 when it forgets a cluster", async ({ expect }) => {
    const verdict = await rehearse({ version: "1.34", script: undoIn("prod-eu-1", "prod-us-2") });
    expect(verdict.verdict).toBe("fail");
    expect(failedGates(verdict)).toContain("G3");
    const { assertions } = verdict.gates.find(({ gate }) => gate === "G3")!;
    expect(assertions.filter(({ outcome }) => outcome === "failed").map(({ cluster }) => cluster)).toContain("ap");
  });

  test.concurrent("fails at G5 when it says done while a cluster is stuck", async ({ expect }) => {
    const verdict = await rehearse({
      version: "1.34",
      startsAt: "registry-down active",
      faults: `
  - { name: evicted, kind: image-evicted, image: good, on: [ap], at: rolloutFinished }
  - { name: registry-down, kind: registry-outage, on: [ap], at: rolloutFinished }`,
      script: `#!/bin/bash
for context in ${contexts.join(" ")}; do
  kubectl --context "$context" -n shop rollout undo deployment/api
  kubectl --context "$context" -n shop rollout status deployment/api --timeout=3s || true
done
echo done
`,
    });
    expect(verdict.verdict).toBe("fail");
    expect(failedGates(verdict)).toContain("G5");
  });
});
