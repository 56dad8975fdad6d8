import type { KubernetesObject } from "../kubernetes.ts";
import type { WorldSpec } from "../world.ts";
import { namespaceOf } from "./names.ts";

/** The same world in the run's own namespace. Shaping twice changes nothing more. */
export function shapeWorld(spec: WorldSpec): WorldSpec {
  const { application, images, runId } = spec;
  const from = application.namespace;
  const namespace = namespaceOf(runId);
  const move = (objects: readonly KubernetesObject[]) => objects.map((object) => moved(object, from, namespace));
  return {
    ...spec,
    images: mapValues(images, (image) =>
      image.manifests === undefined ? image : { ...image, manifests: move(image.manifests) },
    ),
    application: { ...application, namespace, manifests: mapValues(application.manifests, move) },
  };
}

function moved(object: KubernetesObject, from: string, to: string): KubernetesObject {
  const { kind, metadata } = object;
  if (kind === "Namespace") return metadata.name === from ? { ...object, metadata: { ...metadata, name: to } } : object;
  if (metadata.namespace !== undefined && metadata.namespace !== from) return object;
  const inPlace = { ...object, metadata: { ...metadata, namespace: to } };
  return kind === "RoleBinding" ? { ...inPlace, subjects: subjectsIn(object, from, to) } : inPlace;
}

interface Subject {
  readonly namespace?: string;
}

/** Service accounts of the application are its own in the other namespace too. */
function subjectsIn({ subjects = [] }: KubernetesObject, from: string, to: string): readonly Subject[] {
  return (subjects as readonly Subject[]).map((subject) =>
    subject.namespace === from ? { ...subject, namespace: to } : subject,
  );
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
