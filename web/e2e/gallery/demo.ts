// What the pictures need beside what the demo holds: something that waits for each decision.
import { Api, person, type Json } from "../stand.ts";

/** People of one school, so that each app shows the other side of the same things. */
export const seen = {
  student: person("student", 11),
  otherStudent: person("student", 12),
  guardian: person("guardian", 22),
  teacher: person("teacher", 50),
  office: person("school_office", 2),
  ministry: person("ministry", 0),
  academy: person("academy", 0),
};

/** Addresses of what is shown. */
export interface Places {
  child: string;
  lesson: string;
  sheet: string;
  class: string;
  classTaught: string;
  pupil: string;
  staff: string;
  room: string;
  week: string;
  month: string;
  /** A day to come. */
  soon: string;
  published: string;
}

/** Makes what is missing, and tells where things are. */
export async function prepare(): Promise<Places> {
  const office = await Api.of(seen.office);
  const teacher = await Api.of(seen.teacher);
  const synced = await teacher.post("sync");
  const parts = synced["parts"]!;
  // The demo has a day of its own.
  const late = Date.parse(String(synced["schoolTime"])) - Date.now();
  const day = (plus: number): string => new Date(Date.now() + late + plus * 86_400_000).toISOString().slice(0, 10);
  const value = (name: string, kind: string): Json[] =>
    parts.filter((part) => part["name"]!.startsWith(name)).flatMap((part) => part["items"]!.flatMap((item) => (item[kind] ? [item[kind]] : [])));
  const heads = value("sheets", "sheet");
  const first = heads.filter((head) => Number(head["semester"]) === 1);
  const taught = [...new Set(first.map((head) => String(head["class"]!["classId"])))];
  const published = await publish(office, teacher, first.find((head) => head["class"]!["classId"] === taught.at(-1))!, (id) => value(`sheet/${id}`, "row"), late);

  const registers = parts.filter((part) => part["name"]!.startsWith("register/"));
  const open = registers.filter((part) => part["items"]!.some((item) => item["register"]?.["window"] === "OPEN"));
  const lesson = (open[0] ?? registers[0])!["name"]!.slice("register/".length);
  const week = String(parts.find((part) => part["name"]!.startsWith("week/"))!["name"]).slice("week/".length);

  const family = (await (await Api.of(seen.guardian)).post("sync"))["parts"]!;
  const child = String(family.find((part) => part["name"] === "children")!["items"]!.at(0)!["child"]!["studentId"]);
  const classes = (await office.get("classes?pageSize=500"))["classes"]!;
  const students = (await office.get(`classes/${taught[0]}/students`))["students"]!;
  const staff = (await office.get("staff?pageSize=500"))["staff"]!;
  const rooms = (await office.get("rooms"))["rooms"]!;
  await ask(office, String(classes.at(0)!["classId"]), day(0));
  return {
    child,
    lesson,
    week,
    sheet: String(first.at(0)!["markSheetId"]),
    class: String(classes.at(0)!["classId"]),
    classTaught: taught[0]!,
    pupil: String(students.at(3)!["studentId"]),
    staff: String(staff.find((one) => one["email"] === seen.teacher.identifier)?.["staffId"] ?? staff.at(0)!["staffId"]),
    room: String(rooms.at(0)!["name"]),
    month: day(0).slice(0, 7),
    soon: day(3),
    published,
  };
}

/** One sheet is published, the others of its class are missing; then the teacher finds that a mark was wrong. */
async function publish(office: Api, teacher: Api, head: Json, rows: (sheet: string) => Json[], late: number): Promise<string> {
  const sheet = String(head["markSheetId"]);
  const row = rows(sheet).find((one) => !one["left"])!;
  if (head["state"] !== "OPEN") return sheet;
  const classId = String(head["class"]!["classId"]);
  await teacher.post(`markSheets/${sheet}:submit`);
  await office.post(`markSheets/${sheet}:validate`);
  const all = (await office.get(`markSheets?classId=${classId}&semester=1&pageSize=500`))["markSheets"]!;
  const missing = all.filter((one) => one["markSheetId"] !== sheet).map((one) => ({ markSheetId: one["markSheetId"], reason: "الأستاذ في رخصة" }));
  await office.post(`classes/${classId}:publish`, { semester: 1, publishAt: new Date(Date.now() + late + 1000).toISOString(), missing });
  await new Promise((done) => setTimeout(done, 3000));
  await teacher.post(`markSheets/${sheet}:proposeCorrection`, { studentId: row["studentId"], column: "C1", mark: "17.5", reason: "لم يحتسب السؤال الثالث" });
  return sheet;
}

/** A student of another school is asked for. */
async function ask(office: Api, classId: string, date: string): Promise<void> {
  const known = (await office.get("transfers?direction=IN"))["transfers"]!;
  if (known.length > 0) return;
  await office.post("transfers", { massarCode: person("student", 0).identifier, classId, date, reason: "انتقال الأسرة" });
}
