import { expect, test } from "vitest";
import type { Assignment, ClassInfo, PersonAccount, Staff, Student } from "../src/parts/types.ts";
import { byLevel, countLooks, lookOf, officerSlip, slipsOf, staffSlip, standing, useOf } from "../src/screens/people/model.ts";

const one = (label: string, level: string, stream = ""): ClassInfo => ({ classId: `12345A.${label}`, label, level, stream, schoolCode: "12345A", schoolYear: "2026-2027", studentCount: 30, subjects: [] });

test("classes stand under their level and stream, in the order in which they came", () => {
  const levels = byLevel([one("1BACSE-1", "1BAC", "SE"), one("1BACSM-1", "1BAC", "SM"), one("1BACSE-2", "1BAC", "SE"), one("TC-1", "TC")]);
  expect(levels.map((l) => [l.level, l.stream, l.classes.map((c) => c.label)])).toEqual([
    ["1BAC", "SE", ["1BACSE-1", "1BACSE-2"]],
    ["1BAC", "SM", ["1BACSM-1"]],
    ["TC", "", ["TC-1"]],
  ]);
});

test("an assignment stands until the day before its end, and one that begins later stands already", () => {
  const a = (assignmentId: string, from: string, to: string): Assignment => ({ assignmentId, from, to, staffId: "s" }) as Assignment;
  const { now, ended } = standing([a("open", "2026-09-01", ""), a("today", "2026-09-01", "2026-11-23"), a("tomorrow", "2026-09-01", "2026-11-24"), a("later", "2027-01-04", "")], "2026-11-23");
  expect(now.map((x) => x.assignmentId)).toEqual(["open", "tomorrow", "later"]);
  expect(ended.map((x) => x.assignmentId)).toEqual(["today"]);
});

test("a suspended account is said to be suspended, whatever else it is", () => {
  const account = (over: Partial<PersonAccount>): PersonAccount => ({ personId: "p", accountId: "a", active: false, suspended: false, codeIssued: false, ...over });
  expect(lookOf(account({ suspended: true, active: true, codeIssued: true }))).toBe("suspended");
  expect(lookOf(account({ active: true, codeIssued: true }))).toBe("active");
  expect(lookOf(account({ codeIssued: true }))).toBe("code");
  expect(lookOf(account({}))).toBe("none");
  expect(lookOf(undefined)).toBe("none");
});

test("who gets a code and whose slip would be worth nothing is counted over who is in the class", () => {
  const of = (personId: string, over: Partial<PersonAccount> = {}): PersonAccount => ({ personId, accountId: "", active: false, suspended: false, codeIssued: false, ...over });
  const students = ["joined", "holds", "without", "unknown", "stopped"].map((studentId) => ({ studentId }));
  const accounts = [of("joined", { active: true }), of("holds", { codeIssued: true }), of("without"), of("stopped", { suspended: true }), of("left", { codeIssued: true })];
  expect(countLooks(students, accounts)).toEqual({ active: 1, suspended: 1, code: 1, none: 2 });
});

test("slips lie in list order; no code is lost because its student is not in the list that was read", () => {
  const student = (studentId: string, massarCode: string): Student => ({ studentId, massarCode, name: { ar: "أ", latin: "A" } }) as Student;
  const code = (studentId: string, relation = "SELF"): { studentId: string; relation: string; activationCode: string; expiresAt: string } => ({ studentId, relation, activationCode: `CODE-${studentId}`, expiresAt: "2026-12-23T00:00:00Z" });
  const slips = slipsOf([code("new"), code("b"), code("a", "MOTHER")], [student("a", "J100000001"), student("b", "J100000002")], (r) => r.toLowerCase());
  expect(slips.map((s) => [s.who, s.what, s.app, s.code])).toEqual([
    ["J100000001", "mother", "waliye", "CODE-a"],
    ["J100000002", "self", "moutamadris", "CODE-b"],
    ["new", "self", "moutamadris", "CODE-new"],
  ]);
});

test("a teacher who never opened his account gets a first code again, which the app scans; the others a reset code", () => {
  const member = (accountActive: boolean, email = "salem@massar.ma"): Staff => ({ staffId: "s", name: { ar: "سالم", latin: "" }, email, ppr: "1300001", accountId: "a", accountActive }) as Staff;
  const printed = { resetCode: "ABCD-EFGH-JKMNP", expiresAt: "2026-11-26T00:00:00Z" };
  expect(staffSlip(member(true), printed)).toMatchObject({ kind: "staffReset", app: "moudaris", who: "salem@massar.ma", code: "ABCD-EFGH-JKMNP", expires: "2026-11-26T00:00:00Z" });
  expect(staffSlip(member(false, ""), printed)).toMatchObject({ kind: "activation", app: "moudaris", who: "1300001" });
  expect(staffSlip({ ...member(true), kind: "OFFICE" }, printed)).toMatchObject({ kind: "staffReset", app: "idara" });
});

test("the slip of an officer opens Idara the first time, and gives a new second factor afterwards", () => {
  const printed = { resetCode: "ABCD-EFGH-JKMNP", expiresAt: "2026-11-26T00:00:00Z" };
  const officer = { accountId: "a", name: { ar: "", latin: "Amrani" }, email: "a@massar.ma", role: "PROVINCE" as const, active: true, suspended: false };
  expect(officerSlip(officer, printed)).toMatchObject({ kind: "staffReset", app: "idara", who: "a@massar.ma" });
  expect(officerSlip({ ...officer, active: false }, printed).kind).toBe("activation");
});

test("the QR code of a slip opens the screen that takes its code", () => {
  const slip = officerSlip({ accountId: "a", name: { ar: "", latin: "" }, email: "a@massar.ma", role: "PROVINCE", active: true, suspended: false }, { resetCode: "ABCD-EFGH-JKMNP", expiresAt: "2026-11-26T00:00:00Z" });
  expect((["activation", "reset", "staffReset"] as const).map((kind) => useOf({ ...slip, kind }))).toEqual(["activate", "reset", "reset"]);
});
