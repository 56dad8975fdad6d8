import type { Json, KubernetesObject } from "../../../../kubernetes.ts";
import type { Access } from "../../../access/access.ts";
import { compare } from "../../../api/apply/compare.ts";
import type { FieldNode } from "../../../api/apply/field-set.ts";
import { trackUpdate, type ManagedFieldsEntry } from "../../../api/apply/managed-fields.ts";
import { decodeBody, managerOf } from "../../../api/body.ts";
import { timestamp } from "../../../api/decode-scalar.ts";
import type { Mutable } from "../../../api/decode.ts";
import { define } from "../../../api/resources/define.ts";
import type { Resource } from "../../../api/resources/resource.ts";
import type { Caller, WriteOptions } from "../../../api/verbs.ts";
import type { Front } from "../../front.ts";

/** Somebody whose question is being answered. */
export interface Inquiry {
  /** Decoded, with its metadata. */
  readonly review: Mutable;
  readonly caller: Caller;
  readonly access: Access;
  readonly namespace: string | undefined;
  readonly front: Front;
}

/** A kind that is answered and not stored. */
export interface Review {
  readonly resource: Resource;
  /** Says what the review is answered with, beyond its kind. @throws StatusError */
  readonly answer: (inquiry: Inquiry) => { readonly [key: string]: Json | undefined };
}

export function defineReview(
  group: string,
  kind: string,
  answer: Review["answer"],
  more: Partial<Resource> = {},
): Review {
  const plural = `${kind.toLowerCase()}s`;
  const resource = define({
    group,
    version: "v1",
    kind,
    plural,
    namespaced: false,
    verbs: ["create"],
    ...more,
  });
  return { resource, answer };
}

/**
 * Decodes the body of a review as that of any other object, with the fields that the caller has set as its own.
 * @throws StatusError 400
 */
export function decodeReview(resource: Resource, body: KubernetesObject, options: WriteOptions, now: Date): Mutable {
  const review = decodeBody(resource, body, undefined, options);
  resource.setDefaults?.(review);
  const managed = trackUpdate(
    [],
    managerOf(resource, options),
    compare(resource.type, resource.zero, review),
    timestamp(now),
  );
  const { creationTimestamp: _, ...metadata } = (review["metadata"] ?? {}) as Mutable;
  return {
    ...review,
    metadata: { ...metadata, ...(managed.length === 0 ? {} : { managedFields: managed.map(inOrder) }) },
  };
}

/** Fields are written in the order of the alphabet. */
function inOrder(entry: ManagedFieldsEntry): ManagedFieldsEntry {
  return { ...entry, fieldsV1: sorted(entry.fieldsV1) };
}

function sorted(fields: FieldNode): FieldNode {
  const names = Object.keys(fields).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(fields[name]!)]));
}
