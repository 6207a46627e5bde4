import type { Decides, Entry, Screens } from "../../area.ts";

export const routes = { schoolSettings: "/settings/school", secondFactor: "/settings/second-factor" } as const;

export const screens: Screens<typeof routes> = {
  schoolSettings: { load: () => import("./SchoolSettings.svelte"), place: "more", back: "more" },
  secondFactor: { load: () => import("./SecondFactor.svelte"), place: "more", back: "more" },
};

export const entries: readonly Entry[] = [];

export const decides: Decides = {};
