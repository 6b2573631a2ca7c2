import { scheduledDays } from '#tools/import';
import { type Random, shuffled } from '../model/random.js';
import { Zipf } from '../model/zipf.js';

export interface KnownFlight {
  flightId: string;
  origin: string;
  destination: string;
  /** Local, at the origin. */
  date: string;
}

/** The flights that users look for, the most popular first: which ones these are is drawn by lot. */
export class Catalogue {
  private readonly popularity: Zipf;

  private constructor(
    private readonly flights: readonly KnownFlight[],
    private readonly random: Random,
  ) {
    this.popularity = new Zipf(flights.length);
  }

  /** The real schedule of so many dates. */
  static async of(from: string, days: number, random: Random): Promise<Catalogue> {
    const flights: KnownFlight[] = [];
    for await (const day of scheduledDays(from, days)) {
      for (const { flightId, origin, destination } of day.flights) {
        flights.push({ flightId, origin, destination, date: day.date });
      }
    }
    return new Catalogue(shuffled(random, flights), random);
  }

  get size(): number {
    return this.flights.length;
  }

  draw(): KnownFlight {
    return this.atRank(this.popularity.draw(this.random));
  }

  /** By date. */
  oneOfEachDate(): KnownFlight[] {
    const byDate = new Map(this.flights.map((flight) => [flight.date, flight]));
    return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  }

  atRank(rank: number): KnownFlight {
    const flight = this.flights[rank];
    if (flight === undefined) throw new RangeError(`there is no flight of rank ${rank}`);
    return flight;
  }
}
