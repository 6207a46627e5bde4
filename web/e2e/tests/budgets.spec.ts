// What the apps cost: bytes through a line that counts them, memory and delay as the browser measures them.
import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "@playwright/test";
import { spend } from "../budget.ts";
import { activated } from "../family.ts";
import { Api, Line, people, person, serverUrl, type AppName, type Json, type Person } from "../stand.ts";
import { registered } from "../teacher.ts";
import { expect, go, settled, signIn, test } from "../watch.ts";
import { say } from "../words.ts";

const kilobyte = 1024;
const firstVisit = 120 * kilobyte;
const laterStart = 3 * kilobyte;
const dayBudget = 6 * kilobyte;
const apps: AppName[] = ["moutamadris", "waliye", "moudaris", "idara"];
const roleOf = { moutamadris: "student", waliye: "guardian", moudaris: "teacher", idara: "school_office" } as const;

/** Waits until the worker has all that it keeps. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

for (const [i, app] of apps.entries()) {
  test(`${app}: the first visit and a later start`, async ({ context, lang }) => {
    const line = await Line.to(serverUrl);
    try {
      const page = await context.newPage();
      await page.goto(`${line.url}/${app}/`);
      await expect(page.locator('input[name="username"]')).toBeVisible();
      await kept(page);
      spend(`${app}: first visit, all that is kept included`, await line.quiet(2000), "bytes", firstVisit);

      const before = line.down;
      await signIn(page, person(roleOf[app], 20 + i), { lang, url: line.url });
      await settled(page);
      spend(`${app}: sign-in and first data`, (await line.quiet()) - before, "bytes");
      await page.close();

      const start = line.down;
      const again = await context.newPage();
      await again.goto(`${line.url}/${app}/`);
      await expect(again.locator("nav a[aria-current=page]")).toBeVisible();
      await settled(again);
      spend(`${app}: later start`, (await line.quiet(1500)) - start, "bytes", laterStart);
    } finally {
      line.close();
    }
  });
}

/** Reads everything that the student's app shows, as somebody would who is curious. */
async function readEverything(page: Page): Promise<void> {
  for (const hash of ["#/", "#/week", "#/marks"]) await go(page, hash);
  const subjects = await page.locator('a[href^="#/marks/"]').evaluateAll((links) => links.map((a) => a.getAttribute("href") ?? ""));
  for (const hash of [...subjects, "#/absences", "#/path", "#/what-if", "#/report", "#/more", "#/"]) await go(page, hash);
}

/** One opening: the page, everything read, the page closed. Gives what came down the line. */
async function opening(context: BrowserContext, line: Line): Promise<number> {
  const before = line.down;
  const page = await context.newPage();
  await page.goto(`${line.url}/moutamadris/`);
  await expect(page.locator("nav a[aria-current=page]")).toBeVisible();
  await line.quiet(400);
  await readEverything(page);
  await line.quiet(400);
  await page.close();
  return line.down - before;
}

test("a student's day", async ({ context, lang }) => {
  const { student, changes } = await busyStudent();
  const line = await Line.to(serverUrl);
  try {
    const page = await context.newPage();
    await signIn(page, student, { lang, url: line.url });
    await kept(page);
    await line.quiet(1500);
    await readEverything(page);
    spend("a student's day: the morning's first load", await line.quiet(), "bytes");
    await page.close();

    let day = 0;
    for (let n = 1; n <= 6; n++) {
      // Before the second, the fourth and the fifth opening something has changed.
      if (n === 2) await changes[0]!();
      if (n === 4) await changes[1]!();
      if (n === 5) await changes[2]!();
      const came = await opening(context, line);
      spend(`a student's day: opening ${n}`, came, "bytes");
      day += came;
    }
    spend("a student's day: six openings, three changes", day, "bytes", dayBudget);
  } finally {
    line.close();
  }
});

test("five absentees: from the home screen to the saved register", async ({ page, lang }) => {
  const { who, lesson, entries } = await register35();
  await signIn(page, who, { lang });
  let taps = 0;
  await page.exposeFunction("massarTap", () => (taps += 1));
  await page.evaluate(() => document.addEventListener("pointerdown", () => (globalThis as unknown as { massarTap: () => void }).massarTap(), true));

  // By night and on a day without school the lesson is one of the day before.
  const open = page.locator(`main a[href$="/register/${encodeURIComponent(lesson)}"]`);
  for (let back = 0; back < 3; back++) {
    await expect(page.locator("main ul a").or(page.getByText(say(lang, "moudaris.day.none"))).first()).toBeVisible();
    await settled(page);
    if ((await open.count()) > 0) break;
    await page.getByRole("link", { name: say(lang, "moudaris.day.previous") }).tap();
  }
  await open.tap();
  await expect(page.locator("main ul li button.tap")).toHaveCount(entries);
  const here = page.locator("main ul li.present button.tap");
  const before = await here.count();
  for (let absent = 1; absent <= 5; absent++) {
    await here.nth(2).tap();
    await expect(here).toHaveCount(before - absent);
  }
  await page.getByRole("button", { name: say(lang, "moudaris.register.save") }).tap();
  await registered(page, lang);
  const entriesNow = (await (await Api.of(who)).get(`lessons/${lesson}/register`))["register"]!["entries"]!;
  expect(entriesNow.filter((entry) => entry["state"] === "PRESENT").length).toBe(before - 5);
  spend(`a register of ${entries}, five absent: from the home screen until it is saved`, taps, "taps", 9);
});

