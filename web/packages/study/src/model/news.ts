/**
 * What changed since the last look. Every fact that may matter has a key and a print; what was seen is the prints of the
 * last look. A fact is news when its print is another one. The first look at a part makes nothing news: everything
 * would be.
 */
import { isShown } from "./marks";
import { addDays } from "./week";
import type { Lesson, StudentAbsences, StudentMarks, Subject, Week } from "./types";

/** Prints by key; an empty print is a fact that tells nothing yet, such as a mark that is not published. */
export type Prints = Record<string, string>;

export type News =
  | { key: string; kind: "mark"; subject: Subject; number: number; label: string; changed: boolean; was?: string }
  | { key: string; kind: "activities"; subject: Subject; changed: boolean; was?: string }
  | { key: string; kind: "subject"; subject: Subject; changed: boolean; was?: string }
  | { key: string; kind: "average"; changed: boolean; was?: string }
  | { key: string; kind: "lesson"; lesson: Lesson; changed: boolean }
  | { key: string; kind: "event"; title: string; from: string; to: string; changed: boolean }
  | { key: string; kind: "absence"; date: string; subject: Subject; start: string; changed: boolean; answer?: "ACCEPTED" | "REFUSED" };

interface Fact {
  print: string;
  news: News;
}

function markFacts(marks: StudentMarks): Fact[] {
  const facts: Fact[] = [];
  const where = `${marks.schoolYear}/${marks.semester}`;
  const cell = (c: { state: StudentMarks["average"]["state"]; mark?: string; justified?: boolean }): string =>
    isShown(c.state) ? `${c.state} ${c.mark ?? ""} ${c.justified ?? ""}` : "";
  for (const s of marks.subjects) {
    const key = `${where}/${s.subject.code}`;
    for (const c of s.controls) {
      const news: News = { key: `${key}/C${c.number}`, kind: "mark", subject: s.subject, number: c.number, label: c.label, changed: false };
      facts.push({ print: cell(c), news });
    }
    if (s.activities) {
      facts.push({ print: cell(s.activities), news: { key: `${key}/ACT`, kind: "activities", subject: s.subject, changed: false } });
    }
    facts.push({ print: cell(s), news: { key, kind: "subject", subject: s.subject, changed: false } });
  }
  const { state, value } = marks.average;
  facts.push({ print: isShown(state) ? `${state} ${value ?? ""}` : "", news: { key: where, kind: "average", changed: false } });
  return facts;
}

function weekFacts(week: Week): Fact[] {
  const lessons = week.lessons.map((lesson): Fact => {
    const print = lesson.status === "PLANNED" ? "" : [lesson.status, lesson.date, lesson.start, lesson.room, lesson.teacher?.staffId, lesson.note].join(" ");
    return { print, news: { key: `lesson/${lesson.lessonId}`, kind: "lesson", lesson, changed: false } };
  });
  const events = week.events.map(
    (e): Fact => ({
      // Without its title, which comes in the language of the page: to choose another is no news.
      print: [e.kind, e.from, e.to].join(" "),
      news: { key: `event/${e.eventId}`, kind: "event", title: e.title, from: e.from, to: e.to, changed: false },
    }),
  );
  return [...lessons, ...events];
}

function absenceFacts(list: StudentAbsences): Fact[] {
  return list.absences.map((a) => ({
    print: [a.state, a.minutesLate, a.justification, a.standing].join(" "),
    news: { key: `absence/${a.lessonId}`, kind: "absence", date: a.date, subject: a.subject, start: a.start, changed: false },
  }));
}

/** What one look takes in; what is undefined was not on the phone and keeps what was seen of it. */
export interface Look {
  marks?: StudentMarks[];
  weeks?: (Week | undefined)[];
  absences?: StudentAbsences | undefined;
}

// Each week is a group of its own: one that comes into sight for the first time is no news as a whole.
const weekGroup = "week/";

function factsOf(look: Look): { group: string; facts: Fact[] }[] {
  const groups: { group: string; facts: Fact[] }[] = [];
  for (const marks of look.marks ?? []) groups.push({ group: `marks/${marks.schoolYear}/${marks.semester}`, facts: markFacts(marks) });
  for (const week of look.weeks ?? []) if (week) groups.push({ group: weekGroup + week.week, facts: weekFacts(week) });
  if (look.absences) groups.push({ group: "absences", facts: absenceFacts(look.absences) });
  return groups;
}

/** What a print of a mark says it was; undefined where there was no number. */
function markIn(print: string): string | undefined {
  const [state, mark] = print.split(" ");
  return state === "GRADED" && mark ? mark : undefined;
}

/** What an absence's print says of its justification. */
const justificationIn = (print: string): string => print.split(" ")[2] ?? "";

/** A fact that is news, with what it was before. */
function told({ print, news }: Fact, before: string): News {
  const changed = before !== "";
  if (news.kind === "lesson" || news.kind === "event") return { ...news, changed };
  if (news.kind === "absence") {
    const answer = justificationIn(print);
    const answered = (answer === "ACCEPTED" || answer === "REFUSED") && answer !== justificationIn(before);
    return answered ? { ...news, changed, answer } : { ...news, changed };
  }
  const was = markIn(before);
  return was !== undefined && was !== markIn(print) ? { ...news, changed, was } : { ...news, changed };
}

/** What was seen, by group. */
export type Seen = Record<string, Prints>;

/** What has changed since the last look. */
export function newsOf(look: Look, seen: Seen): News[] {
  return factsOf(look).flatMap(({ group, facts }) => {
    const before = seen[group];
    if (before === undefined) return [];
    return facts
      .filter(({ print, news }) => print !== (before[news.key] ?? ""))
      .map((fact) => told(fact, before[fact.news.key] ?? ""));
  });
}

/** News as they are read: the lessons of today and tomorrow first, and one answer of the office once for a day. */
export function inOrder(news: readonly News[], today: string): News[] {
  const tomorrow = addDays(today, 1);
  const soon = (n: News): boolean => n.kind === "lesson" && today <= n.lesson.date && n.lesson.date <= tomorrow;
  const answers = new Set<string>();
  const once = news.filter((n) => {
    if (n.kind !== "absence" || !n.answer) return true;
    const key = `${n.date} ${n.answer}`;
    return !answers.has(key) && answers.add(key);
  });
  return [...once.filter(soon), ...once.filter((n) => !soon(n))];
}

/** What is seen once some things were looked at where they stand; all others stay news. */
export function seenWith(look: Look, seen: Seen, keys: ReadonlySet<string>): Seen {
  const next: Seen = { ...seen };
  for (const { group, facts } of factsOf(look)) {
    const before = seen[group];
    const looked = facts.filter(({ news }) => keys.has(news.key));
    if (before && looked.length > 0) next[group] = { ...before, ...Object.fromEntries(looked.map((f) => [f.news.key, f.print])) };
  }
  return next;
}

/** What is seen after a look; what was not looked at stays as it was, but for weeks that are over. */
export function seenAfter(look: Look, seen: Seen): Seen {
  const first = (look.weeks ?? []).flatMap((w) => (w ? [weekGroup + w.week] : [])).sort()[0];
  const kept = Object.entries(seen).filter(([group]) => first === undefined || !group.startsWith(weekGroup) || group >= first);
  const next: Seen = Object.fromEntries(kept);
  for (const { group, facts } of factsOf(look)) {
    next[group] = Object.fromEntries(facts.filter((f) => f.print !== "").map((f) => [f.news.key, f.print]));
  }
  return next;
}
