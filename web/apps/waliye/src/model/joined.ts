import type { Mirror } from "@massar/offline";
import { isRestricted, type Child } from "./types";

/** Whether the file of a child that was just added is still on its way. One that a decision closes has none, nor has a child that the answer did not name. */
export function fileToCome(mirror: Pick<Mirror, "part" | "values">, id: string): boolean {
  if (id === "" || mirror.part(`child/${id}/absences`)) return false;
  const child = mirror.values<Child>("children", "child").find((one) => one.studentId === id);
  return !child || !isRestricted(child);
}
