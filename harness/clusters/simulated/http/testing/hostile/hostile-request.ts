/** A request that a client with a token might send, however wrong it is. */
export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export const jsonType = { "Content-Type": "application/json" };
