/** What one look at the machine found, and what to do where it is not ok. */
export type Finding = Sound | Problem;

interface Sound {
  readonly name: string;
  readonly state: "ok";
  readonly detail: string;
}

interface Problem {
  readonly name: string;
  /**
   * `limited` does for some drills, and `unknown` could not be looked at. `missing` is what only some drills need. `wrong` is
   * what all need, or what is here and does not work.
   */
  readonly state: "limited" | "unknown" | "missing" | "wrong";
  readonly detail: string;
  readonly advice: string;
}
