import { openDatabase, openEventStore } from './bench-database.js';
import { rateDuring } from './at-once.js';
import type { Benchmark } from './benchmark.js';
import { fillFlights, inTurn, spread } from './bookable-flights.js';
import { BookingClient } from './booking-client.js';
import { scheduleOf } from './flight-history.js';
import { flightIdAt, openQueryApis, readsByZipf } from './query-api.js';
import { readsPerSecond } from './read-load.js';
import { startTwin } from './start-twin.js';

/** A week of the schedule. */
const flights = 6_500;
/** Of each, whose rates differ twentyfold: as many calls would be a second of the one and a quarter of a minute of the other. */
const secondsAMeasure = 4;

const onTables = 'the same from the twin: TypeORM on tables of the same PostgreSQL';

export const twin: Benchmark = {
  name: 'twin',
  ours: `reads of availability from a query-api with ${flights} flights, by Zipf, 32 at once`,
  baseline: onTables,
  unit: 'reads/s',
  target: { atLeast: 10 },
  async open(run) {
    const database = await openDatabase(run);
    const startQueryApi = await openQueryApis(run, database);
    const ours = await startQueryApi(flights);
    const schedules = Array.from({ length: flights }, (_, index) => {
      return { ...scheduleOf(1), flightId: flightIdAt(index) };
    });
    const { url } = await startTwin(run, database, schedules);
    const paths = readsByZipf(flights);
    return {
      ours: readsPerSecond(run, ours, paths, secondsAMeasure),
      baseline: readsPerSecond(run, url, paths, secondsAMeasure),
    };
  },
  also: {
    name: 'bookings',
    ours: 'bookings over HTTP, spread over 5,000 flights, 32 at once',
    baseline: onTables,
    unit: 'bookings/s',
    target: { atLeast: 1 },
    async open(run) {
      const { signal } = run;
      const database = await openDatabase(run);
      await fillFlights(openEventStore(run, database.url), spread, 1, run);
      const client = await BookingClient.open(run, database);
      const { url } = await startTwin(run, database, spread.map(scheduleOf));
      const clientOfTwin = BookingClient.to(run, url);
      const [next, nextOfTwin] = [inTurn(spread), inTurn(spread)];
      return {
        ours: () => rateDuring(secondsAMeasure, () => client.book(next()), signal),
        baseline: () => rateDuring(secondsAMeasure, () => clientOfTwin.book(nextOfTwin()), signal),
      };
    },
  },
};
