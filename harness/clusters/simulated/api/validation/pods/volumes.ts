import type { Mutable } from "../../decode.ts";
import type { FieldError } from "../../status-error.ts";
import { duplicate, each, prohibited, required, wrong } from "../field-errors.ts";
import { labelProblems, subdomainProblems } from "../names.ts";
import { volumeSources } from "./volume-sources.ts";

/** What is wrong with a pod's volumes, and those that containers may mount: nothing is wrong with these. */
export function validateVolumes(
  volumes: readonly Mutable[] = [],
  field: string,
  podName: string | undefined,
): { readonly errors: FieldError[]; readonly sound: ReadonlyMap<string, Mutable> } {
  const errors: FieldError[] = [];
  const sound = new Map<string, Mutable>();
  const claims = new Set(
    volumes.filter(({ ephemeral }) => ephemeral !== undefined).map(({ name }) => `${podName}-${name}`),
  );
  for (const [index, volume] of volumes.entries()) {
    const at = `${field}[${index}]`;
    const name: string = volume["name"] ?? "";
    const own = [
      ...validateSource(volume, at, podName),
      ...(name === "" ? [required(`${at}.name`)] : each(`${at}.name`, name, labelProblems)),
      ...(sound.has(name) ? [duplicate(`${at}.name`, name)] : []),
    ];
    if (own.length === 0) sound.set(name, volume);
    errors.push(...own);
    const claimName: string | undefined = volume["persistentVolumeClaim"]?.claimName;
    if (podName !== undefined && claimName !== undefined && claims.has(claimName))
      errors.push(
        wrong(
          `${at}.persistentVolumeClaim.claimName`,
          claimName,
          "must not reference a PVC that gets created for an ephemeral volume",
        ),
      );
  }
  return { errors, sound };
}

/** The server's own slips: these sources are misspelt where one is too many. */
const misspelt: Readonly<Record<string, string>> = { cephfs: "cephFS", downwardAPI: "downwarAPI" };

function validateSource(volume: Mutable, field: string, podName: string | undefined): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  for (const [kind, rule] of volumeSources) {
    const source: Mutable | undefined = volume[kind];
    if (source === undefined) continue;
    count += 1;
    if (count > 1)
      errors.push(prohibited(`${field}.${misspelt[kind] ?? kind}`, "may not specify more than 1 volume type"));
    else errors.push(...rule(source, `${field}.${kind}`));
    if (kind === "ephemeral" && count === 1) errors.push(...validateClaimName(volume["name"] ?? "", field, podName));
  }
  return count === 0 ? [required(field, "must specify a volume type")] : errors;
}

/** The claim of an ephemeral volume is named after its pod. */
function validateClaimName(name: string, field: string, podName: string | undefined): FieldError[] {
  if (podName === undefined || podName === "" || name === "") return [];
  const claim = `${podName}-${name}`;
  return subdomainProblems(claim).map((problem) =>
    wrong(`${field}.name`, name, `PVC name ${JSON.stringify(claim)}: ${problem}`),
  );
}
