import "@massar/i18n/idaraAttendance";
import { t, type Key } from "@massar/i18n";
import type { IconName } from "@massar/ui";
import type { Attendance, Justification, RegisterWord } from "./model.ts";

const states: Record<Attendance, Key> = {
  PRESENT: "common.absence.present",
  ABSENT: "common.absence.absent",
  LATE: "common.absence.late",
  EXCUSED: "common.absence.excused",
  SENT_TO_OFFICE: "idaraAttendance.sent",
};

export const attendances = Object.keys(states) as Attendance[];

export function attendanceWord(state: Attendance): string {
  return t(states[state]);
}

export const justificationLooks: Record<Justification["state"], { tone: "new" | "good" | "bad"; icon: IconName }> = {
  PENDING: { tone: "new", icon: "clock" },
  ACCEPTED: { tone: "good", icon: "check" },
  REFUSED: { tone: "bad", icon: "close" },
};

export const registerLooks: Record<RegisterWord, { tone: "good" | "bad" | "quiet"; icon: IconName }> = {
  TAKEN: { tone: "good", icon: "check" },
  MISSING: { tone: "bad", icon: "alert" },
  AHEAD: { tone: "quiet", icon: "clock" },
  CANCELLED: { tone: "quiet", icon: "close" },
};
