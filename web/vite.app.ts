// How every app is built: apps/<name>/vite.config.ts is `import { app } from "../../vite.app"; export default app("<name>");`.
import { readFileSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin, type UserConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import type { ManifestTransform } from "workbox-build";
import { iconFiles, type IconFile } from "./icons.ts";
import ar from "./packages/i18n/src/catalogues/ar/common.ts";
import fr from "./packages/i18n/src/catalogues/fr/common.ts";

/** The name is the folder of the app, and the path that it is served at. */
export type AppName = "front" | "moutamadris" | "waliye" | "moudaris" | "idara";

/** The ground of a window that opens, until the app has drawn. */
const paper = "#faf7f2";

/** A phone of 2018 that still gets its browser's updates, and the computers of a school office. */
const browsers = ["chrome92", "edge92", "firefox91", "safari15.4"];

export function app(name: AppName): UserConfig {
  const base = name === "front" ? "/" : `/${name}/`;
  const colour = themeColour(name);
  const icons = iconFiles(colour, paper);
  return defineConfig({
    base,
    // Only what the folders of the app hold is published.
    publicDir: false,
    plugins: [svelte(), oldEnough, head(name, base, icons), worker(name, base, colour, icons)],
    build: {
      outDir: `${process.env["MASSAR_WEB_DIST"] ?? "../../dist"}/${name}`,
      emptyOutDir: true,
      // Those browsers know private members, which the build would else rewrite into tables, 2 KB and slower, for a
      // fault of Chrome before 98 with static fields called `name`: there are none. Of ES2022 nothing newer is used.
      target: "es2022",
      cssTarget: browsers,
      // The polyfill is for browsers older than those above.
      modulePreload: { polyfill: false },
      // One style sheet: a second would cost more in headers than it spares.
      cssCodeSplit: false,
      // A picture inside a script cannot be kept by the browser on its own.
      assetsInlineLimit: 512,
      reportCompressedSize: false,
      // Svelte's package does not say that these do nothing by being imported; unused they would stay, 6 KB in each app.
      rolldownOptions: {
        output: { codeSplitting: { groups } },
        checks: { pluginTimings: false },
        treeshake: {
          moduleSideEffects: [
            { test: /\/node_modules\/svelte\/src\/(reactivity|legacy|internal\/client\/dom\/elements\/custom-element)/, sideEffects: false },
          ],
        },
      },
    },
    // `npm run dev -w apps/<name>` beside a running server; the browser sees one origin.
    server: { proxy: { "/v1": { target: process.env["MASSAR_URL"] ?? "http://127.0.0.1:8080", changeOrigin: false } } },
  });
}

/** The colour of the app's bar, as its page says; its icon stands on the same. */
function themeColour(name: AppName): string {
  const page = readFileSync(new URL(`./apps/${name}/index.html`, import.meta.url), "utf8");
  const colour = /<meta name="theme-color" content="(#[0-9a-f]{6})"/.exec(page)?.[1];
  if (colour === undefined) throw new Error(`apps/${name}/index.html has no theme-color such as #0f5b4f`);
  return colour;
}

/** Adds icons and the registration of the worker, so that no index.html repeats them. */
function head(name: AppName, base: string, icons: IconFile[]): Plugin {
  const find = (purpose: IconFile["purpose"]) => icons.find((icon) => icon.purpose === purpose)!;
  const tab = find("tab");
  const touch = find("touch");
  return {
    name: "massar-head",
    apply: "build",
    generateBundle() {
      const wanted = name === "front" ? [tab, touch] : icons;
      for (const icon of wanted) this.emitFile({ type: "asset", fileName: icon.file, source: icon.bytes });
    },
    transformIndexHtml: {
      order: "pre",
      handler: () => [
        // Vite leaves these addresses alone because they are whole.
        { tag: "link", injectTo: "head", attrs: { rel: "icon", type: tab.type, href: base + tab.file, "vite-ignore": true } },
        { tag: "link", injectTo: "head", attrs: { rel: "apple-touch-icon", href: base + touch.file, "vite-ignore": true } },
        { tag: "script", injectTo: "head", attrs: { type: "module", src: "../../register.ts" } },
      ],
    },
  };
}

/**
 * The files of an app. Each costs some 400 bytes of headers at the first visit, so they are few: the entry (the frame,
 * the sign-in, the first screen), all other screens, what is seldom needed of the session, and what is kept on first
 * use only.
 */
const groups = [
  { name: "fr", test: /\/i18n\/src\/catalogues\/fr\//, priority: 7 },
  { name: "entry", tags: ["$initial" as const], priority: 6 },
  { name: "qr", test: /\/node_modules\/qr\/index\.js$/, priority: 5 },
  { name: "scan", test: /\/(QrScan\.svelte|ui\/src\/scan\.ts)$|\/qr\/decode\.js$/, priority: 4 },
  { name: "curve", test: /\/uplot\/|\/ui\/src\/curve\.ts$/, priority: 4 },
  { name: "rare", test: /\/ui\/src\/session\/rare\.ts$/, priority: 2 },
  { name: "screens", test: (id: string) => laterArea(id) === undefined, priority: 1 },
  { name: (id: string) => laterArea(id) ?? null },
];

/** Areas of the office's console that do nothing without network; each is a file of its own with its words, kept when it was opened. */
const laterAreas = ["attendance", "imports", "places", "settings", "timetable"];

function laterArea(id: string): string | undefined {
  const [, screens, words] = /\/apps\/idara\/src\/screens\/(\w+)\/|\/i18n\/src\/(?:catalogues\/ar\/)?idara(\w+)\.ts$/.exec(id) ?? [];
  // The home of an office says some of the figures of a place in the same words.
  return words === "Places" ? undefined : laterAreas.find((name) => name === (screens ?? words?.toLowerCase()));
}

/**
 * What is not fetched before it is used: without it a screen still does its work. French is fetched by who chooses it,
 * and the choice says that it needs the network once. The camera's reader and the code to be scanned are for signing in
 * and for setting up, which need the network anyhow; beside a curve stands its table. The worker keeps what was used.
 */
const onFirstUse = ["fr", "scan", "qr", "curve", ...laterAreas];

/**
 * A student looks at his curve every week, with or without network; his app has room for it. The front page is small
 * enough to come in both languages.
 */
const keptAtOnce: Partial<Record<AppName, string[]>> = { moutamadris: ["curve"], front: ["fr"] };

function laterFiles(app: AppName): RegExp {
  return new RegExp(`^assets/(${onFirstUse.filter((name) => !keptAtOnce[app]?.includes(name)).join("|")})-`);
}

/** Refuses syntax that the oldest of the browsers does not read; a library may bring it any day. */
const oldEnough: Plugin = {
  name: "massar-old-enough",
  apply: "build",
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === "chunk" && /\bstatic\s*\{/.test(file.code)) this.error(`${file.fileName} has a static block, which Chrome 92 does not read`);
    }
  },
};

