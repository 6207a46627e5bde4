"use strict";

// Words of this page. Descriptions come from the API's own document and stay in its language.
const words = {
  en: { title: "API", search: "Search", loading: "Loading…", failed: "The document could not be read.", none: "Nothing matches.",
    parameters: "Parameters", name: "Name", place: "In", type: "Type", meaning: "Meaning", required: "required",
    body: "Body", answer: "Answer", errors: "Errors", example: "Example", open: "No token needed", roles: "Roles" },
  fr: { title: "API", search: "Chercher", loading: "Chargement…", failed: "Le document n’a pas pu être lu.", none: "Rien ne correspond.",
    parameters: "Paramètres", name: "Nom", place: "Où", type: "Type", meaning: "Sens", required: "obligatoire",
    body: "Corps", answer: "Réponse", errors: "Erreurs", example: "Exemple", open: "Sans jeton", roles: "Rôles" },
  ar: { title: "واجهة البرمجة", search: "بحث", loading: "جار التحميل…", failed: "تعذرت قراءة الوثيقة.", none: "لا نتيجة.",
    parameters: "المعطيات", name: "الاسم", place: "المكان", type: "النوع", meaning: "المعنى", required: "إلزامي",
    body: "المحتوى", answer: "الجواب", errors: "الأخطاء", example: "مثال", open: "بدون رمز دخول", roles: "الأدوار" },
};
const verbs = ["get", "post", "put", "delete"];
let api = null;
let lang = "en";

// make builds an element; text is always text, never markup.
function make(tag, attributes, ...children) {
  const out = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) out.setAttribute(name, value);
  for (const child of children) if (child !== null && child !== undefined) out.append(child);
  return out;
}

function resolve(thing) {
  let seen = 0;
  while (thing && thing.$ref && seen++ < 20) {
    thing = thing.$ref.slice(2).split("/").reduce((at, key) => at && at[key.replaceAll("~1", "/").replaceAll("~0", "~")], api);
  }
  return thing || {};
}

// typeName says what a schema is in a few words.
function typeName(schema) {
  const s = resolve(schema);
  if (s.enum) return s.enum.join(" | ");
  if (s.type === "array") return typeName(s.items) + "[]";
  if (s.$ref || s.properties) return (schema.$ref || "object").split(/[./]/).pop();
  const type = Array.isArray(s.type) ? s.type.join(" | ") : s.type;
  return s.format ? type + " (" + s.format + ")" : type || "object";
}

// example makes a value that fits a schema; depth keeps messages that hold themselves short.
function example(schema, depth = 0) {
  const s = resolve(schema);
  if (s.example !== undefined) return s.example;
  if (s.enum) return s.enum.find((word) => !String(word).endsWith("UNSPECIFIED")) ?? s.enum[0];
  const type = Array.isArray(s.type) ? s.type[0] : s.type;
  if (s.properties) {
    if (depth > 6) return {};
    return Object.fromEntries(Object.entries(s.properties).map(([name, of]) => [name, example(of, depth + 1)]));
  }
  switch (type) {
    case "array": return depth > 6 ? [] : [example(s.items || {}, depth + 1)];
    case "integer": case "number": return s.minimum || 1;
    case "boolean": return false;
    case "object": return {};
    default: return { "date-time": "2026-11-23T09:00:00Z", date: "2026-11-23", uuid: "0190d1a2-0000-7000-8000-000000000001" }[s.format] || "…";
  }
}

function content(holder) {
  const all = resolve(holder).content || {};
  const kind = Object.keys(all)[0];
  return kind ? { kind, schema: all[kind].schema || {} } : null;
}

function block(title, holder) {
  const found = content(holder);
  if (!found) return null;
  const out = make("div", {}, make("h3", {}, title, " ", make("code", {}, found.kind)));
  const description = resolve(holder).description;
  if (description) out.append(make("p", {}, description));
  const s = resolve(found.schema);
  if (found.kind === "application/json") {
    const properties = Object.entries(s.properties || {});
    const told = properties.filter(([, of]) => resolve(of).description || of.description);
    if (told.length) {
      out.append(table([words[lang].name, words[lang].type, words[lang].meaning],
        told.map(([name, of]) => [make("code", {}, name), typeName(of), of.description || resolve(of).description])));
    }
    out.append(make("pre", {}, JSON.stringify(example(found.schema), null, 2)));
  }
  return out;
}

