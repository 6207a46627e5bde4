/** Where a student's screens read: his own parts and calls, or those of a child. */
import { dataOf, idempotent } from "@massar/api";
import type { Account } from "@massar/offline";
import type { Semester } from "./model/marks";
import type { CalendarFeed, StudentMarks, Week } from "./model/types";

/** Study is one student as an account may read him. */
export interface Study {
  /** Of the names of the mirror's parts: empty, or `child/<id>/`. */
  readonly prefix: string;
  /** The path of an answer that is kept, with what tells it from others. */
  path(what: string): string;
  marks(of: Semester): Promise<StudentMarks>;
  week(week: string): Promise<Week>;
  feeds(): Promise<CalendarFeed[]>;
  createFeed(label: string): Promise<CalendarFeed>;
  endFeed(feedId: string): Promise<void>;
}

/** The addresses of the screens of a student, for whom they are drawn. */
export interface Links {
  week: string;
  marks: string;
  whatIf: string;
  report: string;
  absences: string;
  path: string;
  calendar: string;
  subject(of: Semester, code: string): string;
  /** Where an absence is justified; only guardians can. */
  justify?(from: string): string;
}

// The API's own types leave every field open; the server sends them all.
const as = <T>(answer: Promise<{ data?: unknown }>): Promise<T> => dataOf(answer as Promise<{ data?: T }>);

/** The signed-in student. */
export function ownStudy({ api }: Account): Study {
  return {
    prefix: "",
    path: (what) => `/v1/moutamadris/${what}`,
    marks: ({ year, semester }) => as(api.GET("/v1/moutamadris/marks", { params: { query: { schoolYear: year, semester } } })),
    week: (week) => as(api.GET("/v1/moutamadris/timetable", { params: { query: { week } } })),
    feeds: async () => (await as<{ calendarFeeds: CalendarFeed[] }>(api.GET("/v1/moutamadris/calendarFeeds"))).calendarFeeds,
    createFeed: (label) => as(api.POST("/v1/moutamadris/calendarFeeds", { body: { label }, headers: idempotent() })),
    endFeed: async (feed_id) => {
      await api.DELETE("/v1/moutamadris/calendarFeeds/{feed_id}", { params: { path: { feed_id } }, headers: idempotent() });
    },
  };
}

/** A child of the signed-in guardian. */
export function childStudy({ api }: Account, studentId: string): Study {
  const path = { student_id: studentId };
  return {
    prefix: `child/${studentId}/`,
    path: (what) => `/v1/waliye/children/${studentId}/${what}`,
    marks: ({ year, semester }) => as(api.GET("/v1/waliye/children/{student_id}/marks", { params: { path, query: { schoolYear: year, semester } } })),
    week: (week) => as(api.GET("/v1/waliye/children/{student_id}/timetable", { params: { path, query: { week } } })),
    feeds: async () => {
      const all = await as<{ calendarFeeds: CalendarFeed[] }>(api.GET("/v1/waliye/calendarFeeds"));
      return all.calendarFeeds.filter((f) => f.studentId === studentId);
    },
    createFeed: (label) => as(api.POST("/v1/waliye/children/{student_id}/calendarFeeds", { params: { path }, body: { label }, headers: idempotent() })),
    endFeed: async (feed_id) => {
      await api.DELETE("/v1/waliye/calendarFeeds/{feed_id}", { params: { path: { feed_id } }, headers: idempotent() });
    },
  };
}
