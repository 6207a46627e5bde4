import type { Decides, Entry, Screens } from "../../area.ts";

export const routes = { marks: "/marks", marksClass: "/marks/class/:id/:semester", markSheet: "/marks/sheet/:id", corrections: "/marks/corrections" } as const;

export const screens: Screens<typeof routes> = {
  marks: { load: () => import("./Board.svelte"), place: "marks" },
  marksClass: { load: () => import("./ClassMarks.svelte"), place: "marks", back: "marks" },
  markSheet: { load: () => import("./MarkSheet.svelte"), place: "marks", back: "marks" },
  corrections: { load: () => import("./Corrections.svelte"), place: "marks", back: "marks" },
};

export const entries: readonly Entry[] = [{ place: "marks", route: "marks", label: "idara.place.marks", icon: "marks" }];

export const decides: Decides = { sheets: "marks", corrections: "corrections" };