function table(head, rows) {
  return make("table", {},
    make("thead", {}, make("tr", {}, ...head.map((text) => make("th", { scope: "col" }, text)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell ?? ""))))));
}

function inside(op) {
  const w = words[lang];
  const out = make("div", { class: "inside" });
  if (op.description) out.append(make("p", {}, op.description));
  if (op.security && op.security.length === 0) out.append(make("p", {}, w.open));
  if (op["x-massar-roles"]) out.append(make("p", {}, w.roles + ": ", make("code", {}, op["x-massar-roles"].join(", "))));
  const parameters = (op.parameters || []).map(resolve);
  if (parameters.length) {
    out.append(make("h3", {}, w.parameters), table([w.name, w.place, w.type, w.meaning], parameters.map((p) => [
      make("code", {}, p.name), p.in + (p.required ? ", " + w.required : ""), typeName(p.schema || {}), p.description || ""])));
  }
  if (op.requestBody) out.append(block(w.body, op.requestBody) ?? "");
  for (const [code, answer] of Object.entries(op.responses || {})) {
    out.append(block(code === "default" ? w.errors : w.answer + " " + code, answer) ?? "");
  }
  return out;
}

function operations() {
  const out = [];
  for (const [path, item] of Object.entries(api.paths)) {
    for (const verb of verbs) if (item[verb]) out.push({ path, verb, op: item[verb], id: item[verb].operationId });
  }
  return out.sort((a, b) => a.path.localeCompare(b.path) || verbs.indexOf(a.verb) - verbs.indexOf(b.verb));
}

function show() {
  const w = words[lang];
  document.documentElement.lang = lang;
  document.documentElement.dir = lang === "ar" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = w[element.dataset.text];
  document.getElementById("search").placeholder = w.search;
  for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
  if (!api) return;
  const wanted = document.getElementById("search").value.trim().toLowerCase();
  const all = operations().filter(({ path, verb, op }) =>
    !wanted || (verb + " " + path + " " + (op.summary || "") + " " + op.operationId).toLowerCase().includes(wanted));
  const list = document.getElementById("operations");
  const contents = document.getElementById("contents");
  list.replaceChildren();
  contents.replaceChildren();
  for (const tag of api.tags || []) {
    const mine = all.filter(({ op }) => (op.tags || []).includes(tag.name));
    if (!mine.length) continue;
    const section = make("section", {}, make("h2", {}, tag.name), tag.description ? make("p", {}, tag.description) : null);
    contents.append(make("strong", {}, tag.name));
    for (const { path, verb, op, id } of mine) {
      const entry = make("details", { id },
        make("summary", {}, make("b", { class: "method " + verb }, verb.toUpperCase()), make("code", {}, path), make("span", {}, op.summary || "")));
      // The inside is built when it is opened: the whole document at once is slow on a phone.
      entry.addEventListener("toggle", () => { if (entry.open && entry.childElementCount === 1) entry.append(inside(op)); });
      section.append(entry);
      contents.append(make("a", { href: "#" + id }, make("b", { class: "method " + verb }, verb.toUpperCase()), " ", make("code", {}, path.replace(/^\/v1\//, ""))));
    }
    list.append(section);
  }
  if (!list.childElementCount) list.append(make("p", {}, w.none));
  openLinked();
}

function openLinked() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target && target.tagName === "DETAILS") {
    target.open = true;
    target.scrollIntoView();
  }
}

function choose(next) {
  lang = words[next] ? next : "en";
  try { localStorage.setItem("massar-docs-lang", lang); } catch { /* a browser without storage asks again */ }
  show();
}

async function main() {
  let stored = null;
  try { stored = localStorage.getItem("massar-docs-lang"); } catch { /* as above */ }
  lang = words[stored] ? stored : (navigator.languages || []).map((l) => l.slice(0, 2)).find((l) => words[l]) || "en";
  for (const button of document.querySelectorAll("[data-lang]")) button.addEventListener("click", () => choose(button.dataset.lang));
  document.getElementById("search").addEventListener("input", show);
  window.addEventListener("hashchange", openLinked);
  show();
  try {
    const answer = await fetch("/openapi.json");
    if (!answer.ok) throw new Error(String(answer.status));
    api = await answer.json();
    show();
  } catch {
    document.getElementById("operations").replaceChildren(make("p", {}, words[lang].failed));
  }
}

main();
