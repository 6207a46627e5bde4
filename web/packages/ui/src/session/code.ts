/** Codes printed by the school office: thirteen characters of Crockford's base 32, printed 4-4-5. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const codeLength = 13;

/** What people type becomes what is printed: any case, any dashes and spaces, I and L for 1, O for 0. */
export function cleanCode(typed: string): string {
  return [...typed.toUpperCase()]
    .map((c) => (c === "I" || c === "L" ? "1" : c === "O" ? "0" : c))
    .filter((c) => alphabet.includes(c))
    .join("");
}

/** Groups a code, whole or half typed, as it stands on the paper. */
export function groupCode(typed: string): string {
  const code = cleanCode(typed).slice(0, codeLength);
  return [code.slice(0, 4), code.slice(4, 8), code.slice(8)].filter((part) => part !== "").join("-");
}

/** Whether a code is complete. It may still be the wrong one: only the server knows. */
export function isWholeCode(typed: string): boolean {
  return cleanCode(typed).length === codeLength;
}

/** What a printed code is for, as its link says it. */
export type CodeUse = "activate" | "reset";

/** What was read from paper: the code, and what it is for where it came as a link. */
export interface ReadCode {
  code: string;
  use: CodeUse | undefined;
}

/**
 * The code in what a camera read or what a person pasted: the code itself, or an address that carries it behind
 * `#/activate/` or `#/reset/`. The code stands in the fragment, which no server and no log ever sees. Undefined for any
 * other QR code.
 */
export function codeIn(text: string): ReadCode | undefined {
  const link = /#\/(activate|reset)\/([^/?#]+)\s*$/.exec(text);
  const candidate = link ? safeDecode(link[2] ?? "") : text.trim();
  if (!/^[\s\dA-Za-z\u2010-\u2013-]+$/.test(candidate)) return undefined;
  const code = cleanCode(candidate);
  return code.length === codeLength ? { code: groupCode(code), use: link?.[1] as CodeUse | undefined } : undefined;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a printed QR code of an app holds: scanned with any camera it opens the app with the code typed in. */
export function codeLink(origin: string, app: string, use: CodeUse, code: string): string {
  return `${origin}/${app}/#/${use}/${groupCode(code)}`;
}
