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

/**
 * The code in what a camera read or what a person pasted: the code itself, or an address that carries it behind
 * `#/activate/`. The code stands in the fragment, which no server and no log ever sees. Undefined for any other QR code.
 */
export function codeIn(text: string): string | undefined {
  const tail = /#\/activate\/([^/?#]+)\s*$/.exec(text)?.[1];
  const candidate = tail === undefined ? text.trim() : safeDecode(tail);
  if (!/^[\s\dA-Za-z\u2010-\u2013-]+$/.test(candidate)) return undefined;
  const code = cleanCode(candidate);
  return code.length === codeLength ? groupCode(code) : undefined;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a printed QR code of an app holds: scanned with any camera it opens the app with the code typed in. */
export function activationLink(origin: string, app: string, code: string): string {
  return `${origin}/${app}/#/activate/${groupCode(code)}`;
}
