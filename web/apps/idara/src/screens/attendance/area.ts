import type { Decides, Entry, Screens } from "../../area.ts";

export const routes = {
  attendance: "/attendance",
  attendanceDay: "/attendance/day/:date",
  register: "/attendance/lesson/:id",
  justifications: "/attendance/justifications",
  justificationsOf: "/attendance/justifications/:id",
  brought: "/attendance/brought",
  broughtFor: "/attendance/brought/:id",
  alerts: "/attendance/alerts",
  months: "/attendance/months",
  month: "/attendance/months/:id/:month",
} as const;

export const screens: Screens<typeof routes> = {
  attendance: { load: () => import("./Day.svelte"), place: "attendance" },
  attendanceDay: { load: () => import("./Day.svelte"), place: "attendance" },
  register: { load: () => import("./Register.svelte"), place: "attendance", back: "attendance" },
  justifications: { load: () => import("./Justifications.svelte"), place: "attendance", back: "attendance" },
  justificationsOf: { load: () => import("./Justifications.svelte"), place: "attendance", back: "justifications" },
  brought: { load: () => import("./BroughtBy.svelte"), place: "attendance", back: "justifications" },
  broughtFor: { load: () => import("./Brought.svelte"), place: "attendance", back: "justifications" },
  alerts: { load: () => import("./Alerts.svelte"), place: "attendance", back: "attendance" },
  months: { load: () => import("./Month.svelte"), place: "attendance", back: "attendance" },
  month: { load: () => import("./Month.svelte"), place: "attendance", back: "attendance" },
};

export const entries: readonly Entry[] = [{ place: "attendance", route: "attendance", label: "idara.place.attendance", icon: "absence" }];

export const decides: Decides = { justifications: "justifications" };
