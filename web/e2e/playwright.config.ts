// Browser tests against a running server with the demo, which tools/testrun starts for `make test`:
//
//   MASSAR_URL       where it serves (default http://127.0.0.1:8080, that is `make run`)
//   MASSAR_DATA      its data folder, where the demo's accounts are (default ../../data)
//   MASSAR_CHROMIUM  the browser (default: chromium on the path)
//
// Nothing is intercepted, nothing is tried twice.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { defineConfig } from "@playwright/test";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const desktop = { viewport: { width: 1280, height: 800 } };

const once = /(accounts|assignments|budgets|calendar|camera|checks|corrections|custody|enrolments|factor|news|offline|registers|report|sheet|transfers|unsent|whatif|windows)\.spec\.ts$/;
// The pictures of the documentation are taken where they are asked for, and nothing else is done then.
const screens = /screens\.spec\.ts$/;
const pictures = process.env["MASSAR_SCREENS"] !== undefined;

export default defineConfig({
  testDir: "tests",
  globalSetup: "./print.ts",
  outputDir: "../../.cache/e2e",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: process.env["MASSAR_URL"] ?? "http://127.0.0.1:8080",
    browserName: "chromium",
    timezoneId: "Africa/Casablanca",
    trace: "off",
    video: "off",
    launchOptions: {
      executablePath: browser(),
      // Chromium's own sandbox refuses root.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: pictures ? [{ name: "screens", testMatch: screens, use: { actionTimeout: 8_000 } }] : [
    // Stories are told four times; what is measured, and what brings its own server, once.
    { name: "ar-360", use: { ...phone, locale: "ar-MA" }, testIgnore: [once, screens] },
    { name: "fr-360", use: { ...phone, locale: "fr-MA" }, testIgnore: [once, screens] },
    { name: "ar-desktop", use: { ...desktop, locale: "ar-MA" }, testIgnore: [once, screens] },
    { name: "fr-desktop", use: { ...desktop, locale: "fr-MA" }, testIgnore: [once, screens] },
    { name: "once", use: { ...phone, locale: "ar-MA" }, testMatch: once },
  ],
});

/** Finds the browser; without one there is nothing to test with, and that is a failure. */
function browser(): string {
  const wanted = process.env["MASSAR_CHROMIUM"] ?? "chromium";
  const places = wanted.includes("/") ? [wanted] : (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, wanted));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`there is no ${wanted}: make deps, or set MASSAR_CHROMIUM`);
  return found;
}
