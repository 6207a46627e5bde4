/** Moves what has just appeared into sight: a refusal below the fold of a dialog would not be read. */
export function bringIntoView(node: HTMLElement): void {
  node.scrollIntoView({ block: "center" });
}
