/** Gives out the pod addresses of one node, each to one pod at a time, in turn so that an address is not reused at once. */
export class PodAddresses<Owner> {
  readonly #subnet: string;
  readonly #owners = new Map<string, Owner>();
  readonly #onChange: (() => void) | undefined;
  #last = 1;

  constructor(subnet: string, onChange?: () => void) {
    this.#subnet = subnet;
    this.#onChange = onChange;
  }

  take(owner: Owner): string {
    for (let tries = 0; tries < 253; tries++) {
      this.#last = this.#last >= 254 ? 2 : this.#last + 1;
      const address = `${this.#subnet}.${this.#last}`;
      if (this.#owners.has(address)) continue;
      this.#owners.set(address, owner);
      this.#onChange?.();
      return address;
    }
    throw new Error(`all pod addresses of ${this.#subnet}.0/24 are taken`);
  }

  owner(address: string): Owner | undefined {
    return this.#owners.get(address);
  }

  free(address: string): void {
    this.#owners.delete(address);
    this.#onChange?.();
  }
}
