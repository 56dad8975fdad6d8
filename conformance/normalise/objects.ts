import { gunzipSync } from "node:zlib";
import { stringify } from "yaml";
import type { Json } from "../access.ts";
import { hiccups } from "./output.ts";
import { withAliases, type Alias } from "./names.ts";
import { withoutVolatile } from "./rules.ts";

/** Objects as YAML documents; those that are alike once chance is taken out stand there once, with their number. */
export function describeObjects(objects: readonly Json[], list: readonly Alias[]): string {
  const texts = objects.map((object) => withAliases(withoutVolatile(spell(object)), list));
  // A hash that could be read as a number stands in quotes.
  return counted(texts.map((text) => text.replace(/: "(<(?:hash|revision)\d+>)"$/gm, ": $1"))).join("\n---\n");
}

function spell({ metadata: { managedFields = [], ...metadata }, ...object }: Json): string {
  const written =
    object.kind === "EndpointSlice"
      ? slice(object, metadata)
      : managed(object.type === "helm.sh/release.v1" ? withRelease(object) : object, metadata, managedFields);
  return stringify(written, { sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
}

/** One update or several, and which of them was the last: that depends on how close to each other its pods became ready. */
function slice(object: Json, { generation: _generation, annotations: _trigger, ...metadata }: Json): Json {
  return { ...object, metadata };
}

/** What Helm keeps of a revision, unpacked; the chart, which stands beside the script, is left out. */
function withRelease({ data, ...secret }: Json): Json {
  const packed = Buffer.from(Buffer.from(data.release, "base64").toString(), "base64");
  const { chart: _chart, ...release } = JSON.parse(gunzipSync(packed).toString()) as Json;
  return { ...secret, release };
}

function managed(object: Json, metadata: Json, managedFields: readonly Json[]): Json {
  // Managers that wrote within the same second are in the order of their names.
  const managers = managedFields
    .map(({ fieldsV1, time: _time, ...owner }) => ({ ...owner, fields: JSON.stringify(sorted(fieldsV1)) }))
    .sort((a, b) => (managerKey(a) < managerKey(b) ? -1 : 1));
  return { ...object, metadata: { ...metadata, managers } };
}

function sorted(fields: Json): Json {
  const names = Object.keys(fields).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(fields[name])]));
}

const managerKey = ({ manager, operation, subresource, apiVersion }: Json) =>
  [manager, operation, subresource, apiVersion].join();

/**
 * Events of each object in the order in which they came first. Between objects there is no order: what the kubelets of two
 * pods do is chance.
 */
export function describeEvents(events: readonly Json[], list: readonly Alias[]): string {
  const byObject = Map.groupBy(events, ({ involvedObject: { kind, name } }: Json) => `${kind}/${name}`);
  const stories = [...byObject].map(([object, own]) => {
    const lines = told(own).map(
      ({ type, reason, message }: Json) => `  ${type} ${reason}: ${String(message).trimEnd()}`,
    );
    const story = withAliases(withoutVolatile([object, ...lines].join("\n")), list);
    return withoutRepeatedTries(story.split("\n")).join("\n");
  });
  return counted(stories).join("\n");
}

/** How often something was tried in vain, and so from when on tries are told together, is chance. */
function withoutRepeatedTries(lines: readonly string[]): readonly string[] {
  const tries = lines.map((line) => line.replace("FailedCreate: (combined from similar events): ", "FailedCreate: "));
  return tries.filter((line, i) => !/ Failed(Create|Scheduling): /.test(line) || tries.indexOf(line) === i);
}

/** A scheduler that preempts a pod tells of it while the kubelet already stops the pod: who is heard first is chance. */
function preemptedFirst(events: readonly Json[]): readonly Json[] {
  const preempted = events.filter(({ reason }) => reason === "Preempted");
  const stopped = events.findIndex(({ reason }) => reason === "Killing" || reason === "Preempted");
  return preempted.length === 0
    ? events
    : [
        ...events.slice(0, stopped),
        ...preempted,
        ...events.slice(stopped).filter((event) => !preempted.includes(event)),
      ];
}

/** Whether a probe meets a pod that is being stopped is chance. */
function told(events: readonly Json[]): readonly Json[] {
  const killed = events.findIndex(({ reason }) => reason === "Killing");
  return preemptedFirst(events).filter(
    ({ reason, message }, i) =>
      !(killed >= 0 && i > killed && reason === "Unhealthy") && !hiccups.some((hiccup) => hiccup.test(message)),
  );
}

function counted(texts: readonly string[]): readonly string[] {
  const alike = Map.groupBy([...texts].sort(), (text) => text);
  return [...alike].map(([text, all]) => (all.length === 1 ? text : `# ${all.length} times\n${text}`));
}
