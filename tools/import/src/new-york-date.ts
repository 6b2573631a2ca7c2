import { Temporal } from 'temporal-polyfill';

/** The date after the one in New York at the instant (RFC 3339), as `YYYY-MM-DD`. */
export function tomorrowInNewYork(instant: string): string {
  const today = Temporal.Instant.from(instant).toZonedDateTimeISO('America/New_York').toPlainDate();
  return today.add({ days: 1 }).toString();
}
