import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { asset } from "./base/assets.ts";
import { secretsOfKubeconfig } from "./base/redactor.ts";
import { missingForKind } from "./clusters/kind/docker/missing.ts";
import { runDrill } from "./run-drill.ts";

const folder = mkdtempSync(join(tmpdir(), "drill-secrets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const password = "correct-horse-battery";
const token = "t0ken-of-the-procedure";

const secret = `apiVersion: v1
kind: Secret
metadata: { name: web-secret }
stringData: { password: ${password} }
`;

/** Prints whatever it must not, and rolls nothing back: the drill fails, and its logs are kept. */
const script = `#!/bin/bash
cp "$KUBECONFIG" "$COPY"; stat --format=%a "$KUBECONFIG"
cat "$KUBECONFIG"
kubectl --context eu get secret web-secret --output yaml
kubectl --context eu get secret web-secret --output 'jsonpath={.data.password}' | base64 --decode; echo
echo "with $DEPLOY_TOKEN"
`;

const scenario = `name: leaky
summary: a procedure that tells all that it knows
clusters: { eu: {} }
application: { manifests: ./app }
faults: [{ name: bad-release, kind: bad-image, mode: serves-errors, errors: 50% }]
procedure: { script: ./leak.sh, startsAt: detected, env: { DEPLOY_TOKEN: ${token}, COPY: ${folder}/kubeconfig } }
expect: { settledWithin: 10s, hold: 5s }
`;

function filesBelow(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test.skipIf((await missingForKind()) !== undefined)(
  "no secret is in any file of a run that failed, and its logs are there",
  async () => {
    cpSync(asset("fixtures/app"), join(folder, "app"), { recursive: true });
    writeFileSync(join(folder, "app/secret.yaml"), secret);
    writeFileSync(join(folder, "leak.sh"), script, { mode: 0o755 });
    writeFileSync(join(folder, "leaky.yaml"), scenario);
    const {
      verdict,
      events,
      folder: run = "",
    } = await runDrill(join(folder, "leaky.yaml"), {
      driver: "kind",
      runs: join(folder, "runs"),
    });
    expect(verdict.verdict).toBe("fail");
    const said = events.flatMap((event) => (event.type === "procedureOutput" ? [event.text] : []));
    expect(said).toContain("600");
    expect(said).toContain("with [redacted]");

    const keys = secretsOfKubeconfig(readFileSync(join(folder, "kubeconfig"), "utf8"));
    expect(keys.length).toBeGreaterThanOrEqual(2);
    const secrets = [password, Buffer.from(password).toString("base64"), token, ...keys];
    const files = filesBelow(run);
    const leaks = files.filter((path) => secrets.some((one) => readFileSync(path, "utf8").includes(one)));
    expect(leaks.map((path) => relative(run, path))).toEqual([]);
    const tokens = files.filter((path) => /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/.test(readFileSync(path, "utf8")));
    expect(tokens.map((path) => relative(run, path))).toEqual([]);

    expect(verdict.notes).toContain("logs of the clusters and their parts are kept in evidence/ of the run");
    const names = files.map((path) => relative(run, path).replace(/drill-[0-9a-f]{8}/g, "drill-ID"));
    expect(names).toContain("evidence/containers/drill-ID-registry.log");
    expect(names).toContain("evidence/drill-ID-eu/drill-ID-eu-control-plane/kubelet.log");
    expect(existsSync(join(run, "scratch"))).toBe(false);
  },
);
