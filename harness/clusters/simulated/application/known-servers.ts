import type { ImageReference } from "../../image-reference.ts";

/** Public images whose program runs until it is stopped; of all others nobody can know. */
const servers: ReadonlySet<string> = new Set([
  "agnhost",
  "caddy",
  "envoy",
  "haproxy",
  "httpd",
  "mariadb",
  "memcached",
  "mysql",
  "nginx",
  "nginx-new",
  "pause",
  "postgres",
  "rabbitmq",
  "redis",
  "traefik",
]);

/** Whether an image's program is known to run for ever, even where one that runs to its end is expected. */
export function isServer({ repository }: ImageReference): boolean {
  return servers.has(repository.slice(repository.lastIndexOf("/") + 1));
}
