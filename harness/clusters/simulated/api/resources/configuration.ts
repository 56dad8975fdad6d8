import type { KubernetesObject } from "../../../kubernetes.ts";
import { validateConfigMap, validateImmutable, validateSecret } from "../validation/configuration.ts";
import { define, orElse } from "./define.ts";

export const configMaps = define({
  group: "",
  version: "v1",
  kind: "ConfigMap",
  plural: "configmaps",
  shortNames: ["cm"],
  validate: validateConfigMap,
  validateUpdate: validateImmutable,
});

export const secrets = define({
  group: "",
  version: "v1",
  kind: "Secret",
  plural: "secrets",
  validate: validateSecret,
  validateUpdate: validateImmutable,
  fieldLabels: { type: (secret: KubernetesObject) => secret["type"] ?? "" },
  setDefaults: (secret) => {
    orElse(secret, "type", "Opaque");
    const { stringData } = secret;
    if (stringData === undefined) return;
    const data = { ...secret["data"] };
    for (const key in stringData) data[key] = Buffer.from(stringData[key], "utf8").toString("base64");
    secret["data"] = data;
    delete secret["stringData"];
  },
});

export const serviceAccounts = define({
  group: "",
  version: "v1",
  kind: "ServiceAccount",
  plural: "serviceaccounts",
  shortNames: ["sa"],
  subresources: ["token"],
});
