import { requirementsOf, matches, type LabelSelector } from "../api/selectors.ts";
import type { Labels } from "../kinds/labels.ts";
import type { Node } from "../kinds/node.ts";
import type { Pod } from "../kinds/pod.ts";

/** A node and the pods that are on it. */
export interface Place {
  readonly node: Node;
  readonly pods: readonly Pod[];
}

/** What decides besides a node itself: every node with its pods. */
export interface Neighbourhood {
  readonly places: readonly Place[];
  namespaceLabels(name: string): Labels | undefined;
}

interface Term {
  readonly topologyKey: string;
  readonly labelSelector?: LabelSelector;
  readonly namespaces?: readonly string[];
  readonly namespaceSelector?: LabelSelector;
}

interface Terms {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly Term[];
}

const affinityOf = ({ spec }: Pod) =>
  (spec["affinity"] ?? {}) as { readonly podAffinity?: Terms; readonly podAntiAffinity?: Terms };
const required = (terms: Terms | undefined) => terms?.requiredDuringSchedulingIgnoredDuringExecution ?? [];

/** Whether the pod says beside whom it may not be. */
export function keepsAway(pod: Pod): boolean {
  return required(affinityOf(pod).podAntiAffinity).length > 0;
}

/** Whether the pod wants to be where certain pods are, or are not. */
export function mindsOthers(pod: Pod): boolean {
  return keepsAway(pod) || required(affinityOf(pod).podAffinity).length > 0;
}

/** Why a node cannot take a pod for the sake of the pods around it, in the words of the real scheduler. */
export function affinityObstacle(pod: Pod, node: Node, around: Neighbourhood): string | undefined {
  const { podAffinity, podAntiAffinity } = affinityOf(pod);
  if (!isNearEnough(pod, node, required(podAffinity), around)) return "node(s) didn't match pod affinity rules";
  const beside = (term: Term, from: Pod, wanted: (other: Pod) => boolean) =>
    node.metadata.labels?.[term.topologyKey] !== undefined &&
    podsIn(node, term.topologyKey, around).some((other) => wanted(other) && concerns(term, from, other, around));
  if (required(podAntiAffinity).some((term) => beside(term, pod, () => true)))
    return "node(s) didn't match pod anti-affinity rules";
  const isUnwanted = around.places.some((place) =>
    place.pods.some((other) =>
      required(affinityOf(other).podAntiAffinity).some(
        (term) => sameDomain(node, place.node, term.topologyKey) && concerns(term, other, pod, around),
      ),
    ),
  );
  return isUnwanted ? "node(s) didn't satisfy existing pods anti-affinity rules" : undefined;
}

/** The first pod of a group that wants to be together may be anywhere where there is such a place. */
function isNearEnough(pod: Pod, node: Node, terms: readonly Term[], around: Neighbourhood): boolean {
  if (terms.some(({ topologyKey }) => node.metadata.labels?.[topologyKey] === undefined)) return false;
  const meetsAll = (other: Pod) => terms.every((term) => concerns(term, pod, other, around));
  if (terms.every(({ topologyKey }) => podsIn(node, topologyKey, around).some(meetsAll))) return true;
  return meetsAll(pod) && !around.places.some(({ pods }) => pods.some(meetsAll));
}

/** Whether a pod is one of those that a term of another one speaks of. */
function concerns(term: Term, from: Pod, other: Pod, { namespaceLabels }: Neighbourhood): boolean {
  const { namespace = "default", labels } = other.metadata;
  const { namespaces = [], namespaceSelector } = term;
  const own = namespaces.length === 0 && namespaceSelector === undefined;
  const isMeant =
    (own && namespace === (from.metadata.namespace ?? "default")) ||
    namespaces.includes(namespace) ||
    selected(namespaceSelector, namespaceLabels(namespace));
  return isMeant && selected(term.labelSelector, labels);
}

/** An absent selector selects nothing. */
export function selected(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  const requirements = requirementsOf(selector);
  return requirements !== undefined && matches(requirements, labels);
}

function podsIn(node: Node, key: string, { places }: Neighbourhood): readonly Pod[] {
  return places.filter((place) => sameDomain(node, place.node, key)).flatMap(({ pods }) => pods);
}

function sameDomain(a: Node, b: Node, key: string): boolean {
  const value = a.metadata.labels?.[key];
  return value !== undefined && value === b.metadata.labels?.[key];
}
