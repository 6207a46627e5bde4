/** What the API says to a teacher, by short names. */
import type { Schemas } from "@massar/api";

export type MarkSheet = Schemas["massar.type.v1.MarkSheet"];
export type SheetHead = Schemas["massar.type.v1.MarkSheetHead"];
export type SheetColumn = Schemas["massar.type.v1.SheetColumn"];
export type SheetRow = Schemas["massar.type.v1.SheetRow"];
export type SheetCell = Schemas["massar.type.v1.SheetCell"];
export type Register = Schemas["massar.type.v1.Register"];
export type RegisterEntry = Schemas["massar.type.v1.RegisterEntry"];
export type Attendance = Schemas["massar.type.v1.Attendance.Value"];
export type Lesson = Schemas["massar.type.v1.Lesson"];
export type LessonRegister = Schemas["massar.moudaris.v1.LessonRegister"];
export type ClassInfo = Schemas["massar.type.v1.ClassInfo"];
export type Student = Schemas["massar.type.v1.Student"];
export type Correction = Schemas["massar.type.v1.Correction"];
export type Import = Schemas["massar.type.v1.Import"];
export type ImportIssue = Schemas["massar.type.v1.ImportIssue"];
export type Week = Schemas["massar.type.v1.Week"];
