import type ar from "@massar/i18n/catalogues/ar/front";
import type apps from "@massar/i18n/catalogues/ar/apps";
import type { Lang } from "@massar/i18n/types";
import { building, children, forward, globe, pen, phone, school, star } from "./drawings";

/** The texts of the page in one language. */
export type Texts = Record<keyof typeof ar | keyof typeof apps, string>;

const doors = [
  { app: "moutamadris", drawing: school },
  { app: "waliye", drawing: children },
  { app: "moudaris", drawing: pen },
  { app: "idara", drawing: building },
] as const;

type Child = Node | string;

function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>, ...inside: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

function drawing(path: string, size: number, look = "line"): SVGSVGElement {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  const attributes = { viewBox: "0 0 24 24", width: String(size), height: String(size), class: look, "aria-hidden": "true" };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  const shape = document.createElementNS(ns, "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

function door(texts: Texts, { app, drawing: path }: (typeof doors)[number]): HTMLElement {
  const words = el("span", { class: "words" }, el("strong", {}, texts[`app.${app}`]), el("span", { class: "who" }, texts[`${app}.who`]), el("span", { class: "what" }, texts[`${app}.what`]));
  return el("li", {}, el("a", { href: `/${app}/`, "data-app": app }, el("span", { class: "sign" }, drawing(path, 30)), words, drawing(forward, 20, "line go")));
}

/** The front page: four doors, one for each person of a school. */
export function page(texts: Texts, lang: Lang, choose: (lang: Lang) => void): HTMLElement[] {
  const other: Lang = lang === "ar" ? "fr" : "ar";
  // Each language is offered in its own words, whatever the page speaks.
  const change = el("button", { type: "button", lang: other }, drawing(globe, 20), other === "fr" ? "Français" : "العربية");
  change.addEventListener("click", () => choose(other));
  return [
    el("header", {}, el("div", { class: "inner" }, el("div", { class: "top" }, drawing(star, 52, "logo"), change), el("h1", {}, texts.name), el("p", {}, texts.lead))),
    el(
      "main",
      {},
      el("h2", {}, texts.doors),
      el("ul", { role: "list" }, ...doors.map((one) => door(texts, one))),
      el("section", {}, drawing(phone, 24, "line phone"), el("div", {}, el("h2", {}, texts["install.title"]), el("p", {}, texts["install.text"]))),
    ),
    el("footer", {}, el("a", { href: "/docs" }, texts.docs)),
  ];
}
