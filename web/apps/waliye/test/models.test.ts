import type { QueuedOp } from "@massar/offline";
import type { Absence } from "@massar/study";
import { expect, test } from "vitest";
import { fileToCome } from "../src/model/joined";
import { ofName, shortNames } from "../src/model/names";
import { broughtDays, notListed, standingOf } from "../src/model/ops";
import { fit, kindOf, problemWith } from "@massar/ui/photo.ts";
import { keptWith, papersPath } from "../src/model/papers";
import { missedDays, tapDay, timingOf } from "../src/model/rule";
import type { Child, Justification } from "../src/model/types";

const today = "2026-11-23";
const absence = (over: Partial<Absence>): Absence => ({
  lessonId: `l-${over.date}-${over.start}`, date: "2026-11-20", start: "08:30", end: "09:30", subject: { code: "MATH", name: "Maths" },
  state: "ABSENT", minutesLate: 0, justification: "NONE", standing: "UNDECIDED", justifyBy: "2026-11-23", ...over,
});

test("brothers and sisters lose the family name that they share", () => {
  expect(shortNames(["ياسمين العلوي", "عمر العلوي"])).toEqual(["ياسمين", "عمر"]);
  expect(shortNames(["Omar EL ALAOUI", "Salma EL ALAOUI", "Adam EL ALAOUI"])).toEqual(["Omar", "Salma", "Adam"]);
  expect(shortNames(["برادة عائشة", "برادة هاجر"])).toEqual(["عائشة", "هاجر"]);
  expect(shortNames(["El Mansouri Latifa", "El Mansouri Omar"])).toEqual(["Latifa", "Omar"]);
  expect(shortNames(["Omar ALAOUI", "Salma IDRISSI"])).toEqual(["Omar ALAOUI", "Salma IDRISSI"]);
  expect(shortNames(["Omar", "Omar"])).toEqual(["Omar", "Omar"]);
  expect(shortNames(["ALAOUI", "Omar ALAOUI"])).toEqual(["ALAOUI", "Omar ALAOUI"]);
  expect(shortNames(["Omar ALAOUI"])).toEqual(["Omar ALAOUI"]);
  expect(shortNames([])).toEqual([]);
});

test("names after the French de", () => {
  expect(["Adam", "Élias", "Salma", "Hiba", "Yasmine", "سلمى"].map(ofName)).toEqual(["d’Adam", "d’Élias", "de Salma", "de Hiba", "de Yasmine", "de سلمى"]);
});

test("days that wait, newest first, with the first of their dates", () => {
  const days = missedDays(
    [
      absence({ date: "2026-11-19", start: "10:30", justifyBy: "2026-11-24" }),
      absence({ date: "2026-11-19", start: "08:30", justifyBy: "2026-11-23" }),
      absence({ date: "2026-11-21", justifyBy: "2026-11-24" }),
    ],
    today,
  );
  expect(days.map((d) => [d.date, d.by, d.inTime, d.absences.map((a) => a.start)])).toEqual([
    ["2026-11-21", "2026-11-24", true, ["08:30"]],
    ["2026-11-19", "2026-11-23", true, ["08:30", "10:30"]],
  ]);
});

test("the last day still counts, the day after is late, and after thirty days nothing is offered", () => {
  const by = (justifyBy: string, date = "2026-11-19", standing: Absence["standing"] = "UNJUSTIFIED") =>
    missedDays([absence({ date, justifyBy, standing })], today).map((d) => d.inTime);
  expect(by("2026-11-23", "2026-11-20", "UNDECIDED")).toEqual([true]);
  expect(by("2026-11-22")).toEqual([false]);
  expect(by("2026-10-27", "2026-10-24")).toEqual([false]);
  expect(by("2026-10-26", "2026-10-23")).toEqual([]);
});

test("what is late, present, decided or on its way does not wait", () => {
  expect(missedDays([absence({ state: "LATE" })], today)).toEqual([]);
  expect(missedDays([absence({ state: "SENT_TO_OFFICE" })], today)).toEqual([]);
  expect(missedDays([absence({ standing: "JUSTIFIED", justification: "ACCEPTED" })], today)).toEqual([]);
  expect(missedDays([absence({ justification: "PENDING" })], today)).toEqual([]);
  expect(missedDays([absence({ justification: "REFUSED", standing: "UNJUSTIFIED", justifyBy: "2026-11-22" })], today)).toEqual([]);
  expect(missedDays([absence({ justification: "REFUSED" })], today)).toHaveLength(1);
  expect(missedDays([absence({})], today, [{ from: "2026-11-18", to: "2026-11-20" }])).toEqual([]);
  expect(missedDays([absence({})], today, [{ from: "2026-11-20" }])).toEqual([]);
  expect(missedDays([absence({})], today, [{ from: "2026-11-21" }])).toHaveLength(1);
});

