/**
 * The names of brothers and sisters without the family name that they share, so that several fit beside each other. It
 * stands first or last: schools write it both ways. At least one word of each stays, and two that would read alike
 * stay whole.
 */
export function shortNames(names: readonly string[]): string[] {
  if (names.length < 2) return [...names];
  const words = names.map((n) => n.trim().split(/\s+/));
  const most = Math.min(...words.map((w) => w.length)) - 1;
  const first = shared(words, most);
  const last = first > 0 ? 0 : shared(words.map((w) => [...w].reverse()), most);
  const short = words.map((w) => w.slice(first, w.length - last).join(" "));
  return new Set(short).size === short.length ? short : [...names];
}

/** A name after the French "de". */
export function ofName(name: string): string {
  return (/^[aeiou]/i.test(name.normalize("NFD")) ? "d’" : "de ") + name;
}

/** How many words all begin with. */
function shared(words: readonly string[][], most: number): number {
  let n = 0;
  while (n < most && words.every((w) => w[n] === words[0]?.[n])) n += 1;
  return n;
}
