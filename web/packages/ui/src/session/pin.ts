/** PINs that somebody tries first: one digit over and over, digits in a row up or down, a pair again and again, the middle of the pad. */
export function isCommonPin(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, i) => (digit - (digits[i] ?? 0) + 10) % 10);
  // 7890 goes up, and so does 9012; 1098 goes down.
  const even = (step: number): boolean => steps.every((one) => one === step);
  return even(0) || even(1) || even(9) || /^(\d\d)\1+$/.test(pin) || /^(\d)\1(\d)\2$/.test(pin) || pin === "2580" || pin === "0852";
}
