/** A container as a pod's template describes it. */
export interface Container {
  readonly name: string;
  readonly ports?: readonly { readonly containerPort: number }[];
}

/** Port that the stand-in listens on where its container declares none. */
const usualPort = 8080;

/** Ports that the stand-in listens on as this container, one at least. */
export function portsOf({ ports = [] }: Container): readonly number[] {
  return ports.length === 0 ? [usualPort] : ports.map(({ containerPort }) => containerPort);
}
