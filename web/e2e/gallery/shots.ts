// Which screens are shown of each app.
import type { Page } from "@playwright/test";
import { here } from "../stand.ts";
import { expect, settled } from "../watch.ts";
import { say, type Lang } from "../words.ts";
import type { Places } from "./demo.ts";
import type { Shot, Size } from "./take.ts";

const both: readonly Size[] = ["360", "1280"];

async function press(page: Page, lang: Lang, key: string): Promise<void> {
  await page.getByRole("button", { name: say(lang, key) }).filter({ visible: true }).first().click();
  await settled(page);
}

async function choose(page: Page, lang: Lang, key: string): Promise<void> {
  const name = say(lang, key);
  await page.getByRole("tab", { name }).or(page.getByRole("radio", { name })).or(page.getByRole("button", { name })).filter({ visible: true }).first().click();
  await settled(page);
}

export function pupil(): Shot[] {
  return [
    { name: "home", dark: ["360"] },
    { name: "week", at: "#/week", sizes: both },
    { name: "marks", at: "#/marks" },
    { name: "subject", at: { from: "#/marks", link: 'main a[href^="#/marks/"]' }, dark: ["360"] },
    { name: "what-if", at: "#/what-if", act: tryMarks },
    { name: "report", at: "#/report" },
    { name: "absences", at: "#/absences" },
    { name: "path", at: "#/path" },
    { name: "calendar", at: "#/calendar" },
    { name: "more", at: "#/more" },
    { name: "account", at: "#/account" },
  ];
}

/** Marks that are not there yet, tried: the second semester has none. */
async function tryMarks(page: Page, lang: Lang): Promise<void> {
  const name = say(lang, "common.term.semester.n", { n: 2 });
  await page.getByRole("radio", { name }).or(page.getByRole("button", { name })).first().click();
  const cells = page.locator("main input:not([type=radio])");
  for (const [at, mark] of ["14", "12.5", "16"].entries()) await cells.nth(at).fill(mark);
}

export function family({ child, soon }: Places): Shot[] {
  const of = `#/child/${child}`;
  return [
    { name: "children", dark: ["360"], sizes: both },
    { name: "child", at: of },
    { name: "child-week", at: `${of}/week` },
    { name: "child-marks", at: `${of}/marks` },
    { name: "child-absences", at: `${of}/absences` },
    { name: "justify", at: `${of}/justify`, act: (page, lang) => justify(page, lang, soon) },
    { name: "justifications", at: `${of}/justifications` },
    { name: "guardians", at: `${of}/guardians` },
    { name: "join", at: "#/join" },
    { name: "more", at: `${of}/more` },
  ];
}

/** A reason with the photo of its paper, not sent. */
async function justify(page: Page, lang: Lang, day: string): Promise<void> {
  await choose(page, lang, "waliye.justify.dates");
  await page.locator('input[type="date"]').first().fill(day);
  await page.locator("main select").selectOption("ILLNESS");
  const paper = await page.screenshot({ scale: "css" });
  await page.locator('input[type="file"]').first().setInputFiles({ name: "paper.png", mimeType: "image/png", buffer: paper });
  await expect(page.getByRole("button", { name: say(lang, "waliye.justify.paper.remove", { n: 1 }) })).toBeVisible();
}

export function teaching({ lesson, sheet, published, classTaught, week }: Places): Shot[] {
  return [
    { name: "today", sizes: both },
    { name: "week", at: `#/week/${week}` },
    { name: "register", at: `#/register/${lesson}`, dark: ["360"] },
    { name: "sheets", at: "#/sheets" },
    { name: "sheet", at: `#/sheet/${sheet}`, sizes: both, dark: ["1280"] },
    { name: "sheet-cell", at: `#/sheet/${sheet}`, act: (page) => page.locator('td[data-p="1:1"]').click() },
    { name: "sheet-tools", at: `#/sheet/${sheet}`, act: (page, lang) => press(page, lang, "moudaris.sheet.tools") },
    { name: "excel", at: `#/sheet/${sheet}`, sizes: ["1280"], act: (page, lang) => press(page, lang, "moudaris.excel.in") },
    { name: "sheet-published", at: `#/sheet/${published}` },
    { name: "classes", at: "#/classes" },
    { name: "class", at: `#/class/${classTaught}` },
    { name: "corrections", at: "#/corrections" },
    { name: "calendar", at: "#/calendar" },
    { name: "more", at: "#/more" },
  ];
}

