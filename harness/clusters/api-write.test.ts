import { expect, test } from "vitest";
import { isWrite, writtenResource } from "./api-write.ts";

test("a write is told by its verb", () => {
  const verbs = ["create", "update", "patch", "delete", "deletecollection", "get", "list", "watch", "toString"];
  expect(verbs.filter(isWrite)).toEqual(["create", "update", "patch", "delete", "deletecollection"]);
});

test("what is written is named with its group and its subresource, where it has them", () => {
  expect(writtenResource({ resource: "deployments", group: "apps", subresource: "scale" })).toBe(
    "deployments.apps/scale",
  );
  expect(writtenResource({ resource: "pods", group: "", subresource: "eviction" })).toBe("pods/eviction");
  expect(writtenResource({ resource: "pods", group: undefined, subresource: undefined })).toBe("pods");
  expect(writtenResource({ resource: "jobs", group: "batch", subresource: "" })).toBe("jobs.batch");
});
