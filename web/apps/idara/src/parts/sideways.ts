/** Tells whether something of a frame that moves sideways stands outside it, at its end: a shadow and a sentence say so. */
export function sideways(tell: (rest: boolean) => void): (frame: HTMLElement) => () => void {
  return (frame) => {
    // Where text runs from right to left the way to the end is counted below zero.
    const look = (): void => tell(frame.scrollWidth - frame.clientWidth - Math.abs(frame.scrollLeft) > 2);
    const size = new ResizeObserver(look);
    size.observe(frame);
    if (frame.firstElementChild) size.observe(frame.firstElementChild);
    frame.addEventListener("scroll", look, { passive: true });
    return () => {
      size.disconnect();
      frame.removeEventListener("scroll", look);
    };
  };
}
