import { expect, test } from "vitest";
import { lookAtPorts } from "./ports.ts";
import { machineOf } from "./testing.ts";

const range = "/proc/sys/net/ipv4/ip_local_port_range";
const reserved = "/proc/sys/net/ipv4/ip_local_reserved_ports";

test("ports that are reserved or in use are not free, each counted once", async () => {
  const tcp = `  sl  local_address rem_address   st tx_queue rx_queue
   0: 0100007F:9C40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:9C40 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0
   2: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0
`;
  const tcp6 = `   0: 00000000000000000000000001000000:9C41 00000000000000000000000000000000:0000 0A 0 0 0\n`;
  const files = { [reserved]: "8080,40001-40010\n", "/proc/net/tcp": tcp, "/proc/net/tcp6": tcp6 };
  // 0x9C40 is 40000 and 0x9C41 is 40001, which is reserved already.
  expect(await lookAtPorts(machineOf({ files }))).toEqual({
    name: "ports",
    state: "ok",
    detail: "28221 of 32768 to 60999 are free, 24 can be had on 127.0.0.1 at once",
  });
});

test("a range that is nearly used up is limited, with what makes it larger", async () => {
  expect(await lookAtPorts(machineOf({ files: { [range]: "50000 50100" } }))).toEqual({
    name: "ports",
    state: "limited",
    detail: "101 of 50000 to 50100 are free, 24 can be had on 127.0.0.1 at once",
    advice:
      'End what holds ports (ss -tan shows it), or let the system give more: sysctl -w net.ipv4.ip_local_port_range="20000 60999"',
  });
  expect(await lookAtPorts(machineOf({ files: { [reserved]: "32768-60900" } }))).toMatchObject({
    state: "limited",
    detail: "99 of 32768 to 60999 are free, 24 can be had on 127.0.0.1 at once",
    advice: "Take ports out of net.ipv4.ip_local_reserved_ports.",
  });
});

test.each([
  ["EADDRNOTAVAIL", "Bring the loopback interface up: ip link set lo up"],
  ["EACCES", "Let drill listen on 127.0.0.1: a sandbox or a policy of this machine forbids it."],
  ["EMFILE", "Let processes open more files: ulimit -n 4096"],
  ["EADDRINUSE", expect.stringContaining("ip_local_port_range")],
])("%s says that ports cannot be had, and what to do", async (code, advice) => {
  const takePorts = async () => {
    throw Object.assign(new Error(`listen ${code}: 127.0.0.1`), { code });
  };
  expect(await lookAtPorts(machineOf({ takePorts }))).toEqual({
    name: "ports",
    state: "missing",
    detail: `24 ports cannot be had on 127.0.0.1: listen ${code}: 127.0.0.1`,
    advice,
  });
});

test("where the system tells no range, that ports can be had is all there is to say", async () => {
  expect(await lookAtPorts(machineOf({ read: () => undefined }))).toEqual({
    name: "ports",
    state: "ok",
    detail: "24 can be had on 127.0.0.1 at once",
  });
});
