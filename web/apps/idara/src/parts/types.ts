/** What the API says to an office, by short names. */
import type { Schemas } from "@massar/api";

export type ClassInfo = Schemas["massar.type.v1.ClassInfo"];
export type Student = Schemas["massar.type.v1.Student"];
export type Guardian = Schemas["massar.type.v1.Guardian"];
export type Relation = Schemas["massar.type.v1.Relation.Value"];
export type PathStep = Schemas["massar.type.v1.PathStep"];
export type StudentMarks = Schemas["massar.type.v1.StudentMarks"];
export type StudentAbsences = Schemas["massar.type.v1.StudentAbsences"];
export type Transfer = Schemas["massar.type.v1.Transfer"];
export type Staff = Schemas["massar.idara.v1.Staff"];
export type Officer = Schemas["massar.idara.v1.Officer"];
export type Assignment = Schemas["massar.idara.v1.Assignment"];
export type Group = Schemas["massar.idara.v1.Group"];
export type PersonAccount = Schemas["massar.idara.v1.PersonAccount"];
export type Import = Schemas["massar.type.v1.Import"];
export type ImportIssue = Schemas["massar.type.v1.ImportIssue"];
export type Node = Schemas["massar.idara.v1.Node"];
export type NodeSummary = Schemas["massar.idara.v1.NodeSummary"];
export type Summary = Schemas["massar.idara.v1.SummariseNodeResponse"];
export type AccountRole = Schemas["massar.type.v1.AccountRole.Value"];
