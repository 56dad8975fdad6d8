import type { UserInfo } from "../api/verbs.ts";
import type { PolicyRule } from "./rules.ts";

/** What a request wants to do. */
export type Attributes = ResourceAttributes | PathAttributes;

export interface ResourceAttributes {
  readonly kind: "resource";
  /** `get`, `list`, …; empty for methods that have none, such as OPTIONS. */
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** Empty is the whole cluster. */
  readonly namespace: string;
  /** Empty for collections. */
  readonly name: string;
}

/** An address that is none of the API's objects: `/version`, `/metrics`. */
export interface PathAttributes {
  readonly kind: "path";
  readonly verb: string;
  readonly path: string;
}

export interface Decision {
  readonly allowed: boolean;
  /** Why, as reviews and refusals tell it; may be empty. */
  readonly reason: string;
}

/** Rules that hold for a user. */
export interface RulesOfUser {
  readonly rules: readonly PolicyRule[];
  /** Roles that are bound and do not exist. */
  readonly missing: readonly RoleReference[];
}

/** The role that a binding refers to. */
export interface RoleReference {
  readonly kind: string;
  readonly name: string;
}

/** What users may do in one cluster. */
export interface Access {
  authorize(user: UserInfo, attributes: Attributes): Decision;
  /** All that holds for a user in a namespace; an empty one asks for what holds everywhere. */
  rulesFor(user: UserInfo, namespace: string): RulesOfUser;
  /** The rules of a role; undefined when there is none. @param namespace of a Role */
  rulesOf(role: RoleReference, namespace: string): readonly PolicyRule[] | undefined;
}
