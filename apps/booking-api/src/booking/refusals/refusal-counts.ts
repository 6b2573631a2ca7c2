import type { RefusalCount, RefusedRequest, RequestsRefused } from '#domain';

/** So many flights are counted in a minute, and so many minutes wait to be written: no more than that is in memory. */
export const flightsAMinute = 100;
export const waitingMinutes = 10;

type CountedFlight = RequestsRefused['data'];

/** Refused requests by minute, flight, cabin and reason, in bounded memory. */
export class RefusalCounts {
  /** The oldest first. */
  private readonly minutes = new Map<string, Map<string, CountedFlight>>();

  /** @param onDropped is told how many were given up, for want of room */
  constructor(private readonly onDropped: (count: number) => void) {}

  get isEmpty(): boolean {
    return this.minutes.size === 0;
  }

  /** @param at RFC 3339 UTC with milliseconds */
  add({ flightId, cabin, reason }: RefusedRequest, at: string): void {
    const minute = `${at.slice(0, 16)}:00.000Z`;
    const flights = this.minutes.get(minute) ?? this.begin(minute);
    const counted = flights.get(flightId) ?? { flightId, minute, counts: [] };
    if (!flights.has(flightId) && flights.size >= flightsAMinute) {
      this.onDropped(1);
      return;
    }
    flights.set(flightId, counted);
    const known = counted.counts.find((each) => each.cabin === cabin && each.reason === reason);
    if (known === undefined) counted.counts.push({ cabin, reason, count: 1 });
    else known.count += 1;
  }

  /** Those of minutes that have begun before an instant. */
  before(instant: string): CountedFlight[] {
    return [...this.minutes]
      .filter(([minute]) => minute < instant)
      .flatMap(([, flights]) => [...flights.values()]);
  }

  remove({ minute, flightId }: CountedFlight): void {
    const flights = this.minutes.get(minute);
    flights?.delete(flightId);
    if (flights?.size === 0) this.minutes.delete(minute);
  }

  private begin(minute: string): Map<string, CountedFlight> {
    const [oldest] = this.minutes;
    if (this.minutes.size >= waitingMinutes && oldest !== undefined) {
      this.minutes.delete(oldest[0]);
      for (const { counts } of oldest[1].values()) this.onDropped(sum(counts));
    }
    const flights = new Map<string, CountedFlight>();
    this.minutes.set(minute, flights);
    return flights;
  }
}

function sum(counts: readonly RefusalCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