/** A register of 35 that may be written now; other stories are told with other teachers, and these come first. */
async function register35(): Promise<{ who: Person; lesson: string; entries: number }> {
  const all = people("teacher");
  for (const who of [...all.slice(42, 60), ...all.slice(60)]) {
    for (const part of (await (await Api.of(who)).post("sync"))["parts"]!.filter((p) => p["name"]!.startsWith("register/"))) {
      const register = part["items"]!.find((item) => item["register"])?.["register"];
      const present = part["items"]!.filter((item) => item["entry"]?.["state"] === "PRESENT").length;
      const entries = part["items"]!.filter((item) => item["entry"]).length;
      if (register?.["window"] === "OPEN" && present >= 10 && entries >= 35) return { who, lesson: part["name"]!.slice("register/".length), entries };
    }
  }
  throw new Error("no register of 35 may be written now");
}

interface Day {
  student: Person;
  changes: (() => Promise<void>)[];
}

/** A student of a class whose marks are being entered, and what his teacher and his office do to him on a day. */
async function busyStudent(): Promise<Day> {
  for (const who of people("teacher").slice(60)) {
    const teacher = await Api.of(who);
    const held = (await teacher.post("sync"))["parts"]!;
    for (const part of held.filter((p) => p["name"]!.startsWith("sheet/"))) {
      const head = part["items"]!.find((item) => item["head"])!["head"]!;
      const column = head["columns"]!.find((c) => c["state"] === "OPEN" && c["kind"] === "CONTROL");
      const register = held.find((p) => p["items"]!.some((i) => i["register"]?.["window"] === "OPEN" && i["register"]["lesson"]!["group"] === "" && i["register"]["lesson"]!["class"]!["label"] === head["class"]!["label"]));
      if (head["state"] === "OPEN" && column && register) return begin(who, teacher, part, head, column, register["name"]!.slice("register/".length));
    }
  }
  throw new Error("no teacher has an open sheet and an open register of one class");
}

/** Gives the first student of a sheet an account, enters marks that nobody sees yet, and says what is to change. */
async function begin(who: Person, teacher: Api, sheet: Json, head: Json, column: Json, lesson: string): Promise<Day> {
  const office = await Api.of(people("school_office").find((p) => p.schoolCode === who.schoolCode)!);
  await office.put(`schools/${who.schoolCode}/settings`, { showRank: true, earlyRelease: true });
  const rows = sheet["items"]!.flatMap((item) => (item["row"] && !item["row"]["left"] ? [item["row"]] : []));
  const { studentId } = rows[0]!;
  const student = await activated(office, String(studentId), "SELF");
  const own = await Api.of(student);

  const name = column["column"] as string;
  const path = `markSheets/${head["markSheetId"]}`;
  const cells = rows.map((row, i) => ({ studentId: row["studentId"], column: name, mark: `${4 + (i % 6)}.25`, version: row["cells"]!.find((c) => c["column"] === name)!["version"] }));
  await teacher.post(`${path}:save`, { cells });
  await teacher.put(`${path}/columns/${name}`, { label: "Contrôle", date: "2026-11-18" });
  const planned = (await own.get("timetable"))["lessons"]!.filter((l) => l["status"] === "PLANNED").at(-1)!["lessonId"] as string;
  const seen = (read: () => Promise<boolean>): Promise<void> => expect.poll(read, { timeout: 30_000 }).toBe(true);
  const mark = async (): Promise<void> => {
    await teacher.post(`${path}:release`, { column: name });
    await seen(async () => {
      const subject = (await own.get("marks"))["subjects"]!.find((s) => s["subject"]!["code"] === head["subject"]!["code"]);
      return subject?.["controls"]!.some((c) => c["number"] === column["number"] && c["state"] === "GRADED") ?? false;
    });
  };
  const cancelled = async (): Promise<void> => {
    await office.post(`lessons/${planned}:cancel`, { note: "Formation" });
    await seen(async () => (await own.get("timetable"))["lessons"]!.some((l) => l["lessonId"] === planned && l["status"] === "CANCELLED"));
  };
  const absence = async (): Promise<void> => {
    const entry = (await teacher.get(`lessons/${lesson}/register`))["register"]!["entries"]!.find((e) => e["studentId"] === studentId)!;
    const state = entry["state"] === "ABSENT" ? "LATE" : "ABSENT";
    await teacher.put(`lessons/${lesson}/register`, { entries: [{ studentId, state, minutesLate: state === "LATE" ? 5 : 0, version: entry["version"] }] });
    await seen(async () => (await own.get("absences"))["absences"]!.some((a) => a["lessonId"] === lesson && a["state"] === state));
  };
  return { student, changes: [mark, cancelled, absence] };
}

