import { exitCodes } from "../base/errors.ts";
import { shellWord } from "../base/shell-word.ts";
import { defaultDriver } from "../clusters/drivers.ts";
import { standInBuild, standInOf } from "../clusters/kind/images/application-image.ts";
import { partImages } from "../clusters/kind/images.ts";
import { brokenWorld } from "../drill/broken-world.ts";
import { draftDrill } from "../prepare.ts";
import { collect, type Command } from "./command.ts";

interface Options {
  readonly set?: readonly string[];
  readonly push?: boolean;
}

export const images: Command<Options> = {
  examples: [
    ["drill images x.yaml", "print how the stand-in of each version is built"],
    ["drill images x.yaml --push | sh", "build them and push them where the manifests look for them"],
  ],
  define(command) {
    command
      .argument("<file>", "scenario file")
      .option("--set <path=value>", "change a value of the scenario; may be given several times", collect)
      .option("--push", "print how they are pushed, too");
  },
  async run({ args: [file = ""], options: { set, push } }, { terminal, env }) {
    const { plan, spec } = await draftDrill({ file, sets: set, driver: defaultDriver });
    const base = partImages(env).applicationBase;
    for (const [name, image] of Object.entries(brokenWorld(plan.scenario, spec).images)) {
      const { reference, pushed, own } = image;
      if (!pushed) terminal.out(`# ${name}: ${reference} is never pushed\n`);
      else if (own !== undefined) terminal.out(`# ${name}: ${reference} is the team's own\n`);
      else {
        const { folder, parameters } = standInBuild(base, standInOf(image, spec));
        const given = Object.entries(parameters).map(([key, value]) => `--build-arg=${key}=${value}`);
        const words = ["docker", "build", `--tag=${reference}`, ...given, folder];
        terminal.out(`# ${name}\n${words.map(shellWord).join(" ")}\n`);
        if (push === true) terminal.out(`docker push ${shellWord(reference)}\n`);
      }
    }
    return exitCodes.pass;
  },
};
