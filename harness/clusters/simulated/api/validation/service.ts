import type { KubernetesObject } from "../../../kubernetes.ts";
import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { duplicate, each, oneOf, portNumber, portOrName, prohibited, required, wrong } from "./field-errors.ts";
import { validateLabels } from "./metadata.ts";
import { labelProblems } from "./names.ts";

const address = /^(\d{1,3}\.){3}\d{1,3}$|^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;

export function validateService({ spec }: KubernetesObject): FieldError[] {
  const { type, clusterIP = "", ports = [] } = spec;
  const headless = clusterIP === "None";
  const external = type === "ExternalName";
  const errors: FieldError[] = [];
  if (ports.length === 0 && !headless && !external) errors.push(required("spec.ports"));
  if (type === "LoadBalancer" && headless)
    errors.push(wrong("spec.clusterIPs[0]", "None", "may not be set to 'None' for LoadBalancer services"));
  if (type === "NodePort" && headless)
    errors.push(wrong("spec.clusterIPs[0]", "None", "may not be set to 'None' for NodePort services"));
  if (external && (spec.externalName ?? "") === "") errors.push(required("spec.externalName"));
  errors.push(...validatePorts(ports, type));
  errors.push(...validateLabels(spec.selector, "spec.selector"));
  errors.push(...oneOf("spec.sessionAffinity", spec.sessionAffinity, ["ClientIP", "None"]));
  if (clusterIP !== "" && !headless && !address.test(clusterIP))
    errors.push(
      wrong("spec.clusterIPs[0]", clusterIP, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"),
    );
  for (const [index, family] of (spec.ipFamilies ?? []).entries())
    if (family !== "IPv4") errors.push(wrong(`spec.ipFamilies[${index}]`, family, "not configured on this cluster"));
  errors.push(...oneOf("spec.type", type, ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]));
  for (const [index, { nodePort }] of ports.entries())
    if (type === "ClusterIP" && nodePort !== undefined)
      errors.push(prohibited(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
  if (spec.externalTrafficPolicy !== undefined && type === "ClusterIP")
    errors.push(
      wrong(
        "spec.externalTrafficPolicy",
        spec.externalTrafficPolicy,
        "may only be set for externally-accessible services",
      ),
    );
  if (!external) errors.push(...oneOf("spec.internalTrafficPolicy", spec.internalTrafficPolicy, ["Cluster", "Local"]));
  return errors;
}

function validatePorts(ports: readonly Mutable[], type: string): FieldError[] {
  const names = new Set<string>();
  const seen = new Set<string>();
  const errors = ports.flatMap(({ name = "", port, protocol, targetPort }, index) => {
    const at = `spec.ports[${index}]`;
    const naming: FieldError[] = [];
    if (name === "" && ports.length > 1) naming.push(required(`${at}.name`));
    if (name !== "") {
      naming.push(...each(`${at}.name`, name, labelProblems));
      if (names.has(name)) naming.push(duplicate(`${at}.name`, name));
      names.add(name);
    }
    return [
      ...naming,
      ...portNumber(`${at}.port`, port),
      ...oneOf(`${at}.protocol`, protocol, ["SCTP", "TCP", "UDP"]),
      ...(type === "ExternalName" ? [] : portOrName(`${at}.targetPort`, targetPort)),
    ];
  });
  ports.forEach(({ port, protocol, appProtocol }, index) => {
    const key = `${protocol}/${port}`;
    // Printed as the internal Go type, with the fields that the comparison leaves out at zero.
    const printed = {
      Name: "",
      Protocol: protocol,
      AppProtocol: appProtocol ?? null,
      Port: port,
      TargetPort: 0,
      NodePort: 0,
    };
    if (seen.has(key)) errors.push(duplicate(`spec.ports[${index}]`, printed));
    seen.add(key);
  });
  return errors;
}

/** A cluster IP stays for the life of the service, unless its type gives it up. */
export function validateServiceUpdate({ spec }: KubernetesObject, { spec: old }: KubernetesObject): FieldError[] {
  if (spec.type === "ExternalName" || old.type === "ExternalName" || (old.clusterIP ?? "") === "") return [];
  if (spec.clusterIP === old.clusterIP) return [];
  return [wrong("spec.clusterIPs[0]", spec.clusterIPs ?? [spec.clusterIP ?? ""], "may not change once set")];
}
