import { z } from "zod";
import { imageSource, version, writeTimeout } from "./inputs.ts";
import { failed, ok, type ClusterAction } from "./step-action.ts";
import { deployments, imageOf, readDeployment, referenceOf } from "./workload.ts";
import { resultOf, write } from "./write.ts";

const input = z
  .strictObject({
    version: version.optional(),
    image: z.string().min(1).optional().meta({ description: "image reference, as it is to stand in the template" }),
    ...imageSource,
  })
  .refine(
    ({ version: named, image }) => (named === undefined) !== (image === undefined),
    "exactly one of version and image",
  );
type Input = z.output<typeof input>;

export const setImage: ClusterAction<Input> = {
  scope: "cluster",
  summary: "sets the application's image, as kubectl set image does",
  input,
  clock: "virtual",
  needs: ({ from }) => (from === "mirror" ? ["mirror"] : []),
  title: ({ version: named, image, from, by }) =>
    image !== undefined
      ? `set image ${image}`
      : `set image of ${named} by ${by}${from === "mirror" ? " from the mirror" : ""}`,
  timeout: () => writeTimeout,
  async run({ version: named, image: given, from, by }, context) {
    const { operator, spec } = context;
    const { namespace, workload, container } = spec.application;
    const choice =
      named === undefined ? { reference: given! } : await referenceOf({ version: named, from, by }, context);
    if ("problem" in choice) return failed(choice.problem);
    const image = choice.reference;
    try {
      const deployment = await readDeployment(operator, spec);
      const current = imageOf(deployment, container);
      if (current === undefined) return failed(`unable to find container named "${container}"`);
      if (current === image) return ok(`the image is ${image} already`);
      const order = deployment.spec.template.spec.containers.map(({ name }) => ({ name }));
      const body = {
        spec: {
          template: { spec: { "$setElementOrder/containers": order, containers: [{ name: container, image }] } },
        },
      };
      return await write(
        {
          done: `image set to ${image}`,
          send: () =>
            operator.patch(deployments, namespace, workload.name, "strategic-merge", body, {
              fieldManager: "kubectl-set",
            }),
          landed: async () => imageOf(await readDeployment(operator, spec), container) === image,
        },
        context,
      );
    } catch (error) {
      return resultOf(error);
    }
  },
};
