import { createRouter } from "@massar/ui";

/** The places of the app. */
export const router = createRouter({
  today: "/",
  day: "/day/:date",
  week: "/week/:week",
  register: "/register/:lesson",
  sheets: "/sheets",
  sheet: "/sheet/:id",
  classes: "/classes",
  class: "/class/:id",
  more: "/more",
  corrections: "/corrections",
  calendar: "/calendar",
  account: "/account",
});

export interface Page {
  title: string;
  /** When what is shown was read. */
  at?: Date | undefined;
}

let page = $state.raw<Page>({ title: "" });

/** What the shown screen says of itself in the bar, as a rune. */
export function shownPage(): Page {
  return page;
}

/** Has the bar follow a screen; called while the screen is made. */
export function describePage(describe: () => Page): void {
  $effect.pre(() => {
    page = describe();
  });
}
