import { describe, expect, test } from "vitest";

import { byDay, canJustify, missedHours, wordOf } from "../src/model/absences";
import { annualEstimate, curveOf, leftOut, newestMarks, progress, undecided } from "../src/model/marks";
import { inOrder, newsOf, seenAfter, seenWith, type Seen } from "../src/model/news";
import { minutesBetween, nowNext } from "../src/model/now";
import { readAbsences, readMarks, readWeek, semestersOf } from "../src/model/parts";
import type { Absence, Lesson, StudentMarks, SubjectMarks, Week } from "../src/model/types";
import { addWeeks, daysOf, gridOf, mondayOf, openDay, weekOf } from "../src/model/week";

function lesson(date: string, start: string, end: string, more: Partial<Lesson> = {}): Lesson {
  return {
    lessonId: `${date} ${start} ${more.group ?? ""}`, date, start, end, subject: { code: "PC", name: "PC" }, room: "", group: "",
    status: "PLANNED", note: "", ...more,
  };
}

function week(lessons: Lesson[], more: Partial<Week> = {}): Week {
  return { week: "2026-W48", lessons, days: [], events: [], ...more };
}

describe("weeks", () => {
  test.each([
    ["2026-11-23", "2026-W48"],
    ["2026-11-29", "2026-W48"],
    ["2027-01-01", "2026-W53"],
    ["2027-01-04", "2027-W01"],
    ["2024-12-30", "2025-W01"],
  ])("%s is in %s", (date, name) => expect(weekOf(date)).toBe(name));

  test("begin on Monday and follow one another over the year's end", () => {
    expect(mondayOf("2026-W48")).toBe("2026-11-23");
    expect(mondayOf("2026-W53")).toBe("2026-12-28");
    expect(mondayOf("2025-W53")).toBeUndefined();
    expect(mondayOf("x")).toBeUndefined();
    expect(addWeeks("2026-W53", 1)).toBe("2027-W01");
    expect(addWeeks("2027-W01", -1)).toBe("2026-W53");
  });

  test("have days in order with what is on them, and Sunday only when something is", () => {
    const days = daysOf(week(
      [lesson("2026-11-24", "10:00", "11:00"), lesson("2026-11-24", "08:00", "10:00", { status: "CANCELLED" })],
      {
        days: [{ date: "2026-11-25", kind: "HOLIDAY", label: "عيد" }],
        events: [{ eventId: "e", kind: "EVENT", title: "x", from: "2026-11-28", to: "2026-11-28", classIds: [] }],
      },
    ));
    expect(days.map((d) => d.date)).toEqual(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"]);
    expect(days[1]?.lessons.map((l) => l.start)).toEqual(["08:00", "10:00"]);
    expect(days.map((d) => d.changes)).toEqual([0, 1, 0, 0, 0, 0]);
    expect(days.map((d) => d.held)).toEqual([0, 1, 0, 0, 0, 0]);
    expect(days[2]).toMatchObject({ kind: "HOLIDAY", label: "عيد" });
    expect(days[5]?.events).toHaveLength(1);
    expect(daysOf(week([lesson("2026-11-29", "08:00", "09:00")]))).toHaveLength(7);
  });

  test("open on today, else on the next day with lessons", () => {
    const days = daysOf(week([lesson("2026-11-25", "08:00", "09:00")]));
    expect(openDay(days, "2026-11-24")).toBe("2026-11-24");
    expect(openDay(days, "2026-11-20")).toBe("2026-11-25");
    expect(openDay(days, "2026-12-20")).toBe("2026-11-23");
  });

  test("make a grid with the groups of one hour in one cell", () => {
    const days = daysOf(week([
      lesson("2026-11-23", "08:00", "10:00"), lesson("2026-11-24", "08:00", "09:00", { group: "G1" }),
      lesson("2026-11-24", "08:00", "09:00", { group: "G2" }), lesson("2026-11-24", "14:00", "15:00"),
    ]));
    const rows = gridOf(days);
    expect(rows.map((r) => [r.start, r.end])).toEqual([["08:00", "09:00"], ["14:00", "15:00"]]);
    expect(rows[0]?.cells.map((c) => c.map((l) => l.group))).toEqual([[""], ["G1", "G2"], [], [], [], []]);
  });
});

describe("now and next", () => {
  const monday = "2026-11-23";
  const lessons = [
    lesson(monday, "08:00", "09:00"), lesson(monday, "09:00", "10:00", { status: "CANCELLED" }),
    lesson(monday, "10:00", "11:00", { group: "G1" }), lesson(monday, "10:00", "11:00", { group: "G2" }),
    lesson("2026-11-24", "08:00", "09:00"),
  ];
  const starts = (list: Lesson[]) => list.map((l) => `${l.date.slice(8)} ${l.start}${l.group}`);

  test.each([
    ["before school", "07:59", [], ["23 08:00"]],
    ["the first minute", "08:00", ["23 08:00"], ["23 10:00G1", "23 10:00G2"]],
    ["the last minute", "08:59", ["23 08:00"], ["23 10:00G1", "23 10:00G2"]],
    ["a cancelled hour", "09:30", [], ["23 10:00G1", "23 10:00G2"]],
    ["two groups", "10:15", ["23 10:00G1", "23 10:00G2"], ["24 08:00"]],
    ["the evening", "19:00", [], ["24 08:00"]],
  ])("%s", (_, time, now, next) => {
    const found = nowNext(lessons, { date: monday, time });
    expect([starts(found.now), starts(found.next)]).toEqual([now, next]);
  });

  test("nothing comes after the last lesson", () => {
    expect(nowNext(lessons, { date: "2026-11-24", time: "08:30" }).next).toEqual([]);
  });

  test("the minutes between two hours", () => {
    expect(minutesBetween("08:30", "10:00")).toBe(90);
  });
});

function semester(controls: SubjectMarks["controls"], more: Partial<SubjectMarks> = {}): StudentMarks {
  return {
    schoolYear: "2026-2027", semester: 1, class: { classId: "", label: "" }, average: { state: "NOT_PUBLISHED" },
    subjects: [{ subject: { code: "PC", name: "PC" }, coefficient: "7", scale: 20, controls, state: "NOT_PUBLISHED", remark: "", ...more }],
  };
}

const c1 = { number: 1, label: "C1", mark: "12.00", state: "GRADED", date: "2026-10-01" } as const;
const c2 = { number: 2, label: "C2", state: "NOT_PUBLISHED", date: "" } as const;

describe("marks", () => {
  test("the newest stands first, what is not there yet does not stand at all", () => {
    const marks = semester([c1, c2, { ...c1, number: 3, date: "2026-11-01", state: "PENDING" }, { ...c1, number: 4, date: "" }]);
    expect(newestMarks(marks).map((m) => m.control.number)).toEqual([3, 1, 4]);
    expect(newestMarks(marks, 1)).toHaveLength(1);
    expect(newestMarks(undefined)).toEqual([]);
    expect(progress(marks)).toEqual({ shown: 3, all: 4 });
  });

  test("a curve has a gap where there is no number", () => {
    const marks = semester([{ ...c1, classAverage: "11.02" }, { ...c1, number: 2, state: "ABSENT" }, c2]);
    expect(curveOf(marks.subjects[0] as SubjectMarks, (n) => `ف${n}`).map((p) => [p.short, p.mark, p.average])).toEqual([["ف1", "12.00", "11.02"], ["ف2", undefined, undefined]]);
  });
});

describe("what changed since the last look", () => {
  const before = { marks: [semester([c1, c2])], weeks: [week([lesson("2026-11-24", "08:00", "09:00")])] };
  const seen = seenAfter(before, {});

  test("nothing, the first time and when nothing did", () => {
    expect(newsOf(before, {})).toEqual([]);
    expect(newsOf(before, seen)).toEqual([]);
  });

  test("a new mark, and a mark that was corrected", () => {
    const now = { marks: [semester([{ ...c1, mark: "13.00" }, { ...c2, state: "GRADED", mark: "15.00" }])] };
    expect(newsOf(now, seen).map((n) => [n.key, n.changed])).toEqual([["2026-2027/1/PC/C1", true], ["2026-2027/1/PC/C2", false]]);
    expect(newsOf(now, seen).map((n) => "was" in n && n.was)).toEqual(["12.00", false]);
    expect(newsOf(now, seenAfter(now, seen))).toEqual([]);
  });

  test("a mark that was looked at where it stands is no news, the others stay", () => {
    const now = { marks: [semester([{ ...c1, mark: "13.00" }, { ...c2, state: "GRADED", mark: "15.00" }])] };
    const looked = seenWith(now, seen, new Set(["2026-2027/1/PC/C1"]));
    expect(newsOf(now, looked).map((n) => n.key)).toEqual(["2026-2027/1/PC/C2"]);
    expect(seenWith(now, {}, new Set(["2026-2027/1/PC/C1"]))).toEqual({});
  });

  test("lessons of today and tomorrow come first, and an answer of the office once for a day", () => {
    const now = {
      marks: [semester([{ ...c1, mark: "13.00" }, c2])],
      weeks: [week([lesson("2026-11-24", "08:00", "09:00", { status: "CANCELLED" }), lesson("2026-11-26", "08:00", "09:00", { status: "MOVED" })])],
    };
    const kinds = (today: string): string[] => inOrder(newsOf(now, seen), today).map((n) => (n.kind === "lesson" ? n.lesson.date : n.kind));
    expect(kinds("2026-11-23")).toEqual(["2026-11-24", "mark", "2026-11-26"]);
    expect(kinds("2026-11-25")).toEqual(["2026-11-26", "mark", "2026-11-24"]);
    const day = (justification: Absence["justification"]) => {
      const absences = [missed({ justification }), missed({ lessonId: "m", start: "09:00", justification })];
      return { absences: { absences, totals: readAbsences([]).totals, from: "", to: "" } };
    };
    const first = seenAfter(day("PENDING"), {});
    expect(newsOf(day("REFUSED"), first)).toHaveLength(2);
    expect(inOrder(newsOf(day("REFUSED"), first), "2026-11-24")).toMatchObject([{ kind: "absence", answer: "REFUSED", start: "08:00" }]);
    expect(newsOf(day("PENDING"), seenAfter(day("NONE"), {})).map((n) => "answer" in n)).toEqual([false, false]);
  });

  test("a mark that is withheld again is told as well", () => {
    expect(newsOf({ marks: [semester([{ ...c2, number: 1 }, c2])] }, seen).map((n) => n.key)).toEqual(["2026-2027/1/PC/C1"]);
  });

  test("a lesson only when it is not as planned, and when it is held after all", () => {
    const cancelled = { weeks: [week([lesson("2026-11-24", "08:00", "09:00", { status: "CANCELLED" }), lesson("2026-11-25", "08:00", "09:00")])] };
    expect(newsOf(cancelled, seen)).toMatchObject([{ kind: "lesson", changed: false, lesson: { status: "CANCELLED" } }]);
    expect(newsOf(before, seenAfter(cancelled, seen))).toMatchObject([{ kind: "lesson", changed: true, lesson: { status: "PLANNED" } }]);
  });

  test("a week that comes into sight is no news, and one that is over is forgotten", () => {
    const later: Week = { ...week([lesson("2026-12-01", "08:00", "09:00", { status: "MOVED" })]), week: "2026-W49" };
    expect(newsOf({ weeks: [before.weeks[0], later] }, seen)).toEqual([]);
    const next = seenAfter({ weeks: [later] }, seen);
    expect(Object.keys(next).sort()).toEqual(["marks/2026-2027/1", "week/2026-W49"]);
  });

  test("what was not on the phone keeps what was seen of it", () => {
    const kept: Seen = seenAfter({ marks: [] }, seen);
    expect(newsOf(before, kept)).toEqual([]);
  });

  test("an absence, and what was decided about it", () => {
    const absence = (standing: Absence["standing"]) => ({ absences: { absences: [missed({ standing })], totals: readAbsences([]).totals, from: "", to: "" } });
    const first = seenAfter({ absences: readAbsences([]) }, {});
    const look = absence("UNDECIDED");
    expect(newsOf(look, first)).toMatchObject([{ kind: "absence", changed: false }]);
    expect(newsOf(absence("JUSTIFIED"), seenAfter(look, first))).toMatchObject([{ kind: "absence", changed: true }]);
  });
});

describe("the estimate of the year", () => {
  const published = (value: string, more: Partial<StudentMarks> = {}): StudentMarks => ({
    ...semester([], { state: "GRADED" }), publishedAt: "2027-02-01T09:00:00Z", average: { state: "GRADED", value }, ...more,
  });

  test("is the mean of two published averages, printed as the server rounds", () => {
    expect(annualEstimate(published("12.50"), published("13.25"))).toBe("12.88");
  });

  test("is not made of what is not published or has no number", () => {
    const { publishedAt: _, ...hidden } = published("13.00");
    expect(annualEstimate(published("12.50"), hidden)).toBeUndefined();
    expect(annualEstimate(published("12.50"), published("13.00", { average: { state: "PENDING", value: "13.00" } }))).toBeUndefined();
    expect(annualEstimate(undefined, published("12.50"))).toBeUndefined();
  });

  test("is not made of a semester that was published without a subject", () => {
    const of = (state: SubjectMarks["state"]): StudentMarks => published("13.00", { subjects: semester([], { state }).subjects });
    expect(annualEstimate(published("12.50"), of("MISSING"))).toBeUndefined();
    expect(annualEstimate(published("12.50"), of("EXEMPT"))).toBe("12.75");
    expect([of("MISSING"), of("NOT_PUBLISHED"), of("GRADED"), of("EXEMPT"), semester([c2])].map((m) => leftOut(m).length)).toEqual([1, 1, 0, 0, 0]);
  });

  test("an average that waits names the subjects with an absence that is not decided", () => {
    const of = (control: Partial<SubjectMarks["controls"][number]>, state: SubjectMarks["state"] = "PENDING") =>
      undecided(published("", { average: { state }, subjects: semester([{ ...c1, ...control }], { state: "GRADED" }).subjects })).length;
    expect([of({ state: "PENDING" }), of({ state: "ABSENT" }), of({ state: "ABSENT", justified: true }), of({}), of({ state: "PENDING" }, "GRADED")]).toEqual([1, 1, 0, 0, 0]);
  });
});

function missed(more: Partial<Absence> = {}): Absence {
  return {
    lessonId: "l", date: "2026-11-20", start: "08:00", end: "09:00", subject: { code: "PC", name: "PC" }, state: "ABSENT", minutesLate: 0,
    justification: "NONE", standing: "UNDECIDED", justifyBy: "2026-11-26", ...more,
  };
}

describe("absences", () => {
  test("stand by day, newest first, and by hour", () => {
    const days = byDay([missed({ start: "10:00" }), missed(), missed({ date: "2026-11-23", state: "LATE", justifyBy: "" })]);
    expect(days.map((d) => [d.date, d.absences.map((a) => a.start), d.justifyBy])).toEqual([
      ["2026-11-23", ["08:00"], ""], ["2026-11-20", ["08:00", "10:00"], "2026-11-26"],
    ]);
  });

  test.each<[Partial<Absence>, string, boolean]>([
    [{}, "undecided", true],
    [{ justification: "PENDING" }, "pending", false],
    [{ justification: "ACCEPTED", standing: "JUSTIFIED" }, "justified", false],
    [{ state: "EXCUSED", standing: "JUSTIFIED" }, "justified", false],
    [{ justification: "REFUSED", standing: "UNJUSTIFIED" }, "refused", false],
    [{ justification: "REFUSED", standing: "UNDECIDED" }, "refused", true],
    [{ standing: "UNJUSTIFIED" }, "unjustified", false],
    [{ state: "LATE", justifyBy: "" }, "late", false],
  ])("%j is %s", (more, word, justify) => {
    expect([wordOf(missed(more)), canJustify(missed(more))]).toEqual([word, justify]);
  });
});

describe("parts", () => {
  test("items become marks, weeks and absences in their order", () => {
    const { subjects, ...head } = semester([c1]);
    const subject = (code: string, order: string) => ({ order, tag: code, kind: "subject", value: { ...subjects[0], subject: { code, name: code } } });
    const marks = readMarks([subject("B", "02"), { order: "", tag: "h", kind: "marks", value: head }, subject("A", "01")]);
    expect(marks?.subjects.map((s) => s.subject.code)).toEqual(["A", "B"]);
    expect(marks?.schoolYear).toBe("2026-2027");
    expect(readMarks([subject("A", "01")])).toBeUndefined();
    expect(readWeek([{ order: "", tag: "", kind: "week", value: { week: "2026-W48" } }])).toEqual(week([]));
    expect(readAbsences([{ order: "1", tag: "", kind: "absence", value: missed() }]).absences).toHaveLength(1);
  });

  test("names tell which semesters there are", () => {
    const names = ["me", "marks/2025-2026/2", "marks/2026-2027/1", "child/x/marks/2026-2027/1"];
    expect(semestersOf(names, "")).toEqual([{ year: "2026-2027", semester: 1 }, { year: "2025-2026", semester: 2 }]);
    expect(semestersOf(names, "child/x/")).toEqual([{ year: "2026-2027", semester: 1 }]);
  });
});

test.each([
  ["0", "0", "1", "1"],
  ["1.5", "2", "0.25", "3.75"],
  ["0.1", "0.2", "0", "0.3"],
  ["0", "0", "0", "0"],
])("hours of absence: %s justified, %s not, %s undecided make %s", (hoursJustified, hoursUnjustified, hoursUndecided, sum) => {
  expect(missedHours({ halfDays: "0", hoursJustified, hoursUnjustified, hoursUndecided })).toBe(sum);
});
