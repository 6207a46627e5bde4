// What may be wrong with a screen without any story noticing. Runs inside the page.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Lang } from "./words.ts";

/** Everything that is wrong with what is shown now, in words. */
export async function faults(page: Page, lang: Lang): Promise<string[]> {
  return [...(await drawn(page, lang)), ...(await usable(page))];
}

/** The same for a story that is told four times: axe looks at each language once and at each width once, which is what it can tell apart. */
export async function wrong(page: Page, lang: Lang, narrow: boolean): Promise<string[]> {
  await atRest(page);
  return narrow === (lang === "ar") ? faults(page, lang) : drawn(page, lang);
}

/** What is wrong with how it is drawn. */
export function drawn(page: Page, lang: Lang): Promise<string[]> {
  return page.evaluate(look, lang);
}

/** What is wrong for who cannot see or point. */
async function usable(page: Page): Promise<string[]> {
  const found: string[] = [];
  const axe = await new AxeBuilder({ page }).analyze();
  for (const violation of axe.violations) {
    for (const node of violation.nodes.slice(0, 3)) found.push(`axe ${violation.id}: ${node.target.join(" ")} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""}`);
  }
  return found;
}

/** Waits until nothing moves: a dialog that still comes up is pale, and so is a theme that has just been changed. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map((one) => one.finished));
  });
}

/** Contrast alone: what another theme can break. */
export async function contrast(page: Page): Promise<string[]> {
  await atRest(page);
  const axe = await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze();
  return axe.violations.flatMap((violation) => violation.nodes.slice(0, 3).map((node) => `axe ${violation.id}: ${node.target.join(" ")} ${node.any[0]?.message ?? ""}`));
}

function look(lang: Lang): string[] {
  const found: string[] = [];
  const root = document.documentElement;
  const where = (element: Element): string => {
    const name = [element.tagName.toLowerCase(), ...element.classList].filter((c) => !c.startsWith("svelte-")).join(".");
    return `<${name}> "${(element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60)}"`;
  };
  const hidden = (element: Element): boolean => element.closest(".vh, [aria-hidden=true], [hidden]") !== null || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  const neighbours = (element: Element): Element[] => {
    const all: Element[] = [];
    for (let up: Element | null = element, level = 0; up?.parentElement && level < 4; up = up.parentElement, level++) all.push(...[...up.parentElement.children].filter((one) => one !== up));
    return all.filter((one) => !hidden(one) && !/^(absolute|fixed)$/.test(getComputedStyle(one).position));
  };
  const over = (element: Element, { left, right, top, bottom }: DOMRect): boolean => {
    const box = element.getBoundingClientRect();
    return Math.min(box.right, right) - Math.max(box.left, left) > 1 && Math.min(box.bottom, bottom) - Math.max(box.top, top) > 1;
  };

  if (root.scrollWidth > root.clientWidth + 1) {
    const widest = [...document.querySelectorAll("body *")].filter((e) => !hidden(e) && (e.getBoundingClientRect().right > root.clientWidth + 1 || e.getBoundingClientRect().left < -1));
    found.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}: ${widest.slice(0, 3).map(where).join(", ")}`);
  }

  for (const element of document.querySelectorAll<HTMLElement>("body *")) {
    if (hidden(element) || element instanceof SVGElement || element instanceof HTMLInputElement) continue;
    const style = getComputedStyle(element);
    const cutsX = style.overflowX === "hidden" || style.overflowX === "clip";
    const cutsY = style.overflowY === "hidden" || style.overflowY === "clip";
    const told = style.textOverflow === "ellipsis" && element.closest("[title]") !== null;
    const said = (element.textContent ?? "").trim() !== "";
    if (said && cutsX && !told && element.scrollWidth > element.clientWidth + 1) found.push(`cut off at the side: ${where(element)}`);
    if (said && cutsY && element.scrollHeight > element.clientHeight + 2) found.push(`cut off below: ${where(element)}`);
  }

  const texts: Text[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if ((node.nodeValue ?? "").trim() !== "") texts.push(node as Text);
  const attributes = [...document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")].flatMap((element) =>
    ["aria-label", "title", "placeholder", "alt"].flatMap((name) => element.getAttribute(name) ?? []),
  );
  // What nothing cuts may still run under its neighbour: a long word in a narrow column.
  for (const node of texts) {
    let home = node.parentElement;
    while (home && /^(inline|contents)$/.test(getComputedStyle(home).display)) home = home.parentElement;
    if (!home || hidden(home) || getComputedStyle(home).overflowX !== "visible") continue;
    const box = home.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(node);
    const out = [...range.getClientRects()].find((rect) => rect.width > 1 && (rect.right > box.right + 2 || rect.left < box.left - 2));
    if (out && neighbours(home).some((one) => over(one, out))) found.push(`runs into what is beside it: ${where(home)}`);
  }

  for (const text of [...texts.map((node) => node.nodeValue ?? ""), ...attributes, document.title]) {
    if (/\b(common|session|study|waliye|moudaris|idara\w*|front)\.\w+/.test(text)) found.push(`a key in place of its text: "${text.trim()}"`);
    if (/\{\w+\}/.test(text)) found.push(`a place left unfilled: "${text.trim()}"`);
    if (/\b(undefined|NaN|null|\[object)\b/.test(text) || /\b[A-Z]{3,}_[A-Z_]{3,}\b/.test(text)) found.push(`a word of the machine: "${text.trim()}"`);
  }

  if (lang === "ar") {
    for (const node of texts) {
      const parent = node.parentElement;
      if (!parent || hidden(parent) || parent.closest("bdi, [dir=ltr], [dir=auto], [lang=fr], script, style, kbd, code, svg")) continue;
      const own = (node.nodeValue ?? "").replace(/\u2068[^\u2069]*\u2069/g, "");
      // Keys of a keyboard are named as they are printed.
      const word = own.match(/[A-Za-z\u00c0-\u024f]{3,}/g)?.find((w) => /[a-z]/.test(w) && !/^(Enter|Tab|Esc|Delete|Excel|Massar)$/.test(w));
      if (word) found.push(`Latin text in Arabic: "${own.trim().slice(0, 80)}"`);
    }
  }

  // Digits that belong together stand from left to right in both languages.
  const groups = new Map<Element, Text[]>();
  for (const node of texts) {
    const parent = node.parentElement;
    if (!parent || hidden(parent)) continue;
    const home = parent.closest("bdi") ?? parent;
    groups.set(home, [...(groups.get(home) ?? []), node]);
  }
  for (const [home, nodes] of groups) {
    const places: { node: Text; at: number; char: string }[] = nodes.flatMap((node) => [...(node.nodeValue ?? "")].map((char, at) => ({ node, at, char })));
    const whole = places.map((p) => p.char).join("");
    for (const match of whole.matchAll(/\d+(?:\s?[.,:/\-\u2013]\s?\d+)+/g)) {
      let before: DOMRect | undefined;
      for (const place of places.slice(match.index, match.index + match[0].length)) {
        if (!/\d/.test(place.char)) continue;
        const range = document.createRange();
        range.setStart(place.node, place.at);
        range.setEnd(place.node, place.at + 1);
        const rect = range.getBoundingClientRect();
        if (rect.width === 0) continue;
        if (before && Math.abs(rect.top + rect.bottom - before.top - before.bottom) < before.height && rect.left < before.left) {
          found.push(`digits in reverse: "${match[0]}" in ${where(home)}`);
          break;
        }
        before = rect;
      }
    }
  }
  return [...new Set(found)];
}
