import { idempotent } from "@massar/api";
import { problemOf, type Problem } from "@massar/ui/session/index.ts";

/** The headers of a write: its idempotency key. */
type Once = ReturnType<typeof idempotent>;

/**
 * One write of a screen: whether it is under way, what it was refused with, and its idempotency key. The same intent
 * that is sent again after an error keeps its key, so that an answer lost on the way does not make it happen twice;
 * another intent, and the one after a success, has a new key.
 */
export class Write {
  #busy = $state(false);
  #problem = $state.raw<Problem>();
  #error = $state.raw<unknown>();
  #intent: { said: string; once: Once } | undefined;

  get busy(): boolean {
    return this.#busy;
  }
  /** Why the last try failed, in the API's words. */
  get problem(): Problem | undefined {
    return this.#problem;
  }
  /** The same as it was thrown: for fieldProblem, and for what an ApiError names in meta. */
  get error(): unknown {
    return this.#error;
  }

  /** Takes the refusal away: a dialog is opened afresh. */
  clear(): void {
    this.#problem = undefined;
    this.#error = undefined;
  }

  /** Sends once at a time. `intent` is all that is asked, such as the path and the body. Undefined where it failed. */
  async run<T>(intent: unknown, send: (once: Once) => Promise<T>): Promise<{ value: T } | undefined> {
    if (this.#busy) return undefined;
    const said = JSON.stringify(intent);
    if (this.#intent?.said !== said) this.#intent = { said, once: idempotent() };
    this.#busy = true;
    this.clear();
    try {
      const value = await send(this.#intent.once);
      this.#intent = undefined;
      return { value };
    } catch (error) {
      this.#error = error;
      this.#problem = problemOf(error);
      return undefined;
    } finally {
      this.#busy = false;
    }
  }
}
