/**
 * The names of brothers and sisters without the family name that they share, so that several fit beside each other.
 * At least one word of each stays, and two that would read alike stay whole.
 */
export function shortNames(names: readonly string[]): string[] {
  if (names.length < 2) return [...names];
  const words = names.map((n) => n.trim().split(/\s+/));
  let shared = 0;
  const most = Math.min(...words.map((w) => w.length)) - 1;
  const last = (w: readonly string[], back: number): string | undefined => w[w.length - 1 - back];
  while (shared < most && words.every((w) => last(w, shared) === last(words[0] ?? [], shared))) shared += 1;
  const short = words.map((w) => w.slice(0, w.length - shared).join(" "));
  return new Set(short).size === short.length ? short : [...names];
}
