import { expect, test } from "vitest";
import { explain } from "./explain.ts";

test("a failure of kind is told by its cause and by the end of what the program in the node said", () => {
  const stderr = `Creating cluster "x" ...
 ✗ Starting control-plane
ERROR: failed to create cluster: failed to init node with kubeadm: exit status 1
Command Output: I1121 10:00:00 initconfiguration.go
line that nobody needs
[kubelet-check] token abcdef.0123456789abcdef
one
two
three
error: the kubelet is not healthy after 4m0s
`;
  expect(explain({ stderr, message: "kind create: x" })).toBe(
    "failed to create cluster: failed to init node with kubeadm: exit status 1; it ended with: " +
      "[kubelet-check] token [redacted] | one | two | three | error: the kubelet is not healthy after 4m0s",
  );
});

test("where kind says little, that is all there is", () => {
  expect(explain({ stderr: "ERROR: no nodes\n", message: "kind create: no nodes" })).toBe("no nodes");
  expect(explain({ stderr: "", message: "kind create: no end in time" })).toBe("kind create: no end in time");
});
