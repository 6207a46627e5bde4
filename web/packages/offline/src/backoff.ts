import type { Clock } from "./ports.ts";

const firstMs = 2_000;
const longestMs = 2 * 60_000;

/** Backoff tries again later, each time later, and never at the same moment as everybody else. */
export class Backoff {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #run: () => void;
  #tries = 0;
  #cancel: (() => void) | undefined;
  #notBefore = 0;

  constructor(clock: Clock, random: () => number, run: () => void) {
    this.#clock = clock;
    this.#random = random;
    this.#run = run;
  }

  /** Plans the next try; `atLeast` is what the server asked for, in milliseconds. */
  again(atLeast = 0): void {
    this.#cancel?.();
    const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(this.#tries++, 16));
    // Half of it is certain, half is chance: a whole school that lost its network must not come back in one second.
    const wait = Math.max(atLeast, ceiling / 2 + (this.#random() * ceiling) / 2);
    this.#notBefore = atLeast > 0 ? this.#clock.now() + atLeast : 0;
    this.#cancel = this.#clock.after(wait, () => {
      this.#cancel = undefined;
      this.#run();
    });
  }

  /** Whether another try is planned. */
  get planned(): boolean {
    return this.#cancel !== undefined;
  }

  /** Whether the server asked not to be called yet. */
  get held(): boolean {
    return this.#notBefore > this.#clock.now();
  }

  /** It worked: the next failure starts from the beginning. */
  reset(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#tries = 0;
    this.#notBefore = 0;
  }
}
