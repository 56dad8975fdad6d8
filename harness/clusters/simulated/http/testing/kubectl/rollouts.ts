import { expect, it } from "vitest";
import { images } from "../test-world.ts";
import { type KubectlSession } from "./session.ts";

/** What a rollback is made of. Begins and ends with version v1, rolled out. */
export function testRollouts(session: KubectlSession): void {
  it("rolls a bad image out, sees it hang, and rolls it back", async () => {
    await session.ok("annotate", "deployment/web", "kubernetes.io/change-cause=first");
    expect(await session.ok("set", "image", "deployment/web", `app=${images.missing.reference}`)).toBe(
      "deployment.apps/web image updated",
    );
    await session.ok("annotate", "deployment/web", "kubernetes.io/change-cause=broken", "--overwrite");
    expect(await session.fails("rollout", "status", "deployment/web", "--timeout=1s")).toBe(
      "error: timed out waiting for the condition",
    );
    expect(await session.ok("get", "pods")).toMatch(/web-\w+-\w+ 0\/1 (ErrImagePull|ImagePullBackOff) 0 \d+s/);
    expect(await session.fails("logs", "-l", "app=web", "--tail=-1", "--max-log-requests=5")).toMatch(
      /is waiting to start: (image can't be pulled|trying and failing to pull image)/,
    );
    expect(await session.ok("rollout", "history", "deployment/web")).toBe(
      "deployment.apps/web\nREVISION CHANGE-CAUSE\n1 first\n2 broken",
    );
    expect(await session.ok("rollout", "history", "deployment/web", "--revision=2")).toContain(
      "Image: registry.test/shop/web:missing",
    );
    expect(await session.ok("rollout", "undo", "deployment/web")).toBe("deployment.apps/web rolled back");
    expect(await session.settled()).toContain('deployment "web" successfully rolled out');
    expect(await session.ok("rollout", "history", "deployment/web")).toBe(
      "deployment.apps/web\nREVISION CHANGE-CAUSE\n2 broken\n3 first",
    );
    expect(await session.read(".spec.template.spec.containers[0].image")).toBe("registry.test/shop/web:v1");
  });

  it("shows a crash loop and the log of the container before", async () => {
    await session.ok("set", "image", "deployment/web", `app=${images.crashing.reference}`);
    const looping = /^(web-\w+-\w+) 0\/1 CrashLoopBackOff \d+ \(\d+s ago\) \d+s/m;
    let pods = "";
    await expect
      .poll(async () => (pods = await session.ok("get", "pods", "--no-headers")), { timeout: 15_000 })
      .toMatch(looping);
    expect(await session.ok("logs", looping.exec(pods)![1]!, "--previous")).toContain("crashing");
    await session.ok("rollout", "undo", "deployment/web", "--to-revision=3");
    await session.settled();
    expect(await session.read(".spec.template.spec.containers[0].image")).toBe("registry.test/shop/web:v1");
  });

  it("holds a rollout and lets it go on", async () => {
    expect(await session.ok("rollout", "pause", "deployment/web")).toBe("deployment.apps/web paused");
    await session.ok("set", "image", "deployment/web", `app=${images.v2.reference}`);
    expect(await session.read(".status.updatedReplicas")).not.toBe("3");
    expect(await session.fails("rollout", "undo", "deployment/web")).toContain("cannot rollback a paused deployment");
    expect(await session.ok("rollout", "resume", "deployment/web")).toBe("deployment.apps/web resumed");
    await session.settled();
    expect(
      await session.ok("wait", "--for=jsonpath={.status.updatedReplicas}=3", "deployment/web", "--timeout=10s"),
    ).toBe("deployment.apps/web condition met");
    expect(await session.ok("rollout", "restart", "deployment/web")).toBe("deployment.apps/web restarted");
    await session.settled();
  });
}
