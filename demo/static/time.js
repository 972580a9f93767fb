// Dutch dates and times, always as on a clock in the Netherlands.

const ZONE = "Europe/Amsterdam";
const dayFormat = new Intl.DateTimeFormat("nl-NL", { timeZone: ZONE, weekday: "long", day: "numeric", month: "long" });
const timeFormat = new Intl.DateTimeFormat("nl-NL", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const fieldFormat = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, dateStyle: "short", timeStyle: "short" });

export const day = (seconds) => dayFormat.format(seconds * 1000);
export const time = (seconds) => timeFormat.format(seconds * 1000).replace(":", ".");
export const full = (seconds) => `${day(seconds)}, ${time(seconds)} uur`;
export const forField = (seconds) => fieldFormat.format(seconds * 1000).replace(" ", "T");
