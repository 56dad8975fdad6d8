import { imageVariables, partImages } from "../../clusters/kind/images.ts";
import { askProgram, type Environment } from "./ask-program.ts";
import type { Finding } from "./finding.ts";

/** Whether the images of a drill's parts are on the machine already. */
export async function lookAtImages(env: Environment): Promise<Finding> {
  const looked = await Promise.all(
    Object.entries(partImages(env)).map(async ([part, image]) => {
      const { problem } = await askProgram("docker", ["image", "inspect", image], env);
      return { image, variable: imageVariables[part as keyof typeof imageVariables], isHere: problem === undefined };
    }),
  );
  const absent = looked.filter(({ isHere }) => !isHere);
  if (absent.length === 0) return { name: "images", state: "ok", detail: "all are on this machine" };
  const advice =
    "They are pulled when a drill needs them. Without a network, load images and name them by tag in " +
    `${absent.map(({ variable }) => variable).join(", ")}: what was loaded has no digest.`;
  const detail = `not on this machine: ${absent.map(({ image }) => image).join(", ")}`;
  return { name: "images", state: "missing", detail, advice };
}
