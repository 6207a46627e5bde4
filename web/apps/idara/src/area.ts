import type { IconName } from "@massar/ui";
import type { Key } from "@massar/i18n";

/** The parts of the console; each has a place in the navigation. */
export type Place = "home" | "classes" | "staff" | "transfers" | "imports" | "codes" | "timetable" | "attendance" | "marks" | "places" | "more";

/** Screen is how an address is drawn. */
export interface Screen {
  /** Fetches the component; its parameters are those of the address. */
  load: () => Promise<unknown>;
  /** The place of the navigation that is marked. */
  place: Place;
  /** Name of the screen above, which must have no parameters. A screen may name a better one in describePage. */
  back?: string;
}

/** Screens says of every route of an area how it is drawn. */
export type Screens<R extends Readonly<Record<string, string>>> = { readonly [N in keyof R]: Screen };

/** Entry is a place in the navigation. */
export interface Entry {
  place: Place;
  /** Name of its first screen. */
  route: string;
  label: Key;
  icon: IconName;
}

/** Where the counts of the home lead: route names without parameters, by what waits. */
export type Decides = Partial<Record<"justifications" | "sheets" | "corrections" | "transfers" | "imports", string>>;
