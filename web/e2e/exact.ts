// Averages as a reader of the screen checks them with pencil and paper: in hundredths, rounded once at the end.

/** `12.50/20` and `7` in hundredths; undefined where no number stands. */
export function hundredths(text: string): number | undefined {
  const found = /(\d+)(?:\.(\d{1,2}))?/.exec(text);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : undefined;
}

/** What the values weigh together, as a screen prints it: two decimals, a half upwards. */
export function weighed(parts: readonly { value: number; weight: number }[]): string {
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  const sum = parts.reduce((all, { value, weight }) => all + value * weight, 0);
  const rounded = Math.floor((2 * sum + whole) / (2 * whole));
  return `${Math.floor(rounded / 100)}.${String(rounded % 100).padStart(2, "0")}`;
}
