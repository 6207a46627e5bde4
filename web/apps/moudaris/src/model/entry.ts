import { readMark, type Refusal } from "@massar/study/model/typed.ts";

export type { Refusal } from "@massar/study/model/typed.ts";

/** What a teacher may write into a cell. MISSING clears it. */
export type Entry = { mark: string } | { state: "ABSENT" | "EXEMPT" | "MISSING" };

/** One key that says a state, on an Arabic and on a French keyboard. */
const keys: Readonly<Record<string, "ABSENT" | "EXEMPT">> = {
  a: "ABSENT",
  "غ": "ABSENT",
  e: "EXEMPT",
  d: "EXEMPT",
  "م": "EXEMPT",
};

/** Words of both languages as sheets have them; folded, see `fold`. */
const words: Readonly<Record<string, "ABSENT" | "EXEMPT">> = {
  ...keys,
  "غايب": "ABSENT",
  "غايبه": "ABSENT",
  abs: "ABSENT",
  absent: "ABSENT",
  absente: "ABSENT",
  "معفي": "EXEMPT",
  "معفيه": "EXEMPT",
  "معفاه": "EXEMPT",
  exempt: "EXEMPT",
  exempte: "EXEMPT",
  disp: "EXEMPT",
  dispense: "EXEMPT",
  dispensee: "EXEMPT",
};

const invisible = /[\u200e\u200f\u061c\ufeff\u202a-\u202e\u2066-\u2069]/g;

/** fold joins the spellings that people write for one another: hamza, alef and ya, ta marbuta, accents, case. */
export function fold(text: string): string {
  return text
    .replace(invisible, "")
    .replace(/[أإآٱ]/g, "ا")
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "")
    .replace(/[ئىی]/g, "ي")
    .replace(/ة/g, "ه")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** The state that one key says while a cell is chosen. */
export function keyState(key: string): "ABSENT" | "EXEMPT" | undefined {
  return keys[key.toLowerCase()];
}

/** Reads what was typed or pasted into a cell. The server judges by the same rules; this says it at once. */
export function readEntry(text: string, scale: number): Entry | { refusal: Refusal } {
  const word = words[fold(text).replace(/\.$/, "")];
  if (word) return { state: word };
  // "1 4" is two numbers, not fourteen.
  if (/[\d٠-٩۰-۹]\s+[\d٠-٩۰-۹]/.test(text.replace(invisible, ""))) return { refusal: "MARK_NOT_A_NUMBER" };
  const typed = readMark(text, scale);
  return "empty" in typed ? { state: "MISSING" } : typed;
}

/** Whether two contents of a cell are the same. */
export function sameEntry(a: { mark?: string | undefined; state?: string | undefined }, b: { mark?: string | undefined; state?: string | undefined }): boolean {
  const stateOf = (e: { mark?: string | undefined; state?: string | undefined }): string => {
    if (e.mark !== undefined && e.mark !== "") return e.mark;
    // An absence that is not decided yet was typed as an absence.
    return e.state === "PENDING" ? "ABSENT" : (e.state ?? "MISSING");
  };
  return stateOf(a) === stateOf(b);
}
