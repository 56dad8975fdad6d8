import type { Json } from "../access.ts";

const patch = (operations: readonly Json[]): Json => ({
  allowed: true,
  patchType: "JSONPatch",
  patch: Buffer.from(JSON.stringify(operations)).toString("base64"),
});

/** Adds to the labels or annotations, which may not be there yet. */
function adding(request: Json, part: "labels" | "annotations", values: Readonly<Record<string, string>>): Json {
  return patch([{ op: "add", path: `/metadata/${part}`, value: { ...request.object?.metadata?.[part], ...values } }]);
}

/** What the webhook says at each of its paths. */
export const answers: Readonly<Record<string, (request: Json) => Json>> = {
  "/allow": () => ({ allowed: true }),
  "/warn": () => ({ allowed: true, warnings: ["think twice", "and a third time"] }),
  "/deny": () => ({ allowed: false, status: { message: "not on a Friday" } }),
  "/deny-silently": () => ({ allowed: false }),
  "/deny-with-reason": () => ({ allowed: false, status: { reason: "Conflict" } }),
  "/deny-with-status": () => ({
    allowed: false,
    status: {
      code: 422,
      reason: "Invalid",
      message: "no",
      details: { causes: [{ field: "spec.image", message: "is too old" }] },
    },
  }),
  "/deny-latest": ({ object, oldObject }) => {
    const spec = (object ?? oldObject)?.spec ?? {};
    const containers: readonly Json[] = (spec.template?.spec ?? spec).containers ?? [];
    const bad = containers.filter(({ image }) => !/:v\d+$/.test(image));
    return bad.length === 0
      ? { allowed: true }
      : { allowed: false, status: { message: bad.map(({ image }) => `${image} is no release`).join(", ") } };
  },
  "/other": () => ({ allowed: true }),
  "/label": (request) => adding(request, "labels", { mutated: "yes" }),
  "/count": (request) =>
    adding(request, "annotations", {
      labels: String(Object.keys(request.object.metadata.labels ?? {}).length),
    }),
  "/sidecar": () =>
    patch([
      {
        op: "add",
        path: "/spec/containers/-",
        value: { name: "sidecar", image: "registry.test/shop/web:v1", command: ["sleep", "600"] },
      },
    ]),
  "/bad-patch": () => patch([{ op: "replace", path: "/spec/nothing/here", value: 1 }]),
  "/patch": () => ({ ...patch([{ op: "add", path: "/data", value: { a: "b" } }]) }),
  /** Says back what it was asked. */
  "/show": (request) => ({
    allowed: false,
    status: {
      message: JSON.stringify({
        operation: request.operation,
        kind: request.kind,
        resource: request.resource,
        subResource: request.subResource,
        name: request.name ?? "",
        dryRun: request.dryRun,
        user: request.userInfo.username,
        options: request.options,
        object: request.object?.metadata?.name ?? null,
        oldObject: request.oldObject?.metadata?.name ?? null,
      }),
    },
  }),
};
