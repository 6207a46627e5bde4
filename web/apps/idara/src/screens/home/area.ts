import type { Decides, Entry, Screens } from "../../area.ts";

export const routes = { home: "/", more: "/more", account: "/account" } as const;

export const screens: Screens<typeof routes> = {
  home: { load: () => import("./Home.svelte"), place: "home" },
  more: { load: () => import("./More.svelte"), place: "more" },
  account: { load: () => import("./Account.svelte"), place: "more", back: "more" },
};

export const entries: readonly Entry[] = [
  { place: "home", route: "home", label: "idara.place.home", icon: "home" },
  { place: "more", route: "more", label: "idara.place.more", icon: "more" },
];

export const decides: Decides = {};
