/** Why a typed mark cannot stand; the names are those of the API's reasons. */
export type Refusal = "MARK_NOT_A_NUMBER" | "MARK_NEGATIVE" | "MARK_ABOVE_SCALE" | "MARK_TOO_PRECISE";

export type Typed = { mark: string } | { refusal: Refusal } | { empty: true };

/** Digits as Arabic and Persian keyboards type them, in the digits that the API reads. */
export function westernDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/**
 * Reads a mark as people type it: a decimal point, a comma or the Arabic separator, Western or Arabic-Indic digits.
 * More than two decimals are refused and never rounded: what stands there is what counts.
 */
export function readMark(text: string, scale: number): Typed {
  const plain = westernDigits(text)
    .replace(/[\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[,،٫]/, ".");
  if (plain === "") return { empty: true };
  const found = /^([-−]?)(\d*)(?:\.(\d*))?$/.exec(plain);
  const whole = found?.[2] ?? "";
  const decimals = found?.[3] ?? "";
  if (!found || whole + decimals === "") return { refusal: "MARK_NOT_A_NUMBER" };
  if (found[1]) return { refusal: "MARK_NEGATIVE" };
  if (decimals.length > 2) return { refusal: "MARK_TOO_PRECISE" };
  const hundredths = Number(whole || "0") * 100 + Number(decimals.padEnd(2, "0"));
  if (hundredths > scale * 100) return { refusal: "MARK_ABOVE_SCALE" };
  return { mark: `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}` };
}