test("a justification is judged by the strictest of its days", () => {
  const days = missedDays(
    [absence({ date: "2026-11-20", justifyBy: "2026-11-24" }), absence({ date: "2026-11-21", justifyBy: "2026-11-23" }), absence({ date: "2026-11-10", justifyBy: "2026-11-13", standing: "UNJUSTIFIED" })],
    today,
  );
  expect(timingOf(days, { from: "2026-11-20", to: "2026-11-21" })).toEqual({ kind: "inTime", by: "2026-11-23" });
  expect(timingOf(days, { from: "2026-11-20" })).toEqual({ kind: "inTime", by: "2026-11-24" });
  expect(timingOf(days, { from: "2026-11-10", to: "2026-11-21" })).toEqual({ kind: "late", since: "2026-11-13" });
  expect(timingOf(days, { from: "2026-11-25" })).toEqual({ kind: "announced" });
});

test("taps make days without a gap", () => {
  const dates = ["2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18"];
  let range = tapDay(dates, undefined, "2026-11-20");
  expect(range).toEqual({ from: "2026-11-20", to: "2026-11-20" });
  range = tapDay(dates, range, "2026-11-18");
  expect(range).toEqual({ from: "2026-11-18", to: "2026-11-20" });
  range = tapDay(dates, range, "2026-11-21");
  expect(range).toEqual({ from: "2026-11-18", to: "2026-11-21" });
  expect(tapDay(dates, range, "2026-11-20")).toEqual({ from: "2026-11-18", to: "2026-11-19" });
  expect(tapDay(dates, range, "2026-11-18")).toEqual({ from: "2026-11-19", to: "2026-11-21" });
  expect(tapDay(dates, range, "2026-11-21")).toEqual({ from: "2026-11-18", to: "2026-11-20" });
  expect(tapDay(dates, { from: "2026-11-20" }, "2026-11-20")).toBeUndefined();
});

test("a photo is as large as its writing needs, and never larger than it was", () => {
  expect(fit(4000, 3000)).toEqual({ width: 1600, height: 1200 });
  expect(fit(3000, 4000)).toEqual({ width: 1200, height: 1600 });
  expect(fit(800, 600)).toEqual({ width: 800, height: 600 });
  expect(fit(10_000, 1)).toEqual({ width: 1600, height: 1 });
});

test("papers are pictures and PDF, five of them, PDF up to the server's limit", () => {
  expect(kindOf({ type: "image/jpeg", name: "" })).toBe("picture");
  expect(kindOf({ type: "", name: "IMG_1.HEIC" })).toBe("picture");
  expect(kindOf({ type: "", name: "certificat.PDF" })).toBe("pdf");
  expect(kindOf({ type: "image/svg+xml", name: "a.svg" })).toBeUndefined();
  expect(problemWith({ type: "text/html", name: "a.pdf", size: 1 }, 0)).toBe("type");
  expect(problemWith({ type: "application/pdf", name: "a", size: 5_000_001 }, 0)).toBe("large");
  expect(problemWith({ type: "image/png", name: "a", size: 50_000_000 }, 4)).toBeUndefined();
  expect(problemWith({ type: "image/png", name: "a", size: 1 }, 5)).toBe("many");
});

const op = (over: Partial<QueuedOp>, from = "2026-11-20"): QueuedOp => ({
  opId: "1", kind: "JUSTIFICATION", resource: "child/1/justifications", state: "PHONE", createdAt: new Date(1), edits: [],
  justification: { studentId: "1", from, reason: "ILLNESS", documents: 1, sent: 0 }, ...over,
});
const listed = (over: Partial<Justification> = {}): Justification => ({
  justificationId: "j", from: "2026-11-20", to: "2026-11-20", reason: "ILLNESS", state: "PENDING", submittedAt: "", submittedBy: "GUARDIAN", ...over,
});

