import type { Call } from "../call.ts";

/** Line above the help of every program. */
export const banner = "BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.";

/** What a shell says to somebody who sits down at it. */
export const shellBanner = "BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) built-in shell (ash)";

/** What a program says when it is called in a way that it does not understand. */
export function usage({ io }: Call, synopsis: string, help: string): number {
  io.err(`${banner}\n\nUsage: ${synopsis}\n\n${help}\n`);
  return 1;
}
