import type { Links, Semester } from "@massar/study";
import type { Router } from "@massar/ui";

/** The screens; those of a child carry its id, so that a screen stays when the child changes. */
export const routes = {
  home: "/",
  child: "/child/:id",
  week: "/child/:id/week",
  marks: "/child/:id/marks",
  subject: "/child/:id/marks/:year/:semester/:code",
  whatIf: "/child/:id/what-if",
  report: "/child/:id/report",
  absences: "/child/:id/absences",
  justify: "/child/:id/justify",
  justifyDay: "/child/:id/justify/:day",
  justifications: "/child/:id/justifications",
  guardians: "/child/:id/guardians",
  path: "/child/:id/path",
  calendar: "/child/:id/calendar",
  more: "/more",
  moreOf: "/child/:id/more",
  join: "/join",
  // A code that was scanned: the session's screens send it here when an account is open.
  joinCode: "/join/:code",
  account: "/account",
} as const;

export type Waliye = Router<typeof routes>;

/** The addresses of a child's screens. */
export function linksOf(router: Waliye, id: string): Links & { home: string } {
  return {
    home: router.href("child", { id }),
    week: router.href("week", { id }),
    marks: router.href("marks", { id }),
    whatIf: router.href("whatIf", { id }),
    report: router.href("report", { id }),
    absences: router.href("absences", { id }),
    path: router.href("path", { id }),
    calendar: router.href("calendar", { id }),
    subject: (of: Semester, code: string) => router.href("subject", { id, year: of.year, semester: of.semester, code }),
    justify: (day) => router.href("justifyDay", { id, day }),
  };
}

/** The same screen for another child; what only one child has gives way to the screen above it. */
export function sameScreen(router: Waliye, id: string): string {
  const name = router.route?.name;
  switch (name) {
    case "subject":
      return router.href("marks", { id });
    case "justifyDay":
      return router.href("justify", { id });
    case "more":
      return router.href("moreOf", { id });
    case "week": case "marks": case "whatIf": case "report": case "absences": case "justify": case "justifications":
    case "guardians": case "path": case "calendar": case "moreOf":
      return router.href(name, { id });
    default:
      return router.href("child", { id });
  }
}
