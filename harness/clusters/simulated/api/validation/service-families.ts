import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { validateAddress } from "./addresses.ts";
import { duplicate, oneOf, wrong } from "./field-errors.ts";

/** What a service says of its addresses; of the second family there are none in this cluster. */
export function validateFamilies({
  type,
  clusterIP = "",
  clusterIPs,
  ipFamilies,
  ipFamilyPolicy,
}: Mutable): FieldError[] {
  if (type === "ExternalName") return [];
  const at = "spec.clusterIPs";
  // Who says nothing of the list has it filled.
  const list = (clusterIPs ?? (clusterIP === "" ? [] : [clusterIP])) as readonly string[];
  const families = (ipFamilies ?? []) as readonly string[];
  const errors: FieldError[] = [];
  if (clusterIP !== "" && list[0] !== clusterIP) errors.push(wrong(at, list, "first value must match `clusterIP`"));
  if (clusterIP === "" && list.length > 0)
    errors.push(wrong(at, list, "must be empty when `clusterIP` is not specified"));
  for (const [index, family] of families.entries()) {
    errors.push(...oneOf(`spec.ipFamilies[${index}]`, family, ["IPv4", "IPv6"]));
    if (families.indexOf(family) < index) errors.push(duplicate(`spec.ipFamilies[${index}]`, family));
  }
  if (ipFamilyPolicy !== undefined)
    errors.push(
      ...oneOf("spec.ipFamilyPolicy", ipFamilyPolicy, ["PreferDualStack", "RequireDualStack", "SingleStack"]),
    );
  return [...errors, ...validateAddresses(list), ...misplaced(list, families)];
}

/** Each address is of the family in its place. */
function misplaced(list: readonly string[], families: readonly string[]): FieldError[] {
  if (list[0] === "None") return [];
  return list.flatMap((address, index) => {
    const family = address.includes(":") ? "IPv6" : "IPv4";
    const wanted = families[index] ?? family;
    if (wanted === family || (wanted !== "IPv4" && wanted !== "IPv6")) return [];
    const detail = `expected an ${wanted} value as indicated by \`ipFamilies[${index}]\``;
    return [wrong(`spec.clusterIPs[${index}]`, address, detail)];
  });
}

function validateAddresses(list: readonly string[]): FieldError[] {
  const at = "spec.clusterIPs";
  const errors = list.flatMap((address, index) => {
    if (index > 0 || address !== "None") return validateAddress(`${at}[${index}]`, address);
    return list.length > 1 ? [wrong(at, list, "'None' must be the first and only value")] : [];
  });
  if (list.length > 2) errors.push(wrong(at, list, "may only hold up to 2 values"));
  if (errors.length > 0 || list.length < 2) return errors;
  const isDual = list.some((address) => address.includes(":")) && list.some((address) => !address.includes(":"));
  return isDual ? [] : [wrong(at, list, "may specify no more than one IP for each IP family")];
}

/**
 * What a cluster of one family cannot give a service that is otherwise sound.
 * @returns findings that are reported by themselves, after all others
 */
export function unavailableFamilies({ type, ipFamilies = [], ipFamilyPolicy }: Mutable): FieldError[] {
  if (type === "ExternalName") return [];
  const single = "this cluster is not configured for dual-stack services";
  return [
    ...(ipFamilyPolicy === "RequireDualStack" ? [wrong("spec.ipFamilyPolicy", ipFamilyPolicy, single)] : []),
    ...(ipFamilies as string[]).flatMap((family, index) =>
      family === "IPv4" ? [] : [wrong(`spec.ipFamilies[${index}]`, family, "not configured on this cluster")],
    ),
  ];
}

/** One address and one family are all that a service of one stack can have. */
export function tooManyFamilies({ clusterIPs = [], ipFamilies = [], ipFamilyPolicy }: Mutable): FieldError[] {
  if (ipFamilyPolicy !== "SingleStack") return [];
  const tooMany = (what: string) =>
    wrong(
      "spec.ipFamilyPolicy",
      ipFamilyPolicy,
      `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`,
    );
  return [
    ...(clusterIPs.length === 2 ? [tooMany("cluster IPs")] : []),
    ...(ipFamilies.length === 2 ? [tooMany("IP families")] : []),
  ];
}
