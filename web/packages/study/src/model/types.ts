/** What the API says of a student, as the screens read it: proto/massar/type/v1 with the fields that they use. */

/** A mark never stands alone. */
export type MarkState = "GRADED" | "ABSENT" | "PENDING" | "EXEMPT" | "MISSING" | "NOT_PUBLISHED";

export interface Name {
  ar?: string;
  latin?: string;
}

export interface Subject {
  code: string;
  name: string;
}

export interface ClassFigures {
  classLow?: string;
  classAverage?: string;
  classHigh?: string;
}

export interface ControlMark extends ClassFigures {
  number: number;
  label: string;
  mark?: string;
  state: MarkState;
  justified?: boolean;
  date: string;
}

export interface ActivitiesMark {
  mark?: string;
  state: MarkState;
  justified?: boolean;
}

export interface SubjectMarks extends ClassFigures {
  subject: Subject;
  coefficient: string;
  scale: number;
  controls: ControlMark[];
  activities?: ActivitiesMark;
  /** Share of the activities in the mark, such as `1/4`; empty where they weigh 0. */
  activitiesWeight?: string;
  mark?: string;
  state: MarkState;
  remark: string;
}

interface AverageMark {
  value?: string;
  state: MarkState;
  rank?: number;
  classSize?: number;
}

export interface ClassRef {
  classId: string;
  label: string;
}

export interface StudentMarks {
  schoolYear: string;
  semester: number;
  class: ClassRef;
  subjects: SubjectMarks[];
  average: AverageMark;
  publishedAt?: string;
}

type LessonStatus = "PLANNED" | "CANCELLED" | "MOVED" | "REPLACED";

export interface Lesson {
  lessonId: string;
  date: string;
  start: string;
  end: string;
  subject: Subject;
  teacher?: { staffId: string; name: Name };
  room: string;
  class?: ClassRef;
  group: string;
  status: LessonStatus;
  note: string;
}

export type DayKind = "SCHOOL" | "REST" | "HOLIDAY" | "BREAK" | "EXAM" | "CLOSED";

export interface SchoolDay {
  date: string;
  kind: DayKind;
  label: string;
}

export interface SchoolEvent {
  eventId: string;
  kind: "EVENT" | "EXAM" | "CLOSED";
  title: string;
  from: string;
  to: string;
  classIds: string[];
}

export interface Week {
  week: string;
  lessons: Lesson[];
  days: SchoolDay[];
  events: SchoolEvent[];
}

type JustificationState = "NONE" | "PENDING" | "ACCEPTED" | "REFUSED";
export type Standing = "UNDECIDED" | "JUSTIFIED" | "UNJUSTIFIED";

export interface Absence {
  lessonId: string;
  date: string;
  start: string;
  end: string;
  subject: Subject;
  state: "ABSENT" | "EXCUSED" | "LATE" | "SENT_TO_OFFICE";
  minutesLate: number;
  justification: JustificationState;
  standing: Standing;
  justifyBy: string;
}

export interface AbsenceTotals {
  halfDays: string;
  hoursJustified: string;
  hoursUnjustified: string;
  hoursUndecided: string;
}

export interface StudentAbsences {
  absences: Absence[];
  totals: AbsenceTotals;
  from: string;
  to: string;
}

export interface PathStep {
  schoolYear: string;
  school: { schoolCode: string; name: string };
  level: string;
  class: ClassRef;
  from: string;
  to: string;
}

export interface Student {
  studentId: string;
  massarCode: string;
  name: Name;
  class?: ClassRef;
  schoolCode: string;
}

/** The part `me` of Moutamadris. */
export interface Me {
  accountId: string;
  name: Name;
  locale: string;
  identifier: string;
  student?: Student;
  school?: { schoolCode: string; name: string };
}

export interface CalendarFeed {
  feedId: string;
  createdAt: string;
  url: string;
  label: string;
  studentId: string;
}
