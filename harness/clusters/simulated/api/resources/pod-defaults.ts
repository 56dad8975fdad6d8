import type { Mutable } from "../decode.ts";
import { orElse } from "./define.ts";
import { dropDisabledFields } from "./disabled-fields.ts";

/** What a pod spec means by leaving things out, in a Pod as in a template. */
export function setPodSpecDefaults(spec: Mutable): void {
  if (Object.isFrozen(spec)) return;
  dropDisabledFields(spec);
  orElse(spec, "restartPolicy", "Always");
  orElse(spec, "terminationGracePeriodSeconds", 30);
  orElse(spec, "dnsPolicy", "ClusterFirst");
  orElse(spec, "securityContext", {});
  orElse(spec, "schedulerName", "default-scheduler");
  setServiceAccount(spec);
  for (const container of spec["initContainers"] ?? []) setContainerDefaults(container);
  for (const container of spec["containers"] ?? []) setContainerDefaults(container);
  for (const container of spec["ephemeralContainers"] ?? []) setContainerDefaults(container);
  for (const volume of spec["volumes"] ?? []) setVolumeDefaults(volume);
  if (spec["hostNetwork"] === true) takeHostPorts(spec);
}

/** `serviceAccount` is the old name of the field; the server keeps both equal. */
function setServiceAccount(spec: Mutable): void {
  const name = spec["serviceAccountName"] ?? spec["serviceAccount"];
  if (name === undefined) return;
  spec["serviceAccountName"] = name;
  spec["serviceAccount"] = name;
}

function setContainerDefaults(container: Mutable): void {
  if (Object.isFrozen(container)) return;
  orElse(container, "terminationMessagePath", "/dev/termination-log");
  orElse(container, "terminationMessagePolicy", "File");
  orElse(container, "imagePullPolicy", tagOf(container["image"]) === "latest" ? "Always" : "IfNotPresent");
  for (const probe of ["livenessProbe", "readinessProbe", "startupProbe"]) setProbeDefaults(container[probe]);
  setHttpGetDefaults(container["lifecycle"]?.postStart?.httpGet);
  setHttpGetDefaults(container["lifecycle"]?.preStop?.httpGet);
  for (const variable of container["env"] ?? []) setFieldRefDefaults(variable.valueFrom?.fieldRef);
}

function tagOf(image: unknown): string {
  if (typeof image !== "string" || image.includes("@")) return "";
  const name = image.slice(image.lastIndexOf("/") + 1);
  const colon = name.indexOf(":");
  return colon === -1 ? "latest" : name.slice(colon + 1);
}

function setProbeDefaults(probe: Mutable | undefined): void {
  if (probe === undefined || Object.isFrozen(probe)) return;
  orElse(probe, "timeoutSeconds", 1);
  orElse(probe, "periodSeconds", 10);
  orElse(probe, "successThreshold", 1);
  orElse(probe, "failureThreshold", 3);
  setHttpGetDefaults(probe["httpGet"]);
  if (probe["grpc"] !== undefined && !Object.isFrozen(probe["grpc"])) orElse(probe["grpc"], "service", "");
}

function setHttpGetDefaults(action: Mutable | undefined): void {
  if (action === undefined || Object.isFrozen(action)) return;
  orElse(action, "path", "/");
  orElse(action, "scheme", "HTTP");
}

function setFieldRefDefaults(reference: Mutable | undefined): void {
  if (reference !== undefined && !Object.isFrozen(reference)) orElse(reference, "apiVersion", "v1");
}

/** 0644 as JSON writes it. */
const readableFile = 0o644;

function setVolumeDefaults(volume: Mutable): void {
  if (Object.isFrozen(volume)) return;
  if (Object.keys(volume).length === 1) volume["emptyDir"] = {};
  for (const source of ["secret", "configMap", "downwardAPI", "projected"])
    if (volume[source] !== undefined && !Object.isFrozen(volume[source]))
      orElse(volume[source], "defaultMode", readableFile);
  for (const item of volume["downwardAPI"]?.items ?? []) setFieldRefDefaults(item.fieldRef);
  for (const source of volume["projected"]?.sources ?? []) {
    const token = source.serviceAccountToken;
    if (token !== undefined && !Object.isFrozen(token)) orElse(token, "expirationSeconds", 3600);
    for (const item of source.downwardAPI?.items ?? []) setFieldRefDefaults(item.fieldRef);
  }
  const hostPath = volume["hostPath"];
  if (hostPath !== undefined && !Object.isFrozen(hostPath)) orElse(hostPath, "type", "");
}

/** On the host's network a container's port is the host's; frozen parts are replaced, since this default crosses levels. */
function takeHostPorts(spec: Mutable): void {
  for (const list of ["initContainers", "containers"]) {
    if (spec[list] === undefined) continue;
    spec[list] = spec[list].map((container: Mutable) =>
      container["ports"] === undefined || container["ports"].every((port: Mutable) => port["hostPort"] !== undefined)
        ? container
        : {
            ...container,
            ports: container["ports"].map((port: Mutable) => ({
              ...port,
              hostPort: port["hostPort"] ?? port["containerPort"],
            })),
          },
    );
  }
}
