import type { Decides, Entry, Screens } from "../../area.ts";

export const routes = {
  timetable: "/timetable",
  timetableOf: "/timetable/:by/:id/:week",
  studentWeek: "/student/:id/week",
  pattern: "/pattern/:by/:id",
  conflicts: "/timetable/conflicts",
  lessonChanges: "/timetable/changes",
  rooms: "/timetable/rooms",
  bells: "/timetable/bells",
  events: "/timetable/events",
} as const;

export const screens: Screens<typeof routes> = {
  timetable: { load: () => import("./Timetable.svelte"), place: "timetable" },
  timetableOf: { load: () => import("./Timetable.svelte"), place: "timetable", back: "timetable" },
  studentWeek: { load: () => import("./StudentWeek.svelte"), place: "classes", back: "classes" },
  pattern: { load: () => import("./Pattern.svelte"), place: "timetable", back: "timetable" },
  conflicts: { load: () => import("./Conflicts.svelte"), place: "timetable", back: "timetable" },
  lessonChanges: { load: () => import("./Changes.svelte"), place: "timetable", back: "timetable" },
  rooms: { load: () => import("./Rooms.svelte"), place: "timetable", back: "timetable" },
  bells: { load: () => import("./Bells.svelte"), place: "timetable", back: "timetable" },
  events: { load: () => import("./Events.svelte"), place: "timetable", back: "timetable" },
};

export const entries: readonly Entry[] = [{ place: "timetable", route: "timetable", label: "idara.place.timetable", icon: "calendar" }];

export const decides: Decides = {};
