import { containersOf, named, plural, quoted, type Container, type Spec, type Violation } from "./names.ts";

/** What the level `baseline` forbids, each check by itself. */
export const baseline = {
  capabilities(spec: Spec): Violation | undefined {
    const bad = containersOf(spec).filter((container) => unusual(container).length > 0);
    if (bad.length === 0) return undefined;
    const added = [...new Set(bad.flatMap(unusual))].sort();
    const names = bad.map(({ name }) => name);
    const detail = `${named("container", names)} must not include ${quoted(added)} in securityContext.capabilities.add`;
    return { reason: "non-default capabilities", detail };
  },

  hostNamespaces(spec: Spec): Violation | undefined {
    const shared = (["hostNetwork", "hostPID", "hostIPC"] as const).filter((name) => spec[name] === true);
    if (shared.length === 0) return undefined;
    return { reason: "host namespaces", detail: shared.map((name) => `${name}=true`).join(", ") };
  },

  hostPathVolumes({ volumes = [] }: Spec): Violation | undefined {
    const names = volumes.filter(({ hostPath }) => hostPath !== undefined).map(({ name }) => name as string);
    return names.length === 0 ? undefined : { reason: "hostPath volumes", detail: named("volume", names) };
  },

  hostPorts(spec: Spec): Violation | undefined {
    const bad = containersOf(spec).filter((container) => portsOf(container).length > 0);
    if (bad.length === 0) return undefined;
    const ports = [...new Set(bad.flatMap(portsOf))].sort();
    const names = bad.map(({ name }) => name);
    const use = bad.length === 1 ? "uses" : "use";
    const detail = `${named("container", names)} ${use} ${plural("hostPort", ports)} ${ports.join(", ")}`;
    return { reason: "hostPort", detail };
  },

  privileged(spec: Spec): Violation | undefined {
    const bad = containersOf(spec).filter(({ securityContext }) => securityContext?.privileged === true);
    if (bad.length === 0) return undefined;
    const who = named(
      "container",
      bad.map(({ name }) => name),
    );
    return { reason: "privileged", detail: `${who} must not set securityContext.privileged=true` };
  },

  seccompProfile(spec: Spec): Violation | undefined {
    const isBad = (holder: Pick<Container, "securityContext">) =>
      holder.securityContext?.seccompProfile?.type === "Unconfined";
    const names = containersOf(spec)
      .filter(isBad)
      .map(({ name }) => name);
    const who = [...(isBad(spec) ? ["pod"] : []), ...(names.length > 0 ? [named("container", names)] : [])];
    if (who.length === 0) return undefined;
    const detail = `${who.join(" and ")} must not set securityContext.seccompProfile.type to "Unconfined"`;
    return { reason: "seccompProfile", detail };
  },
} as const;

/** What containers have of themselves, and may be given. */
const usual = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

function unusual({ securityContext }: Container): readonly string[] {
  return (securityContext?.capabilities?.add ?? []).filter((name) => !usual.has(name));
}

function portsOf({ ports = [] }: Container): readonly string[] {
  return ports.filter(({ hostPort = 0 }) => hostPort !== 0).map(({ hostPort }) => String(hostPort));
}
