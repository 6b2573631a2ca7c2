/**
 * Instants are RFC 3339 UTC strings with milliseconds, such as `2026-12-05T13:45:00.000Z`.
 * They are compared as points in time: as text, `…:00Z` would come after `…:00.000Z`.
 */
export function isBefore(instant: string, other: string): boolean {
  return Date.parse(instant) < Date.parse(other);
}

/** Throws a RangeError where `instant` is none. */
export function plusSeconds(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
