import type { Clock } from "../../base/clock.ts";
import { ApiUnreachable } from "../kubernetes.ts";
import type { Answer, Connection } from "../remote/connection.ts";

/** What became of one request to a process by way of the API server. */
export type Visit =
  | { readonly kind: "answered"; readonly answer: Answer; readonly latency: number }
  /** The API server is there, and reached no process. */
  | { readonly kind: "refused" | "timedOut" }
  /** The API server is not there, or did not let the request through: nobody knows what users would have met. */
  | { readonly kind: "unknown"; readonly why: string };

/** Asks a process over the API server's proxy. @param path below the API's root */
export async function visit(connection: Pick<Connection, "ask">, path: string, clock: Clock): Promise<Visit> {
  const begun = clock.now();
  try {
    const answer = await connection.ask({ method: "GET", path });
    return ofAnswer(answer, clock.now() - begun);
  } catch (error) {
    if (!(error instanceof ApiUnreachable)) throw error;
    return (await isThere(connection)) ? { kind: "timedOut" } : { kind: "unknown", why: error.message };
  }
}

/** Somebody else than the process gave this answer: the API server itself, as one of its Status objects. */
function ofAnswer(answer: Answer, latency: number): Visit {
  const { status, text } = answer;
  if (status < 400 || answer.headers["x-app-version"] !== undefined) return { kind: "answered", answer, latency };
  if (text.startsWith("error trying to reach service")) return { kind: "refused" };
  const said = statusObject(text);
  if (said === undefined) return { kind: "answered", answer, latency };
  const isAbsent = status === 404 || status === 503 || status === 502;
  return isAbsent ? { kind: "refused" } : { kind: "unknown", why: `the API server says: ${said.message ?? text}` };
}

function statusObject(text: string): { readonly message?: string } | undefined {
  try {
    const parsed = JSON.parse(text) as { kind?: string; apiVersion?: string; message?: string };
    return parsed.kind === "Status" && parsed.apiVersion === "v1" ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const asking = new WeakMap<object, Promise<boolean>>();

/** A process that does not answer is told from an API server that does not; many who wonder ask once. */
async function isThere(connection: Pick<Connection, "ask">): Promise<boolean> {
  const known = asking.get(connection);
  if (known !== undefined) return known;
  const asked = connection
    .ask({ method: "GET", path: "/version" })
    .then(
      ({ status }) => status < 500,
      () => false,
    )
    .finally(() => asking.delete(connection));
  asking.set(connection, asked);
  return asked;
}
