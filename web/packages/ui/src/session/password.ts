/** What can be said of a password before it is sent. The server judges; this only spares a round trip. */
type PasswordRule = "length" | "notDigits" | "notOwn";

/** Characters that a password has at least: those who see the data of many have longer ones. */
export function leastPassword(app: string): number {
  return app === "moudaris" || app === "idara" ? 12 : 8;
}

/** The rules with whether they are kept so far; `own` is what the person signs in with. */
export function passwordRules(password: string, least: number, own = ""): { rule: PasswordRule; kept: boolean }[] {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const mine = plain(own.split("@")[0] ?? "").replace(/^212/, "");
  const length = [...password.normalize("NFKC")].length;
  return [
    { rule: "length", kept: length >= least },
    { rule: "notDigits", kept: /\p{L}/u.test(password) || length >= 12 },
    { rule: "notOwn", kept: password !== "" && !(mine.length >= 4 && plain(password).includes(mine)) },
  ];
}
