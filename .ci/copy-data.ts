import { cpSync, globSync } from "node:fs";
import { join } from "node:path";
import { findPackage } from "../harness/base/assets.ts";

/** The compiler carries only modules along; data that sources read from beside themselves goes to the same place in dist/. */
const { root } = findPackage();
for (const path of globSync("{harness,reports}/**/*.*", {
  cwd: root,
  exclude: ["**/*.ts", "**/testing/**", "reports/samples/**"],
}))
  cpSync(join(root, path), join(root, "dist", path));
