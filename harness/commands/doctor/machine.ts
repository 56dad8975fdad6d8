import { readFileSync, statfsSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { freemem, release } from "node:os";
import { RealClock } from "../../base/real-clock.ts";

/** What the doctor asks the machine for. */
export interface Machine {
  /** As `process.version` says it. */
  readonly nodeVersion: string;
  /** Release of its kernel; Docker says the same when it runs on this one. */
  readonly kernel: string;
  now(): Date;
  /** Bytes. */
  freeMemory(): number;
  /** Bytes that may still be written to a folder; undefined when it cannot be looked at. */
  room(folder: string): number | undefined;
  /** Undefined when there is no such file, or when it must not be read. */
  read(path: string): string | undefined;
  /** Has this many ports of an address at once, lets go of them and resolves with their numbers. Rejects with the error of the system. */
  takePorts(address: string, count: number): Promise<readonly number[]>;
}

export const thisMachine: Machine = {
  nodeVersion: process.version,
  kernel: release(),
  now: () => new RealClock(1).wallTime(),
  freeMemory: freemem,
  room: (folder) =>
    orUndefined(() => {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    }),
  read: (path) => orUndefined(() => readFileSync(path, "utf8")),
  takePorts,
};

async function takePorts(address: string, count: number): Promise<readonly number[]> {
  await using taken = new AsyncDisposableStack();
  const ports: number[] = [];
  while (ports.length < count) {
    const server = createServer();
    ports.push(await listen(server, address));
    taken.use(server);
  }
  return ports;
}

function listen(server: Server, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: address, port: 0 }, () => {
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : 0);
    });
  });
}

function orUndefined<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