/** Refuses a file that is kept at once but does not start without one that is kept later. */
const keptWhole = (isLater: RegExp): Plugin => ({
  name: "massar-kept-whole",
  apply: "build",
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== "chunk" || isLater.test(file.fileName)) continue;
      const needed = file.imports.find((name) => isLater.test(name));
      if (needed) this.error(`${file.fileName} is kept at the first visit and imports ${needed}, which is not`);
    }
  },
});

/** The worker's list: what it keeps at once, and what it keeps later. */
const listed = (isLater: RegExp): ManifestTransform => (files) => ({
  manifest: files.map(({ url, revision, size }) => (isLater.test(url) ? ({ later: url } as unknown as (typeof files)[number]) : { url, revision, size })),
});

/**
 * Makes the service worker, and the manifest of an app that can be installed: the front page only opens without network.
 *
 * All else of the app is kept at the first visit, screens not yet opened included: a screen that is first opened
 * without network must open. The budget of `npm run size` is on that sum.
 *
 * A new version waits until the last window of the old one is closed: an app never changes under somebody who is
 * entering marks, and a page never asks for a file that went with its version.
 */
function worker(name: AppName, base: string, colour: string, icons: IconFile[]): Plugin[] {
  const isLater = laterFiles(name);
  return [keptWhole(isLater), ...VitePWA({
    strategies: "injectManifest",
    // The browser itself asks for the manifest, and never without network: the worker does not fetch it once more.
    integration: { beforeBuildServiceWorker: (options) => void (options.injectManifest.additionalManifestEntries = []) },
    srcDir: "../..",
    filename: "sw.ts",
    registerType: "prompt",
    injectRegister: null,
    includeManifestIcons: false,
    manifest: name === "front" ? false : {
      id: base,
      start_url: base,
      scope: base,
      lang: "ar",
      dir: "rtl",
      name: `${ar.name} ${ar[`app.${name}`]} · ${fr.name} ${fr[`app.${name}`]}`,
      short_name: ar[`app.${name}`],
      display: "standalone",
      theme_color: colour,
      background_color: paper,
      categories: ["education"],
      icons: icons
        .filter((icon) => icon.sizes !== undefined)
        .map((icon) => ({
          src: base + icon.file,
          type: icon.type,
          sizes: icon.sizes!,
          purpose: icon.purpose === "maskable" ? "maskable" : "any",
        })),
    },
    injectManifest: {
      globPatterns: ["**/*.{html,js,css}"],
      // Their names hold their hash: the worker takes them from where the page has just put them.
      dontCacheBustURLsMatching: /^assets\//,
      manifestTransforms: [listed(isLater)],
      // The worker is built by a Vite of its own, which would tell of it as of a fifth app.
      buildPlugins: { vite: [{ name: "quiet", config: () => ({ logLevel: "error" }) }] },
    },
  })];
}
