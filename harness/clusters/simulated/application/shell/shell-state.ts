/** What a shell knows and what its commands change. */
export interface ShellState {
  readonly variables: Map<string, string>;
  readonly exported: Set<string>;
  cwd: string;
  positional: readonly string[];
  /** `$0`: what complaints begin with. */
  readonly name: string;
  readonly pid: number;
  readonly depth: number;
  lastExit: number;
  stopsOnError: boolean;
  traces: boolean;
}
