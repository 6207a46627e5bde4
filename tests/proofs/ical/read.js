// Prints the events of a calendar file as JSON: the hours as they are written, and the instants that ical.js
// makes of them by the time zone of the file.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    summary: event.summary,
    zone: event.startDate.zone.tzid,
    wall: [event.startDate.toString(), event.endDate.toString()],
    instants: [event.startDate.toJSDate().toISOString(), event.endDate.toJSDate().toISOString()],
  };
});
process.stdout.write(JSON.stringify(events));
