/**
 * All screens of the console. Each area has its folder with an area.ts that names its routes, how to fetch their screens
 * and its places in the navigation; its words are a namespace of their own, imported by its screens.
 */
import type { Decides, Entry, Place, Screen } from "./area.ts";
import * as attendance from "./screens/attendance/area.ts";
import * as home from "./screens/home/area.ts";
import * as imports from "./screens/imports/area.ts";
import * as marks from "./screens/marks/area.ts";
import * as people from "./screens/people/area.ts";
import * as places from "./screens/places/area.ts";
import * as settings from "./screens/settings/area.ts";
import * as timetable from "./screens/timetable/area.ts";

/** Addresses by the name of the screen. */
export const routes = {
  ...home.routes,
  ...people.routes,
  ...imports.routes,
  ...places.routes,
  ...timetable.routes,
  ...attendance.routes,
  ...marks.routes,
  ...settings.routes,
} as const;

const areas = [home, people, imports, places, timetable, attendance, marks, settings];

/** How each address is drawn. */
export const screens: Readonly<Record<string, Screen>> = Object.assign({}, ...areas.map((area) => area.screens)) as Record<string, Screen>;

/** Where the counts of the home lead. */
export const decides: Decides = Object.assign({}, ...areas.map((area) => area.decides)) as Decides;

const entries: readonly Entry[] = areas.flatMap((area) => area.entries);

// A phone's bar holds five: what is done every day, and the rest under "more".
const officeOrder: readonly Place[] = ["home", "classes", "timetable", "attendance", "marks", "staff", "transfers", "imports", "codes", "more"];
const officerOrder: readonly Place[] = ["places", "transfers", "more"];
const onPhone: readonly Place[] = ["home", "classes", "attendance", "marks", "more"];

/** The places of a school office or an officer, in the order of the rail; on a phone those of its bar. */
export function placesOf(office: boolean, phone: boolean): Entry[] {
  return (office ? officeOrder : officerOrder)
    .filter((place) => !phone || !office || onPhone.includes(place))
    .flatMap((place) => entries.filter((entry) => entry.place === place));
}

/** The places that a phone's bar leaves out: the rows of "more". */
export function furtherPlaces(office: boolean): Entry[] {
  const bar = placesOf(office, true);
  return placesOf(office, false).filter((entry) => !bar.includes(entry));
}
