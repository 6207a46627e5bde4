import type { Account } from "@massar/offline/types.ts";

/** A member of a school's office, who writes; officers above schools mostly read. */
export function isOffice(account: Account): boolean {
  return account.me.role === "SCHOOL_OFFICE";
}
