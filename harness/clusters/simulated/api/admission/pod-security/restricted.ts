import { containersOf, named, plural, quoted, type Container, type Spec, type Violation } from "./names.ts";

/** What the level `restricted` demands beyond `baseline`, each check by itself. */
export const restricted = {
  allowPrivilegeEscalation(spec: Spec): Violation | undefined {
    const names = namesWhere(spec, ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false);
    if (names.length === 0) return undefined;
    const detail = `${named("container", names)} must set securityContext.allowPrivilegeEscalation=false`;
    return { reason: "allowPrivilegeEscalation != false", detail };
  },

  capabilities(spec: Spec): Violation | undefined {
    const keeping = namesWhere(spec, ({ securityContext }) => !securityContext?.capabilities?.drop?.includes("ALL"));
    const adding = containersOf(spec).filter((container) => added(container).length > 0);
    const details = [
      ...(keeping.length === 0
        ? []
        : [`${named("container", keeping)} must set securityContext.capabilities.drop=["ALL"]`]),
      ...(adding.length === 0
        ? []
        : [
            `${named(
              "container",
              adding.map(({ name }) => name),
            )} must not include ${quoted([...new Set(adding.flatMap(added))].sort())} in securityContext.capabilities.add`,
          ]),
    ];
    return details.length === 0 ? undefined : { reason: "unrestricted capabilities", detail: details.join("; ") };
  },

  volumes({ volumes = [] }: Spec): Violation | undefined {
    const bad = volumes.flatMap((volume) => {
      const type = Object.keys(volume).find((key) => key !== "name" && volume[key] !== undefined);
      return type === undefined || usual.has(type) ? [] : [{ name: volume["name"] as string, type }];
    });
    if (bad.length === 0) return undefined;
    const types = [...new Set(bad.map(({ type }) => type))].sort();
    const names = bad.map(({ name }) => name);
    const use = bad.length === 1 ? "uses" : "use";
    const detail = `${named("volume", names)} ${use} restricted volume ${plural("type", types)} ${quoted(types)}`;
    return { reason: "restricted volume types", detail };
  },

  runAsNonRoot(spec: Spec): Violation | undefined {
    const pod = spec.securityContext?.runAsNonRoot;
    const asked = namesWhere(spec, ({ securityContext }) => securityContext?.runAsNonRoot === false);
    const silent = namesWhere(spec, ({ securityContext }) => securityContext?.runAsNonRoot === undefined);
    const who = [...(pod === false ? ["pod"] : []), ...(asked.length > 0 ? [named("container", asked)] : [])];
    const reason = "runAsNonRoot != true";
    if (who.length > 0)
      return { reason, detail: `${who.join(" and ")} must not set securityContext.runAsNonRoot=false` };
    if (pod === true || silent.length === 0) return undefined;
    return { reason, detail: `pod or ${named("container", silent)} must set securityContext.runAsNonRoot=true` };
  },

  runAsUser(spec: Spec): Violation | undefined {
    const names = namesWhere(spec, ({ securityContext }) => securityContext?.runAsUser === 0);
    const who = [
      ...(spec.securityContext?.runAsUser === 0 ? ["pod"] : []),
      ...(names.length > 0 ? [named("container", names)] : []),
    ];
    return who.length === 0
      ? undefined
      : { reason: "runAsUser=0", detail: `${who.join(" and ")} must not set runAsUser=0` };
  },

  seccompProfile(spec: Spec): Violation | undefined {
    const types = `securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`;
    const isSafe = (type: string | undefined) => type === "RuntimeDefault" || type === "Localhost";
    const pod = spec.securityContext?.seccompProfile?.type;
    const bad = namesWhere(spec, ({ securityContext }) => {
      const type = securityContext?.seccompProfile?.type;
      return type !== undefined && !isSafe(type);
    });
    const silent = namesWhere(spec, ({ securityContext }) => securityContext?.seccompProfile?.type === undefined);
    const who = [
      ...(pod !== undefined && !isSafe(pod) ? ["pod"] : []),
      ...(bad.length > 0 ? [named("container", bad)] : []),
    ];
    const reason = "seccompProfile";
    if (who.length > 0) return { reason, detail: `${who.join(" and ")} must set ${types}` };
    if (isSafe(pod) || silent.length === 0) return undefined;
    return { reason, detail: `pod or ${named("container", silent)} must set ${types}` };
  },
} as const;

const usual = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

function added({ securityContext }: Container): readonly string[] {
  return (securityContext?.capabilities?.add ?? []).filter((name) => name !== "NET_BIND_SERVICE");
}

function namesWhere(spec: Spec, is: (container: Container) => boolean): readonly string[] {
  return containersOf(spec)
    .filter(is)
    .map(({ name }) => name);
}
