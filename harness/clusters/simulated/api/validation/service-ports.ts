import type { Mutable } from "../decode.ts";
import type { FieldError } from "../status-error.ts";
import { duplicate, each, oneOf, portNumber, portOrName, prohibited, required } from "./field-errors.ts";
import { labelProblems, qualifiedNameProblems } from "./names.ts";

export function validatePorts(ports: readonly Mutable[]): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name = "", port, protocol, targetPort, appProtocol }, index) => {
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
      ...portOrName(`${at}.targetPort`, targetPort),
      ...(appProtocol === undefined ? [] : each(`${at}.appProtocol`, appProtocol, qualifiedNameProblems)),
    ];
  });
}

/** What the ports of a service take of the nodes, and of one another. */
export function validateNodePorts(ports: readonly Mutable[], type: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, { nodePort }] of ports.entries())
    if (type === "ClusterIP" && nodePort !== undefined)
      errors.push(prohibited(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
  const seen = new Set<string>();
  for (const [index, { port, protocol }] of ports.entries()) {
    const key = `${protocol}/${port}`;
    if (seen.has(key)) errors.push(duplicate(`spec.ports[${index}]`, printedPort(protocol, port)));
    seen.add(key);
  }
  return errors;
}

/** A port as the internal Go type, with the fields that the comparison leaves out at zero. */
function printedPort(protocol: string, port: number): Mutable {
  return { Name: "", Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
}
