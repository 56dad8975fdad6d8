import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { duplicate, oneOf, required, wrong } from "../field-errors.ts";
import { internalSecurityContext } from "../internal-pod.ts";
import { descending } from "./paths.ts";

const largest = 2 ** 31 - 1;

function identity(field: string, id: number | undefined): FieldError[] {
  return id === undefined || (id >= 0 && id <= largest)
    ? []
    : [wrong(field, id, `must be between 0 and ${largest}, inclusive`)];
}

/** What a container may do. */
export function validateSecurityContext(context: Mutable | undefined, field: string, hostUsers: boolean): FieldError[] {
  if (context === undefined) return [];
  const { procMount } = context;
  return [
    ...identity(`${field}.runAsUser`, context["runAsUser"]),
    ...identity(`${field}.runAsGroup`, context["runAsGroup"]),
    ...(procMount === undefined ? [] : oneOf(`${field}.procMount`, procMount, ["Default", "Unmasked"])),
    ...(hostUsers && procMount === "Unmasked"
      ? [wrong(`${field}.procMount`, procMount, "`hostUsers` must be false to use `Unmasked`")]
      : []),
    ...validateSeccomp(context["seccompProfile"], `${field}.seccompProfile`),
    ...validateEscalation(context, field),
    ...validateAppArmor(context["appArmorProfile"], `${field}.appArmorProfile`),
  ];
}

function validateEscalation(context: Mutable, field: string): FieldError[] {
  if (context["allowPrivilegeEscalation"] !== false) return [];
  const contradiction = (what: string) =>
    wrong(field, internalSecurityContext(context), `cannot set \`allowPrivilegeEscalation\` to false and ${what}`);
  const added: readonly string[] = context["capabilities"]?.add ?? [];
  return [
    ...(context["privileged"] === true ? [contradiction("`privileged` to true")] : []),
    ...added
      .filter((capability) => capability === "CAP_SYS_ADMIN")
      .map(() => contradiction("`capabilities.Add` CAP_SYS_ADMIN")),
  ];
}

/** What all containers of a pod may do. */
export function validatePodSecurityContext(spec: Mutable, field: string): FieldError[] {
  const context: Mutable = spec["securityContext"] ?? {};
  const groups: readonly number[] = context["supplementalGroups"] ?? [];
  const given = (name: string, allowed: readonly string[]) =>
    context[name] === undefined ? [] : oneOf(`${field}.${name}`, context[name], allowed);
  return [
    ...["fsGroup", "runAsUser", "runAsGroup"].flatMap((name) => identity(`${field}.${name}`, context[name])),
    ...groups.flatMap((id, index) => identity(`${field}.supplementalGroups[${index}]`, id)),
    ...(spec["shareProcessNamespace"] === true && spec["hostPID"] === true
      ? [wrong(`${field}.shareProcessNamespace`, true, "ShareProcessNamespace and HostPID cannot both be enabled")]
      : []),
    ...validateSysctls(context["sysctls"], `${field}.sysctls`),
    ...given("fsGroupChangePolicy", ["Always", "OnRootMismatch"]),
    ...validateSeccomp(context["seccompProfile"], `${field}.seccompProfile`),
    ...validateAppArmor(context["appArmorProfile"], `${field}.appArmorProfile`),
    ...given("supplementalGroupsPolicy", ["Merge", "Strict"]),
    ...given("seLinuxChangePolicy", ["MountOption", "Recursive"]),
  ];
}

const sysctl = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

function validateSysctls(sysctls: readonly Mutable[] = [], field: string): FieldError[] {
  const seen = new Set<string>();
  return sysctls.flatMap(({ name = "" }, index) => {
    const at = `${field}[${index}].name`;
    const isKnown = seen.has(name);
    seen.add(name);
    if (name === "") return [required(at)];
    if (name.length > 253 || !sysctl.test(name))
      return [
        wrong(
          at,
          name,
          "must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$",
        ),
      ];
    return isKnown ? [duplicate(at, name)] : [];
  });
}

const profiles = ["Localhost", "RuntimeDefault", "Unconfined"];

function validateSeccomp(profile: Mutable | undefined, field: string): FieldError[] {
  if (profile === undefined) return [];
  const { type = "", localhostProfile } = profile;
  const at = `${field}.localhostProfile`;
  const typing =
    type === ""
      ? [required(`${field}.type`, "type is required when seccompProfile is set")]
      : oneOf(`${field}.type`, type, profiles);
  if (type !== "Localhost")
    return localhostProfile === undefined
      ? typing
      : [
          ...typing,
          wrong(
            at,
            { Type: type, LocalhostProfile: localhostProfile },
            "can only be set when seccomp type is Localhost",
          ),
        ];
  return localhostProfile === undefined
    ? [required(at, "must be set when seccomp type is Localhost")]
    : descending(at, localhostProfile);
}

function validateAppArmor(profile: Mutable | undefined, field: string): FieldError[] {
  if (profile === undefined) return [];
  const { type = "", localhostProfile } = profile;
  const at = `${field}.localhostProfile`;
  if (type === "") return [required(`${field}.type`, "type is required when appArmorProfile is set")];
  if (!profiles.includes(type)) return oneOf(`${field}.type`, type, profiles);
  if (type !== "Localhost")
    return localhostProfile === undefined
      ? []
      : [wrong(at, localhostProfile, "can only be set when AppArmor type is Localhost")];
  if (localhostProfile !== undefined && localhostProfile.trim() !== localhostProfile)
    return [wrong(at, localhostProfile, "must not be padded with whitespace")];
  return (localhostProfile ?? "") === "" ? [required(at, "must be set when AppArmor type is Localhost")] : [];
}
