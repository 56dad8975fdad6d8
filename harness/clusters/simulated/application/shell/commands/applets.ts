import type { Applet } from "../call.ts";
import { fileApplets } from "./files.ts";
import { listApplets } from "./list.ts";
import { networkApplets } from "./network.ts";
import { systemApplets } from "./system.ts";
import { tarApplets } from "./tar.ts";
import { testApplets } from "./test.ts";
import { textApplets } from "./text.ts";

/** Every program in `/bin` besides the shell. What is not here is not in the image. */
export const applets: ReadonlyMap<string, Applet> = new Map([
  ...fileApplets,
  ...listApplets,
  ...networkApplets,
  ...systemApplets,
  ...tarApplets,
  ...testApplets,
  ...textApplets,
]);
