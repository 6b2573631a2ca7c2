import { regions, seeded } from '#tools/load';
import { measured } from '../figures/measured.js';
import { type Load, loadOf } from '../model/load.js';
import { Schedule } from '../model/popularity.js';
import { readsAt } from '../model/reads.js';
import { simulateBrowsers } from './browsers.js';
import { EdgeByRate } from './edge-by-rate.js';
import { simulateFloors } from './floors.js';
import { type Misses, simulateMisses } from './misses.js';

/** What the page is made of. */
export interface Simulated {
  /** From 100 reads a second on, each ten times the one before. */
  orders: { load: Load; misses: Misses[] }[];
  /** Of the flights; the misses are in this order. */
  parts: readonly number[];
  /** Of the rows that Redis has, those for which PostgreSQL is asked all the same. */
  refused: number;
}

const rates = [100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
const parts = [0.01, 0.05, 0.1, 0.25, 0.5];
/** Of a browser and its edge, in the middle. */
const toEdgeMs = 10;

/** The same for the same figures: all is drawn by one seed. */
export async function simulated(): Promise<Simulated> {
  const random = seeded(1);
  const schedule = new Schedule(measured.flights.value, measured.searches.value);
  const browsers = await simulateBrowsers(random, toEdgeMs);
  const edges: EdgeByRate[] = [];
  for (const { toOriginMs } of regions) edges.push(await EdgeByRate.simulated(random, toOriginMs));
  const bytes = {
    availability: measured.answerBytes.value,
    seats: measured.seatsBytes.value,
    search: measured.searchBytes.value,
  };
  const orders = rates.map((perSecond) => {
    const reads = readsAt(perSecond, schedule, { browsers, edges }, bytes);
    const misses = parts.map((part) => simulateMisses(random, reads.toQueryApi, schedule, part));
    return { load: loadOf(reads), misses };
  });
  return { orders, parts, refused: await simulateFloors(random, measured.flights.value) };
}
