const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds since 1970 of an instant with its offset (RFC 3339, xsd:dateTimeStamp); undefined for anything else, a day that
 * no calendar has and a leap second among them.
 */
export function instantMilliseconds(text: string): number | undefined {
  const parts = pattern.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  if (
    !isCalendarDay(year ?? 0, month ?? 0, day ?? 0) ||
    (hour ?? 24) > 23 ||
    (minute ?? 60) > 59 ||
    (second ?? 60) > 59
  )
    return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** Whether the text is a day of the calendar, `2026-03-10`. */
export function isDay(text: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return parts !== null && isCalendarDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

// Date.parse takes 30 February for 2 March, so the day is checked by itself.
function isCalendarDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (lengths[month - 1] ?? 0);
}

/** An instant as the house writes it: UTC to the millisecond. */
export function instantText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
