import { t } from "@massar/i18n";
import type { Account } from "@massar/offline/types.ts";
import { isOffice } from "../me.ts";

const gone = ["LEFT", "MOVED", "STOPPED", "EXCLUDED", "DID_NOT_JOIN"];

/** Whether a student is no longer in the class. */
export function hasGone(status: string): boolean {
  return gone.includes(status);
}

/** Whether another school has a student by now: the office of this one finds him in its lists, and reads no page of his. */
export function isElsewhere(account: Account, status: string): boolean {
  return isOffice(account) && status === "MOVED";
}

/** What an enrolment is, in a word. */
export function statusWord(status: string): string {
  return t(`idara.status.${status as "ENROLLED"}`);
}

/** Of whom a code or guardian is what to the student. */
export function relationWord(relation: string): string {
  return t(`idara.relation.${relation as "FATHER"}`);
}
