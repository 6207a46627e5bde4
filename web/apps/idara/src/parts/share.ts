/** A share between 0 and 1; undefined where there is nothing to divide by. */
export function share(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined;
}
