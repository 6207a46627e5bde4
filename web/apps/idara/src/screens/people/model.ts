import type { Assignment, ClassInfo, Officer, PersonAccount, Staff, Student } from "../../parts/types.ts";

interface LevelClasses {
  level: string;
  stream: string;
  classes: ClassInfo[];
}

/** Classes under the level and stream that they teach, in the order in which they come. */
export function byLevel(classes: readonly ClassInfo[]): LevelClasses[] {
  const levels = new Map<string, LevelClasses>();
  for (const one of classes) {
    const key = `${one.level}/${one.stream}`;
    const level = levels.get(key) ?? { level: one.level, stream: one.stream, classes: [] };
    level.classes.push(one);
    levels.set(key, level);
  }
  return [...levels.values()];
}

/** The assignments that count on a day or will count later; those that ended are past. */
export function standing(assignments: readonly Assignment[], day: string): { now: Assignment[]; ended: Assignment[] } {
  return {
    now: assignments.filter((a) => a.to === "" || a.to > day),
    ended: assignments.filter((a) => a.to !== "" && a.to <= day),
  };
}

/** What an account of a student is: in use, suspended, a printed code that waits, or nothing. */
export type AccountLook = "active" | "suspended" | "code" | "none";

export function lookOf(account: PersonAccount | undefined): AccountLook {
  if (account?.suspended) return "suspended";
  if (account?.active) return "active";
  return account?.codeIssued ? "code" : "none";
}

/** How many of a class are what: who gets a code, and how many slips that were handed out would be worth nothing. */
export function countLooks(students: readonly Pick<Student, "studentId">[], accounts: readonly PersonAccount[]): Record<AccountLook, number> {
  const of = new Map(accounts.map((account) => [account.personId, account]));
  const n = { active: 0, suspended: 0, code: 0, none: 0 };
  for (const student of students) n[lookOf(of.get(student.studentId))] += 1;
  return n;
}

/** An account whose owner is known: what a suspension names. */
export interface Held {
  accountId: string;
  name: { ar: string; latin: string };
  /** Undefined where the API does not say: what is to become of it is chosen. */
  suspended: boolean | undefined;
}

/** An account for which a code is to be printed. */
export interface Asked {
  accountId: string;
  name: { ar: string; latin: string };
  /** Who it is beside the name, such as the relation of a guardian, whose name no office reads. */
  what: string;
  active: boolean;
}

/** One slip of a printed sheet. */
export interface Slip {
  key: string;
  name: { ar: string; latin: string };
  /** Massar code, e-mail or staff number: how the person is told from another of the same name. */
  who: string;
  /** Under the name, such as the relation of a guardian. */
  what: string;
  /** Which app opens with it. */
  app: "moutamadris" | "waliye" | "moudaris" | "idara";
  /** With the code of a member of staff a new second factor is set up as well. */
  kind: "activation" | "reset" | "staffReset";
  code: string;
  /** RFC 3339. */
  expires: string;
}

/** Which screen the QR code of a slip opens: the first password, or a new one. */
export function useOf(slip: Slip): "activate" | "reset" {
  return slip.kind === "activation" ? "activate" : "reset";
}

/** The slip of a member of staff who forgot his password or lost his telephone, or who never used his first code: then it is a first code again. */
export function staffSlip(of: Staff, printed: { resetCode: string; expiresAt: string }): Slip {
  return {
    key: of.staffId,
    name: { ar: of.name?.ar ?? "", latin: of.name?.latin ?? "" },
    who: of.email || of.ppr,
    what: "",
    app: of.kind === "OFFICE" ? "idara" : "moudaris",
    kind: of.accountActive ? "staffReset" : "activation",
    code: printed.resetCode,
    expires: printed.expiresAt,
  };
}

/** The slip of an officer or a member of a school's office, by whoever stands above. */
export function officerSlip(of: Officer, printed: { resetCode: string; expiresAt: string }): Slip {
  return {
    key: of.accountId,
    name: { ar: of.name?.ar ?? "", latin: of.name?.latin ?? "" },
    who: of.email,
    what: "",
    app: "idara",
    kind: of.active ? "staffReset" : "activation",
    code: printed.resetCode,
    expires: printed.expiresAt,
  };
}

/** The app in which the person of a code signs in. */
export function appOf(relation: string): "moutamadris" | "waliye" {
  return relation === "SELF" ? "moutamadris" : "waliye";
}

/** Slips of a class in list order; a code of a student who is not in the list stands last, under his id. */
export function slipsOf(codes: readonly { studentId: string; relation: string; activationCode: string; expiresAt: string }[], students: readonly Student[], relation: (r: string) => string): Slip[] {
  const place = new Map(students.map((s, i) => [s.studentId, i]));
  return [...codes]
    .sort((a, b) => (place.get(a.studentId) ?? students.length) - (place.get(b.studentId) ?? students.length))
    .map((code) => {
      const student = students[place.get(code.studentId) ?? -1];
      return {
        key: code.studentId + code.relation,
        name: { ar: student?.name?.ar ?? "", latin: student?.name?.latin ?? "" },
        who: student?.massarCode ?? code.studentId,
        what: relation(code.relation),
        app: appOf(code.relation),
        kind: "activation",
        code: code.activationCode,
        expires: code.expiresAt,
      };
    });
}
