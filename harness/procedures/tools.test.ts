import { expect, test } from "vitest";
import { toolsOf } from "./tools.ts";

test("programs are found where a command can stand", () => {
  const script = `
#!/usr/bin/env bash
# helm is not called
if kubectl get pods | jq -r .x; then
  REV=$(helm history web -o json) && A=1 B="x y" curl -s "$(crane digest x)"
  timeout 30 argocd app sync x; xargs -n1 docker rm
fi
! git diff --quiet
for c in a b; do flux get all; done
long command \\
  | yq .
`;
  expect(toolsOf(script)).toEqual(["argocd", "crane", "curl", "docker", "flux", "git", "helm", "jq", "kubectl", "yq"]);
});

test("names in texts, paths and options are not programs", () => {
  expect(
    toolsOf(
      'echo "use kubectl or helm"\ncat kubectl.txt\n./kubectl-wrapper x\nrun --with docker\ngit-lfs x\nkubectl=1\n',
    ),
  ).toEqual([]);
});
