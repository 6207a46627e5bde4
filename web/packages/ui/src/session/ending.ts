/** The end of an identifier inside a text, where no element can give it the direction of its own that it needs. */
export function ending(hint: string): string {
  return hint === "" ? "" : ` \u2066…${hint}\u2069`;
}
