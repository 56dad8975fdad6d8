/** Programs that rollback procedures call; shells and the small tools of every system are taken for granted. */
const known = [
  "kubectl", "helm", "kustomize", "argocd", "kubectl-argo-rollouts", "flux", "oc", "kind", "istioctl", "linkerd", "velero", "etcdctl", "etcdutl",
  "curl", "wget", "jq", "yq", "git", "gh", "glab", "make", "openssl", "ssh", "rsync",
  "docker", "podman", "nerdctl", "ctr", "crictl", "crane", "skopeo", "oras", "cosign", "regctl",
  "aws", "gcloud", "az", "terraform", "tofu", "ansible-playbook", "vault", "consul",
  "psql", "pg_dump", "mysql", "redis-cli", "python3", "python", "node", "ruby", "perl", "go",
]; // prettier-ignore

/**
 * Programs that a piece of shell calls, as far as a modest look finds them: known names where a command can stand. It does
 * not follow files that are sourced, nor names that are put together at run time.
 */
export function toolsOf(shell: string): string[] {
  const code = shell.replaceAll(/(^|\s)#.*$/gm, "$1").replaceAll(/\\\n/g, " ");
  const before = String.raw`(?:^|[|;&({!\x60]|\$\(|\b(?:then|do|else|elif|if|while|until|sudo|exec|time|nohup|command|env|timeout\s+\S+|xargs(?:\s+-\S+)*)\s)`;
  const assignments = String.raw`\s*(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\S*)\s+)*`;
  const names = known.map((name) => name.replaceAll("-", "\\-")).join("|");
  const call = new RegExp(`${before}${assignments}(${names})(?![-\\w./=])`, "gm");
  return [...new Set([...code.matchAll(call)].map(([, name]) => name!))].sort();
}
