import { configData } from "../../config-hash.ts";
import { hostnameServed } from "../application/agnhost.ts";
import { Process, type Program } from "../application/process.ts";
import { timestamp } from "../kinds/condition.ts";
import type { Container, Pod } from "../kinds/pod.ts";
import { canonical, type ImageReference } from "../../image-reference.ts";
import { isKnownCommand } from "../application/shell/command.ts";
import { type Lookup, missingFromEnvironment } from "./config-references.ts";
import { ContainerLog } from "./container-log.ts";
import type { ContainerRecord, Run } from "./container-record.ts";
import { ContainerLife } from "./container-life.ts";
import { ensureImage, fieldPathOf, type Obstacle, type PullErrors } from "./image-puller.ts";
import type { PodState } from "./pod-state.ts";
import type { Session } from "./session.ts";

export interface StartRequest {
  readonly state: PodState;
  readonly pod: Pod;
  readonly record: ContainerRecord;
  readonly errors: PullErrors;
  /** The run whose end counts for the restart back-off; undefined when it does not wait. */
  readonly ended: Run | undefined;
}

/**
 * Starts one container: restart back-off, image, configuration, then the container itself. Calls `done` with the run, or
 * with undefined after noting on the record what is in the way.
 */
export function startContainer(session: Session, request: StartRequest, done: (run: Run | undefined) => void): void {
  const { pod, record, errors, ended } = request;
  const { recorder, lifetime, timings, random, api } = session;
  const about = { fieldPath: fieldPathOf(pod, record.name) };
  const blocked = (obstacle: Obstacle) => {
    record.obstacle = obstacle;
    done(undefined);
  };
  const failed = (obstacle: Obstacle, text: string) => {
    recorder.record(pod, { type: "Warning", reason: "Failed", message: `Error: ${text}`, ...about });
    blocked(obstacle);
  };

  const wait = restartDelay(session, request);
  if (wait !== undefined) {
    const message = `Back-off restarting failed container ${record.name} in pod ${nameOf(pod)}`;
    recorder.record(pod, { type: "Warning", reason: "BackOff", message, ...about });
    const detail = `back-off ${wait} restarting failed container=${record.name} pod=${nameOf(pod)}`;
    return blocked({ reason: "CrashLoopBackOff", message: detail });
  }
  if (ended !== undefined)
    session.crashBackOff.next(backOffKey(pod, record), { now: lifetime.now(), since: ended.end!.at });

  ensureImage(session, { pod, container: record.spec, errors }, (image) => {
    if (!image.ok) return failed(image.obstacle, image.obstacle.reason);
    const find: Lookup = (resource, name) => api.find(resource, pod.metadata.namespace, name);
    const missing = missingFromEnvironment(record.spec, pod.metadata.namespace ?? "default", find);
    const wrong = missing ?? rootProblem(pod, record.spec);
    if (wrong !== undefined) return failed({ reason: "CreateContainerConfigError", message: wrong }, wrong);
    lifetime.after(random.between(...timings.containerStart), () => {
      const run = createRun(session, request, image, find);
      record.begin(run);
      session.onProcesses?.();
      const event = (reason: string, message: string) =>
        recorder.record(pod, { type: "Normal", reason, message, ...about });
      event("Created", `Created container: ${record.name}`);
      event("Started", `Started container ${record.name}`);
      const { command, version } = run.process;
      if (command === undefined) run.log.write(lifetime.wallTime(), `starting version ${version}`);
      done(run);
    });
  });
}

interface Identity {
  readonly runAsUser?: number;
  readonly runAsNonRoot?: boolean;
}

/** A container that must not run as root and is told to. Whom an image means by itself is not known here. */
function rootProblem(pod: Pod, container: Container): string | undefined {
  const given = { ...(pod.spec["securityContext"] as Identity), ...(container["securityContext"] as Identity) };
  if (given.runAsNonRoot !== true || given.runAsUser !== 0) return undefined;
  return `container's runAsUser breaks non-root policy (pod: ${JSON.stringify(nameOf(pod))}, container: ${container.name})`;
}

