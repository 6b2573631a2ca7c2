import type { Random } from '#tools/load';
import type { Popularity, Schedule } from '../model/popularity.js';
import { bytesOfRow, newMemory, rowOf, streamIdOf } from './memory.js';

/** Of the reads that come to a query-api, those that its memory does not answer. */
export interface Misses {
  /** Of reads of a flight: Redis is asked. */
  flights: number;
  /** Of searches, which want all flights of a route and day: PostgreSQL is asked. */
  searches: number;
}

/** So many flights that are about as popular stand as one, and memory is as much smaller. */
const asOne = 128;
const draws = 5_000;
/** Not counted: by then memory has what is asked for. */
const before = 2_000;
const rowBytes = bytesOfRow();

/** What a query-api is asked: how often each rank of flight, and how often its route is searched. */
export interface Asked {
  flights: Popularity;
  searches: Popularity;
}

/** @param part of the flights that there is room for */
export function simulateMisses(
  random: Random,
  { flights, searches }: Asked,
  schedule: Schedule,
  part: number,
): Misses {
  const rows = Math.ceil(schedule.flights / asOne);
  const days = Math.ceil(schedule.searches / asOne);
  const memory = newMemory(Math.ceil(part * rows * rowBytes));
  const bring = (row: number) => memory.putAsked([rowOf(row)], memory.moment);
  const has = (row: number) => memory.held(streamIdOf(row)) !== undefined;
  for (let row = rows - 1; row >= 0; row -= 1) bring(row);
  const counts = { flights: { all: 0, missed: 0 }, searches: { all: 0, missed: 0 } };
  const ofFlights = flights.total / (flights.total + searches.total);
  for (let draw = 0; draw < draws; draw += 1) {
    const isOfFlight = random() < ofFlights;
    const row = Math.floor((isOfFlight ? flights : searches).draw(random) / asOne);
    const wanted = isOfFlight ? [row] : sameDay(row, rows, days);
    const missed = !wanted.map(has).every(Boolean);
    if (missed) for (const each of wanted) bring(each);
    if (draw < before) continue;
    const count = isOfFlight ? counts.flights : counts.searches;
    count.all += 1;
    count.missed += Number(missed);
  }
  const share = ({ all, missed }: { all: number; missed: number }) => missed / Math.max(all, 1);
  return { flights: share(counts.flights), searches: share(counts.searches) };
}

/** Popular flights are spread over routes and days evenly. */
function sameDay(row: number, rows: number, days: number): number[] {
  const first = row % days;
  return Array.from({ length: Math.ceil((rows - first) / days) }, (_, each) => first + each * days);
}
