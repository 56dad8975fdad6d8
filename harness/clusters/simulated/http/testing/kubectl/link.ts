import { expect, it } from "vitest";
import type { KubectlSession } from "./session.ts";

/** What faults of the link between the operator and a cluster look like. */
export function testLink(session: KubectlSession): void {
  it("gets no answer over a cut link, waits longer over a slow one, and reaches the other cluster all along", async () => {
    const { links } = session.world;
    const healthy = links.get("operator", "eu");
    await links.set("operator", "eu", { ...healthy, cut: true });
    expect(await session.fails("get", "pods", "--request-timeout=1s")).toMatch(
      /(context deadline exceeded|Client.Timeout|handshake timeout|request canceled|i\/o timeout)/,
    );
    expect(await session.ok("--context", "prod-us", "get", "nodes", "-o", "name")).toBe("node/us-worker");
    await links.set("operator", "eu", { ...healthy, latency: 2000 });
    expect(await session.ok("get", "deployment/web", "-o", "name")).toBe("deployment.apps/web");
    await links.set("operator", "eu", healthy);
    expect(await session.ok("get", "nodes", "-o", "name")).toContain("node/eu-worker");
  });
}
