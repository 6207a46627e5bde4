import type { Schemas } from "@massar/api";
import { westernDigits } from "@massar/study/model/typed.ts";
import type { AccountRole } from "../../parts/types.ts";

export type School = Schemas["massar.idara.v1.School"];
export type AttendanceRule = Schemas["massar.type.v1.AttendanceRule"];
export type HalfDay = "" | "ANY" | "ALL" | "SHARE";

/** Whether a rule of attendance stands on a day, is past or is to come. */
export type RuleTime = "now" | "next" | "before";

/** The rules of a school with their time, the newest first. They come in the order of their days. */
export function timed(rules: readonly AttendanceRule[], today: string): { rule: AttendanceRule; time: RuleTime }[] {
  const standing = rules.filter((rule) => rule.from <= today).length - 1;
  return rules.map((rule, i) => ({ rule, time: i === standing ? ("now" as const) : i < standing ? ("before" as const) : ("next" as const) })).reverse();
}

/** Hours as typed, 1 to 168; empty is 0, the national rule. Undefined where it is neither. */
export function hoursTyped(text: string): number | undefined {
  const plain = westernDigits(text).trim();
  if (plain === "") return 0;
  const n = /^\d{1,3}$/.test(plain) ? Number(plain) : 0;
  return n >= 1 && n <= 168 ? n : undefined;
}

/** What the last write was answered with, until a sync that was asked for since says it, or what changed after it. */
export function newest<T>(answer: { value: T; at: number } | undefined, synced: T | undefined, at: Date | undefined): T | undefined {
  return answer && !(synced !== undefined && at && at.getTime() >= answer.at) ? answer.value : synced;
}

/** The roles that a printed code gives a second factor, and that may be made to bring one. */
export const staffRoles: readonly AccountRole[] = ["TEACHER", "SCHOOL_OFFICE", "PROVINCE", "ACADEMY", "MINISTRY"];

/** The roles to choose from: those of staff, and what stands beside them already. */
export function rolesToShow(policy: readonly AccountRole[]): AccountRole[] {
  return [...policy.filter((role) => !staffRoles.includes(role)), ...staffRoles];
}

/** A policy as it will be: what stands, with the roles that were ticked and unticked. What others change meanwhile stays. */
export function policyAfter(before: readonly AccountRole[], ticked: ReadonlyMap<AccountRole, boolean>): AccountRole[] {
  return rolesToShow(before).filter((role) => ticked.get(role) ?? before.includes(role));
}

/** What a new policy changes. */
export function policyChange(before: readonly AccountRole[], after: readonly AccountRole[]): { added: AccountRole[]; removed: AccountRole[] } {
  return { added: after.filter((role) => !before.includes(role)), removed: before.filter((role) => !after.includes(role)) };
}
