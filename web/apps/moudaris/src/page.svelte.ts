import { createRouter } from "@massar/ui";

export { describePage, shownPage } from "@massar/ui";

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
