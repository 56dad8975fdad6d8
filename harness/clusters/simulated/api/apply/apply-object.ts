import type { Json, KubernetesObject } from "../../../kubernetes.ts";
import type { Resource } from "../resources/resource.ts";
import type { Server } from "../server.ts";
import { badRequest } from "../status-error.ts";
import type { WriteOptions } from "../verbs.ts";

export function applyObject(_s: Server, _r: Resource, _ns: string | undefined, _n: string, _b: Json | KubernetesObject, _o: WriteOptions): KubernetesObject {
  throw badRequest("server-side apply is not served yet");
}
