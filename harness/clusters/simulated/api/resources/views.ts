import { define } from "./define.ts";
import type { Resource } from "./resource.ts";
export const views: Readonly<Record<string, Resource>> = {};
void define;
