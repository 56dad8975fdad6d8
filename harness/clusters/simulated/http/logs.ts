/** One container whose log is wanted. */
export interface LogAddress {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** The container before the last restart. */
  readonly previous: boolean;
}

export interface LogLine {
  /** When it was written, RFC 3339. */
  readonly at: string;
  readonly text: string;
}

/** Where the output of containers is kept: the kubelets. */
export interface LogSource {
  /** What has been written so far, oldest first; undefined when there has been no such container. */
  read(address: LogAddress): readonly LogLine[] | undefined;
  /** Calls `onLine` for every line written from now on and `onEnd` once, when the container ends. */
  follow(address: LogAddress, onLine: (line: LogLine) => void, onEnd: () => void): { stop(): void };
}
