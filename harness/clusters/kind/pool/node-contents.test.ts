import { expect, test } from "vitest";
import { parseContents } from "./node-contents.ts";

test("what a node says it holds is read", () => {
  const sum = "0".repeat(64);
  const text = `REF                TYPE       DIGEST     SIZE   PLATFORMS   LABELS
registry.test/web:v1 application/vnd.oci.image.manifest.v1+json sha256:aa 70.1 MiB linux/amd64 io.cri-containerd.image=managed
sha256:bb application/vnd.oci.image.manifest.v1+json sha256:aa 70.1 MiB linux/amd64 -
==
${sum}  /etc/containerd/certs.d/registry.test/hosts.toml
==
3df383f351d0d4bf7f8a72a32db72f6f
40410c48-84fa-469e-b995-b843b28e4d4d
`;
  expect(parseContents(text)).toEqual({
    images: { "registry.test/web:v1": "sha256:aa", "sha256:bb": "sha256:aa" },
    hosts: { "/etc/containerd/certs.d/registry.test/hosts.toml": sum },
    pods: ["3df383f351d0d4bf7f8a72a32db72f6f", "40410c48-84fa-469e-b995-b843b28e4d4d"],
  });
});
