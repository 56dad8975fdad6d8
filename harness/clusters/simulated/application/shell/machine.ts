import type { Input } from "./input.ts";
import type { FileSystem } from "./file-system.ts";

/** What a command waits for: drill ms, or something on an input. */
export type Wait = { readonly kind: "time"; readonly ms: number } | { readonly kind: "input"; readonly input: Input };

/** A command that runs: it yields what it waits for and is resumed when that has come. */
export type Steps<T> = Generator<Wait, T, void>;

export interface Io {
  readonly input: Input;
  readonly out: (data: Buffer | string) => void;
  readonly err: (data: Buffer | string) => void;
}

export interface HttpQuestion {
  readonly method: string;
  /** As the address has it: a name, or an IP address. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** How a request from inside a container ends, and after how many ms. */
export type HttpOutcome =
  | { readonly kind: "unknown-host" }
  | { readonly kind: "refused"; readonly address: string }
  /** Nobody answers, ever. */
  | { readonly kind: "silent"; readonly address: string }
  | {
      readonly kind: "answer";
      readonly address: string;
      readonly after: number;
      /** `HTTP/1.0 200 OK` */
      readonly statusLine: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: Buffer;
    };

/** The container in which commands run. */
export interface Machine {
  readonly files: FileSystem;
  readonly hostname: string;
  readonly address: string;
  /** `uname -a` without the name of the host. */
  now(): Date;
  request(question: HttpQuestion): HttpOutcome;
  /** Addresses of a name, and the name in full; undefined when nobody knows it. */
  lookup(name: string): { readonly name: string; readonly addresses: readonly string[] } | undefined;
  /** What runs beside the commands, the container's first process foremost. */
  processes(): readonly { readonly pid: number; readonly command: string }[];
  nextPid(): number;
  /** A signal for the container's first process. */
  signalMain(signal: "TERM" | "KILL"): void;
}
