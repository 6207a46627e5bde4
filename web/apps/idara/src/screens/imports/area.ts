import type { Decides, Entry, Screens } from "../../area.ts";

export const routes = { imports: "/imports", import: "/imports/:id" } as const;

export const screens: Screens<typeof routes> = {
  imports: { load: () => import("./Imports.svelte"), place: "imports" },
  import: { load: () => import("./Imported.svelte"), place: "imports", back: "imports" },
};

export const entries: readonly Entry[] = [{ place: "imports", route: "imports", label: "idara.place.imports", icon: "upload" }];

export const decides: Decides = { imports: "imports" };