/** How long the container has to wait, as Go prints it; undefined when it may start. */
function restartDelay({ crashBackOff, lifetime }: Session, { pod, record, ended }: StartRequest): string | undefined {
  const key = backOffKey(pod, record);
  if (ended === undefined || !crashBackOff.waitsSince(key, ended.end!.at, lifetime.now())) return undefined;
  const seconds = crashBackOff.delay(key) / 1000;
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

function createRun(
  { lifetime, random, programs }: Session,
  { state, record }: StartRequest,
  { reference, digest }: { readonly reference: ImageReference; readonly digest: string },
  find: Lookup,
): Run {
  const program = {
    ...programOf(programs, state.pod, record.spec, { reference, digest }),
    command: commandOf(record.spec),
  };
  let id = "";
  while (id.length < 64) id += random.below(0x1_0000_0000).toString(16).padStart(8, "0");
  let life: ContainerLife | undefined;
  const run: Run = {
    id: `containerd://${id}`,
    image: canonical(reference.tag === undefined ? reference : { ...reference, digest: undefined }),
    imageID: canonical({ ...reference, digest }),
    process: new Process(program, lifetime.now(), readConfig(program, find)),
    startedAt: timestamp(lifetime.wallTime()),
    log: new ContainerLog(),
    life: () => (life ??= new ContainerLife(state, record, run)),
    hasLife: () => life !== undefined,
    end: undefined,
  };
  // What its volumes and variables are made from has to be looked at now.
  if (program.command !== undefined || readsObjects(record.spec, state.pod)) run.life();
  return run;
}

function programOf(
  programs: Session["programs"],
  { metadata, spec }: Pod,
  container: Container,
  { reference, digest }: { readonly reference: ImageReference; readonly digest: string },
): Program {
  const program = programs.of(digest, reference);
  if (programs.declares(digest)) return program;
  const hostname = (spec["hostname"] as string | undefined) ?? metadata.name;
  const serves = hostnameServed(reference, argvOf(container), hostname);
  return serves === undefined ? program : { ...program, behaviour: { ...program.behaviour, serves } };
}

/**
 * What the container runs of its own; undefined when that is the image's program, or one of which nothing is known here.
 * Arguments alone are taken for a command: what an image has for an entry point usually hands such a one on.
 */
function commandOf(container: Container): readonly string[] | undefined {
  const argv = argvOf(container);
  return isKnownCommand(argv) ? argv : undefined;
}

function argvOf(container: Container): readonly string[] {
  return [...((container["command"] ?? []) as string[]), ...((container["args"] ?? []) as string[])];
}

function readsObjects(container: Container, { spec }: Pod): boolean {
  const variables = (container["env"] ?? []) as readonly { readonly valueFrom?: unknown }[];
  const fromObjects = container["envFrom"] !== undefined || variables.some(({ valueFrom }) => valueFrom !== undefined);
  const volumes = (spec["volumes"] ?? []) as readonly { readonly configMap?: unknown; readonly secret?: unknown }[];
  return fromObjects || volumes.some(({ configMap, secret }) => (configMap ?? secret) !== undefined);
}

/** The values of all ConfigMaps and Secrets that the program reads; undefined when it reads none. */
function readConfig({ behaviour }: Program, find: Lookup): Readonly<Record<string, string>> | undefined {
  if (behaviour.readsConfig.length === 0) return undefined;
  const objects = behaviour.readsConfig.flatMap((name) => [find("configmaps", name), find("secrets", name)]);
  return Object.assign({}, ...objects.map((object) => (object === undefined ? {} : configData(object))));
}

function backOffKey(pod: Pod, record: ContainerRecord): string {
  return `${pod.metadata.uid}_${record.name}`;
}

/** How the kubelet names a pod in messages. */
export function nameOf({ metadata: { name, namespace, uid } }: Pod): string {
  return `${name}_${namespace}(${uid})`;
}
