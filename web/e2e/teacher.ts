// What stories about teachers need.
import type { Page } from "@playwright/test";
import { Api, serverUrl, type Json, type Person } from "./stand.ts";
import { expect, settled, typePin } from "./watch.ts";
import { say, type Lang } from "./words.ts";

/** A lesson of the last school days whose register may be written now, whatever the hour. */
export async function lessonToTake(who: Person, url = serverUrl): Promise<{ lesson: string; entries: number }> {
  for (const part of await parts(who, "register/", url)) {
    const register = part["items"]!.find((item) => item["register"])?.["register"];
    const entries = part["items"]!.filter((item) => item["entry"]).length;
    if (register?.["window"] === "OPEN" && entries > 10) return { lesson: part["name"]!.slice("register/".length), entries };
  }
  throw new Error(`${who.identifier} has no register that is open`);
}

/** A sheet that is open, and the number of a column in it that families do not see. */
export async function openSheet(who: Person, url = serverUrl): Promise<{ id: string; column: number; name: string; students: number }> {
  for (const part of await parts(who, "sheet/", url)) {
    const head = part["items"]!.find((item) => item["head"])?.["head"];
    const column = head?.["columns"]!.map((c) => c["state"] === "OPEN" && c["kind"] === "CONTROL").lastIndexOf(true) ?? -1;
    const stays = part["items"]!.flatMap((item) => (item["row"] ? [item["row"]] : [])).slice(0, 5).every((row) => !row["left"]);
    if (head?.["state"] === "OPEN" && column >= 0 && stays) {
      return { id: part["name"]!.slice("sheet/".length), column, name: String(head["columns"]!.at(column)!["column"]), students: part["items"]!.filter((item) => item["row"]).length };
    }
  }
  throw new Error(`${who.identifier} has no sheet that is open`);
}

async function parts(who: Person, prefix: string, url: string): Promise<Json[]> {
  return (await (await Api.of(who, url)).post("sync"))["parts"]!.filter((part) => part["name"]!.startsWith(prefix));
}

/** Waits until the page says that the server has all. */
export async function received(page: Page, lang: Lang): Promise<void> {
  await expect(page.getByText(say(lang, "moudaris.sheet.save.all"))).toBeVisible();
}

/** Waits until the page says of a register that the server has it: at first that it came, later that it is taken. */
export async function registered(page: Page, lang: Lang): Promise<void> {
  await expect(page.locator(".counts").getByText(say(lang, "common.op.received")).or(page.locator(".counts").getByText(say(lang, "moudaris.register.state.taken")))).toBeVisible();
}

/** Opens the page again, with the PIN where there is one. */
export async function reload(page: Page, lang: Lang, pin?: string): Promise<void> {
  await page.reload();
  if (pin !== undefined) await typePin(page, pin, lang, "common.do.open");
  await expect(page.locator("nav a[aria-current=page]")).toBeVisible();
  await settled(page);
}