const rowsOfGrid = 45;

test("a marks grid of 45 students", async ({ context, lang }) => {
  const who = person("teacher", 9);
  const office = await Api.of(people("school_office").find((p) => p.schoolCode === who.schoolCode)!);
  const sheet = await fill(who, office);
  const page = await context.newPage();
  await signIn(page, who, { lang });
  await go(page, `#/sheet/${sheet}`);
  await expect(page.locator("tbody tr")).toHaveCount(rowsOfGrid);
  const cell = page.locator('td[data-p="0:1"]');
  await cell.click();

  const marks = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "1", "2", "3", "4"];
  const delays = await keyToScreen(page, marks.flatMap((mark) => [mark, ".", "5", "Enter"]));
  for (const [row, mark] of marks.entries()) await expect(page.locator(`td[data-p="${row}:1"]`)).toHaveText(`${mark}.50`);
  spend("marks grid of 45: key to screen, median", delays[Math.floor(delays.length / 2)]!, "ms", 50);
  spend("marks grid of 45: key to screen, 95th percentile", delays[Math.floor(delays.length * 0.95)]!, "ms", 50);

  const cdp = await context.newCDPSession(page);
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("Performance.enable");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const metric = (name: string): number => metrics.find((m) => m.name === name)?.value ?? 0;
  spend("marks grid of 45: elements and texts of the page", metric("Nodes"), "nodes");
  spend("marks grid of 45: JavaScript heap after collection", metric("JSHeapUsedSize") / 1024 / kilobyte, "MB", 60);
  spend("marks grid of 45: its process, code of the browser left out", await privateMemory(context), "MB", 60);
});

/**
 * Presses keys and gives for each how long it took until the frame that shows it was drawn, the shortest first: from the
 * moment at which the browser had the key to the first message after the next frame, or to when the browser says that
 * the frame was on the screen (Event Timing, which tells of slow ones only). Every key is measured, or it fails.
 */
async function keyToScreen(page: Page, keys: string[]): Promise<number[]> {
  await page.evaluate(() => {
    const kept: { at: number; ms: number }[] = ((globalThis as unknown as { keys: typeof kept }).keys = []);
    const drawn = ({ timeStamp: at }: KeyboardEvent): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => kept.push({ at, ms: performance.now() - at });
        port2.postMessage(undefined);
      });
    };
    document.addEventListener("keydown", drawn, true);
    new PerformanceObserver((list) => {
      for (const { name, startTime, duration } of list.getEntries()) {
        const key = name === "keydown" && kept.find(({ at }) => Math.abs(at - startTime) < 1);
        if (key) key.ms = Math.max(key.ms, duration);
      }
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  const measured = (): Promise<number[]> => page.evaluate(() => (globalThis as unknown as { keys: { ms: number }[] }).keys.map((key) => key.ms));
  for (const [before, key] of keys.entries()) {
    await page.keyboard.press(key);
    await expect.poll(async () => (await measured()).length, { intervals: [20], timeout: 5000 }).toBe(before + 1);
    // A person does not type faster than this.
    await page.waitForTimeout(40);
  }
  return (await measured()).sort((a, b) => a - b);
}

/** Moves students of a sister class into the teacher's until it has 45, and gives the sheet of that class. */
async function fill(who: Person, office: Api): Promise<string> {
  const teacher = await Api.of(who);
  const head = (await teacher.get("markSheets?pageSize=500"))["markSheets"]!.find((s) => s["state"] === "OPEN")!;
  const classId = head["class"]!["classId"] as string;
  const classes = (await office.get("classes?pageSize=500"))["classes"]!;
  const own = classes.find((c) => c["classId"] === classId)!;
  const sister = classes.find((c) => c["level"] === own["level"] && c["stream"] === own["stream"] && c["classId"] !== classId)!;
  const movers = (await office.get(`classes/${sister["classId"]}/students?pageSize=500`))["students"]!;
  const wanted = rowsOfGrid - Number(own["studentCount"]);
  // The last of the list: other stories write in the first rows.
  for (const id of movers.map((student) => String(student["studentId"])).slice(wanted > 0 ? -wanted : movers.length)) await office.post(`students/${id}:move`, { classId });
  await expect.poll(async () => (await teacher.get(`markSheets/${head["markSheetId"]}`))["markSheet"]!["rows"]!.length, { timeout: 30_000 }).toBe(rowsOfGrid);
  return head["markSheetId"] as string;
}

/** What the largest page of a browser has for itself: script, elements, styles and pictures, all that it wrote to. */
async function privateMemory(context: BrowserContext): Promise<number> {
  const cdp = await context.browser()!.newBrowserCDPSession();
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  const sizes = processInfo.filter((one) => one.type === "renderer").map((one) => {
    const said = readFileSync(`/proc/${one.id}/smaps_rollup`, "utf8");
    return Number(/^Private_Dirty:\s+(\d+)/m.exec(said)?.[1]);
  });
  return Math.max(...sizes) / kilobyte;
}
