import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../kubernetes.ts";
import { inSmallWorld, namespace, run } from "../testing/small-world.ts";

const policy = (name: string, spec: object): KubernetesObject => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name, namespace },
  spec,
});
const everyPod = { podSelector: {} };

/** What comes of ten users' requests under these policies, after a pod was there to answer them. */
async function served(...policies: readonly KubernetesObject[]) {
  let result;
  await inSmallWorld({}, async ({ eu }, clock) => {
    await run(eu, "one");
    await clock.sleep(20_000);
    for (const one of policies) await eu.observer.create("networkpolicies.networking.k8s.io", namespace, one);
    await clock.sleep(2_000);
    const { ok, timedOut, refused } = await eu.offer(10);
    result = { ok, timedOut, refused };
  });
  return result;
}

const all = { ok: 10, timedOut: 0, refused: 0 };
const none = { ok: 0, timedOut: 10, refused: 0 };

describe("Users, who come from outside the cluster,", () => {
  test("get through where no policy is.", async () => expect(await served()).toEqual(all));

  test("wait in vain when a policy lets nobody in.", async () => {
    expect(await served(policy("closed", everyPod))).toEqual(none);
  });

  test("get through when the policy is about other pods, or about the way out.", async () => {
    const other = policy("other", { podSelector: { matchLabels: { app: "other" } } });
    const out = policy("out", { ...everyPod, policyTypes: ["Egress"] });
    expect(await served(other, out)).toEqual(all);
  });

  test("get through by one policy though another lets nobody in.", async () => {
    const open = policy("open", { ...everyPod, ingress: [{}] });
    expect(await served(policy("closed", everyPod), open)).toEqual(all);
  });

  test("are no pods, whatever selectors say, but have an address.", async () => {
    const pods = policy("pods", { ...everyPod, ingress: [{ from: [{ namespaceSelector: {} }] }] });
    const block = (cidr: string, except?: string[]) =>
      policy("block", { ...everyPod, ingress: [{ from: [{ ipBlock: { cidr, ...(except && { except }) } }] }] });
    expect(await served(pods)).toEqual(none);
    expect(await served(block("0.0.0.0/0"))).toEqual(all);
    expect(await served(block("10.0.0.0/8"))).toEqual(none);
    expect(await served(block("0.0.0.0/0", ["203.0.113.0/24"]))).toEqual(none);
  });

  test("get through to the ports that are open to them.", async () => {
    const ports = (port: number, endPort?: number) =>
      policy("ports", { ...everyPod, ingress: [{ ports: [{ port, ...(endPort && { endPort }) }] }] });
    expect(await served(ports(8080))).toEqual(all);
    expect(await served(ports(8000, 9000))).toEqual(all);
    expect(await served(ports(80))).toEqual(none);
  });
});
