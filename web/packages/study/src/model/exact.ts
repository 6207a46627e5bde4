/**
 * Exact fractions for marks. The server computes with exact numbers and rounds once, when a figure is printed; a
 * possible average that used floating point would now and then differ from the real one by a hundredth.
 */
export interface Exact {
  readonly num: number;
  readonly den: number;
}

function gcd(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

export function exact(num: number, den = 1): Exact {
  const g = gcd(Math.abs(num), den) || 1;
  return { num: num / g, den: den / g };
}

export const add = (a: Exact, b: Exact): Exact => exact(a.num * b.den + b.num * a.den, a.den * b.den);
export const times = (a: Exact, b: Exact): Exact => exact(a.num * b.num, a.den * b.den);
export const over = (a: Exact, b: Exact): Exact =>
  b.num < 0 ? exact(-a.num * b.den, a.den * -b.num) : exact(a.num * b.den, a.den * b.num);

/** Reads `7`, `0.5` and `2/3`; undefined for anything else. */
export function parseExact(text: string): Exact | undefined {
  const fraction = /^(\d+)\/([1-9]\d*)$/.exec(text);
  if (fraction) return exact(Number(fraction[1]), Number(fraction[2]));
  const decimal = /^(\d+)(?:\.(\d{1,4}))?$/.exec(text);
  if (!decimal) return undefined;
  const digits = decimal[2] ?? "";
  return exact(Number(decimal[1] + digits), 10 ** digits.length);
}

/** Prints two decimals, a half hundredth upwards, as the server does: 13.125 is `13.13`. */
export function print(value: Exact): string {
  const hundredths = Math.floor((value.num * 200 + value.den) / (2 * value.den));
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}
