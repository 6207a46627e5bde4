import { expect, test } from "vitest";
import type { Message } from "../src/types";

type Catalogue = Record<string, Message>;

const files = import.meta.glob<Catalogue>("../src/catalogues/*/*.ts", { import: "default", eager: true });
const namesOfAll = Object.keys(files).flatMap((path) => /\/ar\/(\w+)\.ts$/.exec(path)?.[1] ?? []);

function load(lang: string, name: string): Catalogue {
  const found = files[`../src/catalogues/${lang}/${name}.ts`];
  if (!found) throw new Error(`no catalogue ${lang}/${name}`);
  return found;
}

const texts = (message: Message): string[] => (typeof message === "string" ? [message] : Object.values(message));
const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();

// Names that schools write in Latin letters inside Arabic as well, and keys as keyboards print them.
const LATIN = /\b(Enter|Esc|Tab|Ctrl|Delete|Excel|PDF|QR|CSV|XLSX|MASSAR|ESISE|PIN|SMS|JPEG|PNG|HEIC|[A-Z]\d*|iCal|ICS|GRESA)\b/g;

test("every namespace stands in both languages", () => expect(Object.keys(files)).toHaveLength(2 * namesOfAll.length));

for (const name of namesOfAll) {
  test(`${name}: Arabic and French say the same things`, () => {
    const [ar, fr] = [load("ar", name), load("fr", name)];
    expect(Object.keys(fr).sort()).toEqual(Object.keys(ar).sort());
    for (const [key, message] of Object.entries(ar)) {
      const other = fr[key] ?? "";
      // A plural form may say its number in a word ("نصفا يوم"), so {n} is asked of the message, not of each form.
      const every = (m: Message): string[] => [...new Set(texts(m).flatMap(names))].sort();
      expect(every(other), key).toEqual(every(message));
      for (const text of [...texts(message), ...texts(other)]) {
        expect(text.trim(), key).toBe(text);
        expect(text, key).not.toBe("");
        expect(text.replace(/\{\w+\}/g, ""), key).not.toMatch(/[{}<>]/);
      }
    }
  });

  test(`${name}: Arabic is in Arabic letters and Western digits`, () => {
    for (const [key, message] of Object.entries(load("ar", name)))
      for (const text of texts(message)) {
        const bare = text.replace(/\{\w+\}/g, "").replace(LATIN, "");
        expect(bare, key).not.toMatch(/[A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9]/);
      }
  });

  test(`${name}: Arabic plurals have all that Arabic counts`, () => {
    for (const [key, message] of Object.entries(load("ar", name)))
      if (typeof message !== "string") expect(Object.keys(message), key).toEqual(expect.arrayContaining(["one", "two", "few", "many", "other"]));
  });

  test(`${name}: French is in Latin letters`, () => {
    for (const [key, message] of Object.entries(load("fr", name)))
      for (const text of texts(message)) expect(text, key).not.toMatch(/[\u0600-\u06ff]/);
  });
}