test("what was received stands once: in the queue until the server's list has it", () => {
  expect(notListed([op({ state: "RECEIVED" })], [])).toHaveLength(1);
  expect(notListed([op({ state: "RECEIVED" })], [listed()])).toEqual([]);
  expect(notListed([op({ state: "RECEIVED" })], [listed({ from: "2026-11-19" })])).toHaveLength(1);
  expect(notListed([op({ state: "PHONE" })], [listed()])).toHaveLength(1);
  expect(notListed([op({ createdAt: new Date(1), opId: "a" }), op({ createdAt: new Date(2), opId: "b" })], []).map((o) => o.opId)).toEqual(["b", "a"]);
});

test("a refused justification leaves its days waiting", () => {
  expect(broughtDays([op({ state: "REFUSED" }), op({ state: "SENDING" }, "2026-11-21")]).map((d) => d.from)).toEqual(["2026-11-21"]);
});

test("where the justifications of a child stand", () => {
  const listed = (over: Partial<Justification>): Justification => ({
    justificationId: "j", from: "2026-11-18", to: "2026-11-19", reason: "ILLNESS", state: "PENDING", submittedAt: "2026-11-19T10:00:00Z", submittedBy: "GUARDIAN", ...over,
  });
  const op = (state: QueuedOp["state"], from: string): QueuedOp => ({
    opId: from, kind: "JUSTIFICATION", resource: "child/c/justifications", state, createdAt: new Date(0), edits: [],
    justification: { studentId: "c", from, reason: "ILLNESS", documents: 0, sent: 0, untried: true },
  });
  expect(standingOf([], [], today)).toEqual({ held: 0, failed: 0, pending: 0, refused: 0 });
  // What was received and is listed counts once.
  expect(standingOf([op("PHONE", "2026-11-23"), op("SENDING", "2026-11-24"), op("REFUSED", "2026-11-02"), op("RECEIVED", "2026-11-20")], [listed({ from: "2026-11-20", to: "2026-11-20" }), listed({})], today))
    .toEqual({ held: 2, failed: 1, pending: 2, refused: 0 });
  const no = (decidedAt: string): Justification => listed({ state: "REFUSED", decidedAt });
  expect(standingOf([], [no("2026-11-20T09:00:00Z")], today).refused).toBe(1);
  expect(standingOf([], [no("2026-11-08T09:00:00Z")], today).refused).toBe(0);
  // Something else was brought for all of those days.
  expect(standingOf([], [no("2026-11-20T09:00:00Z"), listed({ from: "2026-11-17", to: "2026-11-20" })], today).refused).toBe(0);
  expect(standingOf([op("PHONE", "2026-11-18")], [no("2026-11-20T09:00:00Z")], today)).toMatchObject({ held: 1, refused: 1 });
});

test("the file of a child that was added is waited for only where there will be one", () => {
  const mirror = (children: Partial<Child>[], parts: string[] = []) => ({
    part: (name: string) => (parts.includes(name) ? { name, at: new Date(), items: [] } : undefined),
    values: <T>(name: string, kind: string) => (name === "children" && kind === "child" ? (children as T[]) : []),
  });
  expect(fileToCome(mirror([]), "c")).toBe(true);
  expect(fileToCome(mirror([{ studentId: "c", restrictions: [] }]), "c")).toBe(true);
  expect(fileToCome(mirror([{ studentId: "c" }], ["child/c/absences"]), "c")).toBe(false);
  expect(fileToCome(mirror([{ studentId: "c", restrictions: ["CUSTODY"] }]), "c")).toBe(false);
  expect(fileToCome(mirror([{ studentId: "b", restrictions: ["CUSTODY"] }]), "c")).toBe(true);
  expect(fileToCome(mirror([]), "")).toBe(false);
});

test("the last papers that were opened stay on the phone, each once, and go with the child", () => {
  const paper = (id: string, url = `data:,${id}`): { id: string; url: string } => ({ id, url });
  let held: { id: string; url: string }[] = [];
  for (const id of ["a", "b", "c", "d", "b"]) held = keptWith(held, paper(id));
  expect(held.map((one) => one.id)).toEqual(["b", "d", "c"]);
  expect(keptWith(held, paper("c", "data:,new"))[0]).toEqual({ id: "c", url: "data:,new" });
  expect(papersPath("12345A.s")).toContain("12345A.s");
});
