/** What tells a flight from every other: `UA1545-EWR-2026-12-05`. */
export interface FlightKey {
  /** IATA airline designator: two characters, at least one of them a letter. */
  carrier: string;
  /** 1 to 9999. */
  number: number;
  /** IATA airport code. */
  origin: string;
  /** Departure date on the origin's clock, `YYYY-MM-DD`. */
  date: string;
}

export const flightIdPattern =
  /^([A-Z][A-Z0-9]|[0-9][A-Z])([1-9][0-9]{0,3})-([A-Z]{3})-([0-9]{4}-[0-9]{2}-[0-9]{2})$/;

export function flightIdOf({ carrier, number, origin, date }: FlightKey): string {
  return `${carrier}${number}-${origin}-${date}`;
}

/** Undefined where the text is malformed or its date is not in the calendar. */
export function parseFlightId(text: string): FlightKey | undefined {
  const [, carrier, number, origin, date] = flightIdPattern.exec(text) ?? [];
  if (!carrier || !number || !origin || !date || !isCalendarDate(date)) return undefined;
  return { carrier, number: Number(number), origin, date };
}

function isCalendarDate(date: string): boolean {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  // The engine reads 30 February as 2 March, so the date has to come back as it went in.
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
}
