import { listensOn } from "../application/listening.ts";
import type { Process } from "../application/process.ts";
import type { Container, Probe } from "../kinds/pod.ts";
import type { ProbeAnswer } from "./prober.ts";

export interface ProbeQuestion {
  readonly probe: Probe;
  readonly kind: "readiness" | "liveness" | "startup";
  readonly container: Container;
  readonly podIP: string;
  readonly process: Process;
  readonly now: number;
}

interface HttpGet {
  readonly path?: string;
  readonly port: number | string;
  readonly scheme?: string;
  readonly host?: string;
}

/**
 * What a probe finds. Any probe fails until the process listens, and on a port where it never does. A process that is not ready fails its readiness probe,
 * and a liveness or startup probe that asks the very same question; another one only wants to know that it lives.
 */
export function probeAnswer(question: ProbeQuestion): ProbeAnswer {
  const { process, now, probe, kind, container } = question;
  const health = process.health(now);
  const port = portOf(probe, container);
  if (health !== "refused" && port !== undefined && !listensOn(process, container, port))
    return { ok: false, output: refusal(question) };
  if (health === "refused") return { ok: false, output: refusal(question) };
  if (health === "ready") return { ok: true };
  const asksReadiness = kind === "readiness" || sameQuestion(probe, container.readinessProbe);
  return asksReadiness ? { ok: false, output: unreadiness(question) } : { ok: true };
}

/** The port that a probe connects to; undefined for one that runs a command, or asks somebody else than the pod. */
function portOf(probe: Probe, container: Container): number | undefined {
  const { httpGet, tcpSocket, grpc } = probe as {
    readonly httpGet?: HttpGet;
    readonly tcpSocket?: Omit<HttpGet, "path">;
    readonly grpc?: { readonly port: number };
  };
  const asked = httpGet ?? tcpSocket ?? grpc;
  if (asked === undefined || ("host" in asked && asked.host !== undefined)) return undefined;
  const port = portNumber(container, asked.port);
  return typeof port === "number" ? port : undefined;
}

const questions = ["httpGet", "tcpSocket", "grpc", "exec"] as const;

function sameQuestion(a: Probe, b: Probe | undefined): boolean {
  return questions.every((question) => JSON.stringify(a[question]) === JSON.stringify(b?.[question]));
}

function refusal({ probe, podIP, container }: ProbeQuestion): string {
  const http = probe["httpGet"] as HttpGet | undefined;
  if (http !== undefined) {
    const address = `${http.host ?? podIP}:${portNumber(container, http.port)}`;
    const url = `${(http.scheme ?? "HTTP").toLowerCase()}://${address}${path(http)}`;
    return `Get "${url}": dial tcp ${address}: connect: connection refused`;
  }
  const tcp = probe["tcpSocket"] as { readonly port: number | string } | undefined;
  if (tcp !== undefined) return `dial tcp ${podIP}:${portNumber(container, tcp.port)}: connect: connection refused`;
  const grpc = probe["grpc"] as { readonly port: number } | undefined;
  if (grpc === undefined) return "";
  const timeout = probe.timeoutSeconds ?? 1;
  return `timeout: failed to connect service "${podIP}:${grpc.port}" within ${timeout}s: context deadline exceeded`;
}

function unreadiness(question: ProbeQuestion): string {
  if (question.probe["httpGet"] !== undefined) return "HTTP probe failed with statuscode: 503";
  return question.probe["grpc"] !== undefined ? 'service unhealthy (responded with "NOT_SERVING")' : refusal(question);
}

function path({ path: given = "/" }: HttpGet): string {
  return given.startsWith("/") ? given : `/${given}`;
}

function portNumber(container: Container, port: number | string): number | string {
  if (typeof port === "number") return port;
  return container.ports?.find(({ name }) => name === port)?.containerPort ?? port;
}
