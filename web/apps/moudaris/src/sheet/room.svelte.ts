/** The part of the screen that is left when a keypad is up: some browsers shrink the page for it, some cover it. */
import { tick } from "svelte";

/** Under this height of what is seen a keypad is up, or a phone lies on its side. */
const lowest = 520;

export class Room {
  top = $state(0);
  height = $state(innerHeight);
  /** Columns move with it. */
  width = $state(innerWidth);
  /** A phone: what belongs to the cell in hand stands at the foot of the screen. */
  readonly narrow = $derived(this.width < 900);
  readonly low = $derived(this.height <= lowest);

  /** Follows the screen until the function that is given back is called. */
  watch(): () => void {
    const seen = window.visualViewport;
    const look = (): void => {
      // Who enlarges the page with two fingers sees less of it too; that is no keypad.
      const plain = !seen || seen.scale < 1.05;
      this.top = plain ? (seen?.offsetTop ?? 0) : 0;
      this.height = plain ? (seen?.height ?? innerHeight) : innerHeight;
      this.width = innerWidth;
    };
    look();
    void tick().then(look);
    const from: EventTarget = seen ?? window;
    from.addEventListener("resize", look);
    from.addEventListener("scroll", look);
    return () => {
      from.removeEventListener("resize", look);
      from.removeEventListener("scroll", look);
    };
  }
}
