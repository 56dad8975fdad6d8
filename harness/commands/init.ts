import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { asset } from "../base/assets.ts";
import { exitCodes, UserError } from "../base/errors.ts";
import type { Command } from "./command.ts";

/** What is written, from the folder `fixtures/init`, to the folder `scenarios`. */
const files = ["first-drill.yaml", "runbooks/undo.md"] as const;

export const init: Command = {
  examples: [
    ["drill init", "write scenarios/first-drill.yaml and scenarios/runbooks/undo.md"],
    ["drill init ops", "the same below ops/"],
  ],
  define(command) {
    command.argument("[folder]", "where scenarios/ is to stand", ".");
  },
  async run({ args: [folder = "."] }, { terminal }) {
    const written = files.map((name) => ({ name, path: join(folder, "scenarios", name) }));
    const there = written.filter(({ path }) => existsSync(path)).map(({ path }) => path);
    if (there.length > 0)
      throw new UserError(`${there.join(" and ")} ${there.length === 1 ? "is" : "are"} there already`, {
        hint: "Nothing was written. Choose another folder: drill init FOLDER.",
      });
    for (const { name, path } of written) {
      write(path, schemaLine(name, path) + readFileSync(asset(`fixtures/init/${name}`), "utf8"));
      terminal.out(`wrote ${path}\n`);
    }
    const [scenario] = written.map(({ path }) => path);
    terminal.out(`\nNext:\n  drill plan ${scenario}    what will happen\n  drill run ${scenario}     let it happen\n`);
    return exitCodes.pass;
  },
};

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: "wx" });
  } catch (cause) {
    throw new UserError(`cannot write ${path}: ${(cause as Error).message}`, {
      cause,
      hint: "Choose a folder that you may write to.",
    });
  }
}

/** Tells editors where the schema is; left out where it would be a path of this machine alone. */
function schemaLine(name: string, path: string): string {
  if (!name.endsWith(".yaml")) return "";
  const schema = relative(dirname(resolve(path)), asset("scenarios/schema.json"))
    .split(sep)
    .join("/");
  return schema.includes("node_modules/") ? `# yaml-language-server: $schema=${schema}\n` : "";
}
