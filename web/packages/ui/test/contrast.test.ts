import { expect, test } from "vitest";
import css from "../src/tokens.css?raw";

/** Declarations of the blocks that a selector opens, merged. */
function block(selector: string): Record<string, string> {
  const tokens: Record<string, string> = {};
  for (const part of css.split("}")) {
    const [head = "", body = ""] = [part.slice(0, part.lastIndexOf("{")), part.slice(part.lastIndexOf("{") + 1)];
    const last = head.split(/[{}]|\*\//).pop()?.split(",")[0]?.trim();
    if (last !== selector) continue;
    for (const [, name = "", value = ""] of body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6})/g)) tokens[name] = value;
  }
  return tokens;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const text: [ink: string, ground: string][] = [
  ...["--ink", "--ink-2", "--ink-3", "--accent-ink", "--bad-ink", "--new-ink", "--good-ink"].flatMap((ink) =>
    ["--paper", "--surface"].map((ground): [string, string] => [ink, ground]),
  ),
  ["--ink", "--surface-2"],
  ["--ink-2", "--surface-2"],
  ["--ink-3", "--surface-2"],
  ["--accent-ink", "--surface-2"],
  ["--ink", "--accent-soft"],
  ["--ink-2", "--accent-soft"],
  ["--ink-3", "--accent-soft"],
  ["--accent-ink", "--accent-soft"],
  ["--good-ink", "--good-soft"],
  ["--new-ink", "--new-soft"],
  ["--bad-ink", "--bad-soft"],
  ["--on-accent", "--accent"],
  ["--on-bar", "--bar"],
  ["--on-new", "--new"],
  ["--on-bad", "--bad"],
  ["--paper", "--ink"],
];

// What is seen but not read (borders of inputs, focus, signs, bars) needs 3:1.
const drawn: [string, string][] = [
  ["--line-strong", "--paper"],
  ["--line-strong", "--surface"],
  ["--focus", "--paper"],
  ["--focus", "--surface"],
  ["--accent", "--paper"],
  ["--accent", "--surface"],
  ["--accent", "--surface-2"],
  ["--bad", "--surface"],
];

const apps = ["", "waliye", "moudaris", "idara"];
const light = block(":root");
const dark = block(':root[data-theme="dark"]');

for (const theme of ["light", "dark"])
  for (const app of apps) {
    const own = app === "" ? {} : block(theme === "light" ? `[data-app="${app}"]` : `:root[data-theme="dark"][data-app="${app}"]`);
    const tokens: Record<string, string> = { ...light, ...(theme === "dark" ? dark : {}), ...own };
    const ratio = ([a, b]: [string, string]): number => contrast(tokens[a] ?? "", tokens[b] ?? "");

    test(`${theme} ${app || "student"}: text has contrast AA`, () => {
      expect(Object.keys(own)).toHaveLength(app === "" ? 0 : theme === "light" ? 4 : 5);
      expect(text.filter((pair) => !(ratio(pair) >= 4.5)).map((pair) => `${pair.join(" on ")}: ${ratio(pair).toFixed(2)}`)).toEqual([]);
      expect(drawn.filter((pair) => !(ratio(pair) >= 3)).map((pair) => `${pair.join(" on ")}: ${ratio(pair).toFixed(2)}`)).toEqual([]);
    });
  }

test("what the phone asks and what the switch asks look the same", () => {
  expect(block(':root:not([data-theme="light"])')).toEqual(dark);
  expect(Object.keys(dark).length).toBeGreaterThan(20);
  for (const app of apps.slice(1)) {
    expect(block(`:root:not([data-theme="light"])[data-app="${app}"]`)).toEqual(block(`:root[data-theme="dark"][data-app="${app}"]`));
  }
});

test("black on white is 21", () => expect(contrast("#000000", "#ffffff")).toBeCloseTo(21));
