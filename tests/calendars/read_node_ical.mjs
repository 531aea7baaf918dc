// Reads a calendar as programs on Node do, and writes its entries as JSON.
import { readFileSync } from "node:fs";
import ical from "node-ical";

const text = (value) => (value?.val ?? value ?? "").toString();
const listed = (value) => [value ?? []].flat().map(text);
const found = Object.values(ical.sync.parseICS(readFileSync(0, "utf8")));
const entries = found
  .filter((part) => part.type === "VEVENT")
  .map((event) => ({
    uid: event.uid,
    sequence: Number(event.sequence),
    start: event.start.toISOString(),
    end: event.end.toISOString(),
    summary: text(event.summary),
    description: text(event.description),
    place: text(event.location),
    url: text(event.url),
    status: event.status,
    organizer: text(event.organizer),
    attendees: listed(event.attendee),
    repeats: Boolean(event.rrule),
  }));
console.log(JSON.stringify(entries));
