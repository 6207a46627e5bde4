import type { Decides, Entry, Screens } from "../../area.ts";

export const routes = { place: "/place/:node" } as const;

export const screens: Screens<typeof routes> = {
  place: { load: () => import("./Place.svelte"), place: "places", back: "home" },
};

export const entries: readonly Entry[] = [{ place: "places", route: "home", label: "idara.place.places", icon: "building" }];

export const decides: Decides = {};
