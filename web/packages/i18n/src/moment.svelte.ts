/** A moment on the school's clock. */
export interface SchoolMoment {
  /** `YYYY-MM-DD`, as date fields and the API write it. */
  date: string;
  /** `HH:MM`. */
  time: string;
}

// School days are days of Casablanca. Sweden writes a day and an hour as ISO does; to make a formatter costs a millisecond on a cheap phone.
const clock = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Africa/Casablanca", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

const minute = 60_000;

/** What the phone's table of zones lacks, in milliseconds: Morocco decides its hour by decree, and phones learn of it years later, or never. */
let lack = $state(0);

/** Corrects the phone's table: the school's clock was so many minutes ahead of UTC at that moment, as the server said. */
export function setSchoolZone(minutes: number, at: Date): void {
  const shown = Date.parse(clock.format(at).replace(" ", "T") + "Z");
  lack = minutes * minute - (shown - Math.floor(at.getTime() / minute) * minute);
}

/** A moment as the clock in the school's hall shows it, whatever the zone of the phone is. */
export function schoolMoment(at: Date): SchoolMoment {
  const [date = "", time = ""] = clock.format(at.getTime() + lack).split(" ");
  return { date, time };
}
