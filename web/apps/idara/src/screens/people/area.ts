import type { Decides, Entry, Screens } from "../../area.ts";

export const routes = {
  classes: "/classes",
  class: "/class/:id",
  classCodes: "/class/:id/codes",
  classTab: "/class/:id/:tab",
  student: "/student/:id",
  students: "/students/:school",
  staff: "/staff",
  staffOf: "/staff/:school",
  transfers: "/transfers",
  codes: "/codes",
} as const;

export const screens: Screens<typeof routes> = {
  classes: { load: () => import("./Classes.svelte"), place: "classes" },
  class: { load: () => import("./Class.svelte"), place: "classes", back: "classes" },
  classCodes: { load: () => import("./ClassCodes.svelte"), place: "codes", back: "codes" },
  classTab: { load: () => import("./Class.svelte"), place: "classes", back: "classes" },
  student: { load: () => import("./Student.svelte"), place: "classes", back: "classes" },
  students: { load: () => import("./Classes.svelte"), place: "places", back: "home" },
  staff: { load: () => import("./Staff.svelte"), place: "staff" },
  staffOf: { load: () => import("./Staff.svelte"), place: "places", back: "home" },
  transfers: { load: () => import("./Transfers.svelte"), place: "transfers" },
  codes: { load: () => import("./Codes.svelte"), place: "codes" },
};

export const entries: readonly Entry[] = [
  { place: "classes", route: "classes", label: "idara.place.classes", icon: "users" },
  { place: "staff", route: "staff", label: "idara.place.staff", icon: "user" },
  { place: "transfers", route: "transfers", label: "idara.place.transfers", icon: "path" },
  { place: "codes", route: "codes", label: "idara.place.codes", icon: "qr" },
];

export const decides: Decides = { transfers: "transfers" };
