// Reads a calendar as Thunderbird and Nextcloud do, and writes its entries as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
// Its own words on the clocks, as a calendar that knows no zone by itself has to read them.
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const moment = (time) => time.toJSDate().toISOString();
const entries = calendar.getAllSubcomponents("vevent").map((part) => {
  const event = new ICAL.Event(part);
  return {
    uid: event.uid,
    sequence: event.sequence,
    start: moment(event.startDate),
    end: moment(event.endDate),
    summary: event.summary,
    description: event.description ?? "",
    place: event.location ?? "",
    url: part.getFirstPropertyValue("url") ?? "",
    status: part.getFirstPropertyValue("status"),
    organizer: event.organizer ?? "",
    attendees: event.attendees.map((one) => one.getFirstValue()),
    repeats: event.isRecurring(),
  };
});
console.log(JSON.stringify(entries));
