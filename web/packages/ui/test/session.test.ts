import { describe, expect, test } from "vitest";

import { cleanCode, codeIn, codeLink, groupCode, isWholeCode } from "../src/session/code";
import { leastPassword, passwordRules } from "../src/session/password";
import { isCommonPin } from "../src/session/pin";

describe("a printed code", () => {
  test.each([
    ["abcd efgh jkmnp", "ABCD-EFGH-JKMNP"],
    ["oOiI-lL00-11223", "0011-1100-11223"],
    ["ab", "AB"],
    ["abcde", "ABCD-E"],
    ["ABCD-EFGH-JKMNPQRST", "ABCD-EFGH-JKMNP"],
    ["", ""],
    // U is in no code: it is dropped, and the code stays too short.
    ["UABC", "ABC"],
  ])("%j is shown as %s", (typed, shown) => expect(groupCode(typed)).toBe(shown));

  test("is whole with thirteen characters", () => {
    expect(isWholeCode("abcd-efgh-jkmnp")).toBe(true);
    expect(isWholeCode("abcd-efgh-jkmn")).toBe(false);
    expect(cleanCode("a b–c")).toBe("ABC");
  });

  test.each([
    ["ABCD-EFGH-JKMNP", "ABCD-EFGH-JKMNP", undefined],
    [" abcd efgh jkmnp\n", "ABCD-EFGH-JKMNP", undefined],
    ["https://x.example/waliye/#/activate/abcdefghjkmnp", "ABCD-EFGH-JKMNP", "activate"],
    ["https://x.example/waliye/#/activate/ABCD%2DEFGH-JKMNP", "ABCD-EFGH-JKMNP", "activate"],
    ["https://x.example/idara/#/reset/ABCD-EFGH-JKMNP ", "ABCD-EFGH-JKMNP", "reset"],
    ["#/reset/abcdefghjkmnp", "ABCD-EFGH-JKMNP", "reset"],
  ])("in %j is %s, for %s", (text, code, use) => expect(codeIn(text)).toEqual({ code, use }));

  test.each([
    "https://x.example/waliye/?c=ABCD-EFGH-JKMNP",
    "https://x.example/waliye/#/marks/ABCD-EFGH-JKMNP",
    "https://x.example/waliye/#/reset/",
    "https://x.example/waliye/#/reset/ABCD-EFGH",
    "https://x.example/",
    "otpauth://totp/x?secret=ABCDEFGHJKMNP",
    "ABCD",
    "%E0%A4",
    "#",
    "",
  ])("is not in %j", (text) => expect(codeIn(text)).toBeUndefined());

  test.each(["activate", "reset"] as const)("is read back from the printed link to %s", (use) => {
    const link = codeLink("https://x.example", "waliye", use, "abcdefghjkmnp");
    expect(link).toBe(`https://x.example/waliye/#/${use}/ABCD-EFGH-JKMNP`);
    // No server hears of what stands behind the number sign.
    expect(new URL(link).pathname + new URL(link).search).toBe("/waliye/");
    expect(codeIn(link)).toEqual({ code: "ABCD-EFGH-JKMNP", use });
  });
});

describe("a new password", () => {
  const kept = (password: string, least = 8, own = "") => passwordRules(password, least, own).filter((r) => r.kept).map((r) => r.rule);

  test("has a length by the app", () => {
    expect([leastPassword("waliye"), leastPassword("moudaris"), leastPassword("idara")]).toEqual([8, 12, 12]);
    expect(kept("مدرسة ط")).not.toContain("length");
    expect(kept("مدرسة طب")).toContain("length");
    expect(kept("abcdefgh", 12)).not.toContain("length");
  });

  test("is not digits alone and not what one signs in with", () => {
    expect(kept("19501960")).not.toContain("notDigits");
    expect(kept("195019601970")).toContain("notDigits");
    expect(kept("z9000-04683 x", 8, "Z900004683")).not.toContain("notOwn");
    expect(kept("0612345678 ab", 8, "+212612345678")).not.toContain("notOwn");
    expect(kept("lampe rouge", 8, "Z900004683")).toEqual(["length", "notDigits", "notOwn"]);
    expect(kept("")).toEqual([]);
  });
});

describe("a PIN", () => {
  test.each(["0000", "1111", "99999999", "1234", "12345", "12345678", "4321", "7890", "0123", "9876", "3210", "1212", "121212", "6969", "1122", "2580"])("%s is what everybody tries first", (pin) => expect(isCommonPin(pin)).toBe(true));
  test.each(["2468", "13579", "8642", "1235", "1123", "0701", "27182", "112233"])("%s is not", (pin) => expect(isCommonPin(pin)).toBe(false));
});
