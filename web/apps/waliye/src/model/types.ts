/** What the API says of a guardian's children: proto/massar/waliye/v1 with the fields that the screens use. */
import type { ClassRef, Name } from "@massar/study";

export type Relation = "FATHER" | "MOTHER" | "TUTOR" | "OTHER" | "SELF";

export interface Child {
  studentId: string;
  /** Empty, as all below, where a decision keeps the child from this guardian. */
  name?: Name;
  school?: { schoolCode: string; name: string };
  class?: ClassRef;
  relation: Relation;
  restrictions?: string[];
}

export interface Guardian {
  relation: Relation;
  name?: Name;
  self?: boolean;
  restrictions?: string[];
}

export type Reason = "ILLNESS" | "FAMILY" | "TRANSPORT" | "WEATHER" | "ADMINISTRATIVE" | "OTHER";

export interface Paper {
  documentId: string;
  contentType: string;
}

export interface Justification {
  justificationId: string;
  from: string;
  to: string;
  reason: Reason;
  text?: string;
  state: "PENDING" | "ACCEPTED" | "REFUSED";
  submittedAt: string;
  decidedAt?: string;
  decisionReason?: string;
  documents?: Paper[];
  lessons?: number;
  submittedBy: "GUARDIAN" | "SCHOOL_OFFICE";
}

/** Whether a decision keeps a child, or a guardian, from the other. */
export function isRestricted(of: { restrictions?: string[] }): boolean {
  return (of.restrictions ?? []).includes("CUSTODY");
}
