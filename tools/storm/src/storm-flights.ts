import { Temporal } from 'temporal-polyfill';
import type { OperatedFlight } from '#tools/import';

/** The day of the storm, 8 February, that comes next after the date of an instant. */
export function comingStormDay(instant: Date): string {
  const today = Temporal.PlainDate.from(instant.toISOString().slice(0, 10));
  const thisYear = Temporal.PlainDate.from({ year: today.year, month: 2, day: 8 });
  const isAhead = Temporal.PlainDate.compare(thisYear, today) > 0;
  return (isAhead ? thisYear : thisYear.add({ years: 1 })).toString();
}

export interface StormFlights {
  cancelled: OperatedFlight[];
  /** Those that flew. */
  others: OperatedFlight[];
}

/** So many of the day's cancelled flights, and of the others the same share, spread over the day. */
export function stormFlights(
  flights: readonly OperatedFlight[],
  wantedCancelled: number,
): StormFlights {
  const isCancelled = ({ departureDelay }: OperatedFlight) => departureDelay === undefined;
  const cancelled = flights.filter(isCancelled);
  const others = flights.filter((flight) => !isCancelled(flight));
  const share = Math.min(1, wantedCancelled / cancelled.length);
  return {
    cancelled: spread(cancelled, Math.round(share * cancelled.length)),
    others: spread(others, Math.round(share * others.length)),
  };
}

function spread<Item>(items: readonly Item[], count: number): Item[] {
  return items.filter(
    (_, index) =>
      Math.floor((index * count) / items.length) !==
      Math.floor(((index - 1) * count) / items.length),
  );
}
