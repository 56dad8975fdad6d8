import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { duplicate, each, prohibited, required } from "./field-errors.ts";
import { labelProblems } from "./names.ts";

/** The sources in the order in which the server looks at them: the second that it meets is the one too many. */
const sources = [
  "emptyDir",
  "hostPath",
  "gitRepo",
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "secret",
  "nfs",
  "iscsi",
  "glusterfs",
  "flocker",
  "rbd",
  "cinder",
  "cephfs",
  "quobyte",
  "downwardAPI",
  "fc",
  "persistentVolumeClaim",
  "configMap",
  "azureFile",
  "vsphereVolume",
  "photonPersistentDisk",
  "portworxVolume",
  "azureDisk",
  "storageos",
  "projected",
  "scaleIO",
  "csi",
  "ephemeral",
  "image",
];

/** What a source cannot do without. */
const needs: Readonly<Record<string, string>> = {
  hostPath: "path",
  secret: "secretName",
  configMap: "name",
  persistentVolumeClaim: "claimName",
};

export function validateVolumes(volumes: readonly Mutable[] = [], field: string): FieldError[] {
  const names = new Set<string>();
  return volumes.flatMap((volume, index) => {
    const at = `${field}[${index}]`;
    const name: string = volume["name"] ?? "";
    const errors = validateSource(volume, at);
    if (name === "") errors.push(required(`${at}.name`));
    else {
      const naming = each(`${at}.name`, name, labelProblems);
      if (naming.length === 0 && names.has(name)) naming.push(duplicate(`${at}.name`, name));
      errors.push(...naming);
      // The server remembers the names of sound volumes only.
      if (errors.length === 0) names.add(name);
    }
    return errors;
  });
}

function validateSource(volume: Mutable, field: string): FieldError[] {
  const [source, ...more] = sources.filter((name) => volume[name] !== undefined);
  if (source === undefined) return [required(field, "must specify a volume type")];
  const errors: FieldError[] = more.map((name) =>
    prohibited(`${field}.${name}`, "may not specify more than 1 volume type"),
  );
  const need = needs[source];
  if (need !== undefined && (volume[source][need] ?? "") === "") errors.push(required(`${field}.${source}.${need}`));
  return errors;
}
