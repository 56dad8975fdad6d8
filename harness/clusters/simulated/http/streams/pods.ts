import type { SessionOptions } from "../../kubelet/container-life.ts";

/** A container in which something is to be done. */
export interface ContainerAddress {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** Somebody at the other end of a connection into a pod. */
export interface Caller {
  write(bytes: Buffer): void;
  end(): void;
}

/** A connection into a pod. */
export interface PodConnection {
  data(bytes: Buffer): void;
  /** Nothing more comes. */
  end(): void;
  /** The other end is gone. */
  close(): void;
}

/** What kubelets do for those who stream to and from pods. Refusals are texts of the kubelet or the container runtime. */
export interface PodStreams {
  /** Runs a command; the function that comes back ends it, a text says why there is no such container. */
  exec(address: ContainerAddress, command: readonly string[], options: SessionOptions): (() => void) | string;
  attach(address: ContainerAddress, options: SessionOptions): (() => void) | string;
  /** Connects to a port inside a pod, or says why that failed. */
  connect(namespace: string, pod: string, port: number, caller: Caller): PodConnection | string;
  /** Whether the node has this pod at all. */
  has(namespace: string, pod: string): boolean;
}