export function office({ class: first, classTaught, pupil: student, staff, room, week, month, lesson, published }: Places): Shot[] {
  const shown: Shot[] = [
    { name: "home", dark: ["1280"] },
    { name: "imports", at: "#/imports" },
    { name: "import-report", at: "#/imports", act: importFile },
    { name: "classes", at: "#/classes" },
    { name: "class-students", at: `#/class/${first}` },
    { name: "class-groups", at: `#/class/${first}/groups` },
    { name: "class-teachers", at: `#/class/${first}/teachers` },
    { name: "class-codes", at: `#/class/${first}/codes` },
    { name: "codes", at: "#/codes" },
    { name: "student", at: `#/student/${student}` },
    { name: "staff", at: "#/staff" },
    { name: "timetable", at: "#/timetable" },
    { name: "timetable-class", at: `#/timetable/class/${classTaught}/${week}` },
    { name: "timetable-teacher", at: `#/timetable/staff/${staff}/${week}` },
    { name: "timetable-room", at: `#/timetable/room/${encodeURIComponent(room)}/${week}` },
    { name: "timetable-pattern", at: `#/pattern/class/${classTaught}` },
    { name: "timetable-conflicts", at: "#/timetable/conflicts" },
    { name: "timetable-changes", at: "#/timetable/changes" },
    { name: "timetable-events", at: "#/timetable/events" },
    { name: "timetable-rooms", at: "#/timetable/rooms" },
    { name: "timetable-bells", at: "#/timetable/bells" },
    { name: "attendance", at: "#/attendance" },
    { name: "attendance-register", at: `#/attendance/lesson/${lesson}` },
    { name: "attendance-alerts", at: "#/attendance/alerts" },
    { name: "attendance-month", at: `#/attendance/months/${classTaught}/${month}` },
    { name: "justifications", at: "#/attendance/justifications" },
    { name: "board", at: "#/marks" },
    { name: "board-class", at: `#/marks/class/${classTaught}/1` },
    { name: "board-sheet", at: `#/marks/sheet/${published}` },
    { name: "corrections", at: "#/marks/corrections" },
    { name: "transfers", at: "#/transfers", act: (page, lang) => choose(page, lang, "idaraPeople.transfer.IN") },
    { name: "more", at: "#/more" },
    { name: "account", at: "#/account" },
  ];
  return [
    ...shown.map((shot) => ({ ...shot, sizes: both })),
    // Codes are issued once: the pictures of them come last.
    { name: "class-slips", at: `#/class/${first}/codes`, sizes: ["1280"], act: printCodes },
  ];
}

/** Codes for a class; those of before are given up. */
async function printCodes(page: Page, lang: Lang): Promise<void> {
  await press(page, lang, "idaraPeople.codes.issue");
  await choose(page, lang, "idaraPeople.codes.anew");
  await page.getByRole("dialog").locator('button[type="submit"]').click();
  await settled(page);
}

/** The timetable of the documentation, tried and not kept: it is another school's, and the report says so line by line. */
async function importFile(page: Page, lang: Lang): Promise<void> {
  await page.locator("main select").first().selectOption("TIMETABLE");
  await page.locator('input[type="file"]').setInputFiles(`${here}/../../docs/samples/timetable.fet.xml`);
  await press(page, lang, "idaraImports.try");
  await expect(page.locator("main progress")).toHaveCount(0);
}

export function ministry(): Shot[] {
  return [
    { name: "ministry", sizes: ["1280"], dark: ["1280"] },
    { name: "ministry-chart", sizes: ["1280"], act: (page, lang) => choose(page, lang, "idaraPlaces.look.chart") },
    { name: "transfers", sizes: ["1280"], at: "#/transfers" },
  ];
}

/** The demo has one province with three schools; the other rows are empty. */
const province = { from: "#/", link: 'main tbody tr:has(:text-is("3")) a[href^="#/place/"]' };

export function academy(): Shot[] {
  return [
    { name: "academy" },
    { name: "province", at: province },
    { name: "province-absence", at: province, act: (page, lang) => choose(page, lang, "idaraPlaces.view.absence") },
    { name: "school", at: province, act: openSchool },
    { name: "more", at: "#/more" },
  ];
}

async function openSchool(page: Page): Promise<void> {
  await page.locator('main tbody a[href^="#/place/"]').first().click();
  await settled(page);
}
