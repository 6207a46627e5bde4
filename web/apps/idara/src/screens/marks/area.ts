import type { Decides, Entry, Screens } from "../../area.ts";

export const routes = {} as const;

export const screens: Screens<typeof routes> = {};

export const entries: readonly Entry[] = [];

export const decides: Decides = {};
