import { loopback } from "../../clusters/kind/docker/loopback.ts";
import type { Finding } from "./finding.ts";
import type { Machine } from "./machine.ts";

/** Ports that a drill of three clusters publishes: their API servers and entrances, the registry, Toxiproxy and its proxies. */
const published = 24;
/** What the connections of a drill may take besides. */
const leastFree = 1_000;

const settings = "/proc/sys/net/ipv4";

/** Whether there are free ports: what a drill publishes is numbered by the system, as every connection to it is. */
export async function lookAtPorts(machine: Machine): Promise<Finding> {
  const name = "ports";
  const range = ephemeralPorts(machine);
  try {
    await machine.takePorts(loopback, published);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const detail = `${published} ports cannot be had on ${loopback}: ${message}`;
    return { name, state: "missing", detail, advice: remedies[code] ?? widen };
  }
  const had = `${published} can be had on ${loopback} at once`;
  if (range === undefined) return { name, state: "ok", detail: had };
  const { first, last, free, reserved } = range;
  const detail = `${free} of ${first} to ${last} are free, ${had}`;
  if (free >= leastFree) return { name, state: "ok", detail };
  const advice = reserved > free ? "Take ports out of net.ipv4.ip_local_reserved_ports." : widen;
  return { name, state: "limited", detail, advice };
}

const widen =
  'End what holds ports (ss -tan shows it), or let the system give more: sysctl -w net.ipv4.ip_local_port_range="20000 60999"';

const forbidden = `Let drill listen on ${loopback}: a sandbox or a policy of this machine forbids it.`;

const remedies: Readonly<Record<string, string>> = {
  EADDRNOTAVAIL: "Bring the loopback interface up: ip link set lo up",
  EACCES: forbidden,
  EPERM: forbidden,
  EMFILE: "Let processes open more files: ulimit -n 4096",
};

/** Ports that the system gives to who names none, and how many are left; undefined where that is not told. */
function ephemeralPorts(machine: Machine) {
  const [first, last] = (machine.read(`${settings}/ip_local_port_range`) ?? "").trim().split(/\s+/).map(Number);
  if (first === undefined || last === undefined) return undefined;
  const isInRange = (port: number) => port >= first && port <= last;
  const reserved = new Set(reservedPorts(machine).filter(isInRange));
  const taken = new Set([...reserved, ...usedPorts(machine).filter(isInRange)]);
  return { first, last, free: last - first + 1 - taken.size, reserved: reserved.size };
}

/** `8080,9148-9150` */
function reservedPorts(machine: Machine): readonly number[] {
  const text = (machine.read(`${settings}/ip_local_reserved_ports`) ?? "").trim();
  return text
    .split(",")
    .filter(Boolean)
    .flatMap((part) => {
      const [from = 0, to = from] = part.split("-").map(Number);
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
}

/** Local ports of all connections and listeners, those that wait for late packets included. */
function usedPorts(machine: Machine): readonly number[] {
  const lines = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((path) => (machine.read(path) ?? "").split("\n"));
  return lines.flatMap((line) => {
    const [, port] = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) /.exec(line) ?? [];
    return port === undefined ? [] : [Number.parseInt(port, 16)];
  });
}
