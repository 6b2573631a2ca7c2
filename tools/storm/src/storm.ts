import { setTimeout as pause } from 'node:timers/promises';
import { EventStore, SignedHeads } from '#event-store';
import { House, readDistributed } from '#tools/distributed';
import { importSchedule, operatedDay } from '#tools/import';
import { seeded } from '#tools/load';
import { migrate } from '#tools/migrate';
import { factsOfDay, HttpDesk, play } from '#tools/operations';
import { readAirports } from '#reference-data';
import { untilAtRest } from './at-rest.js';
import { readLedger } from './ledger.js';
import { plannedBookings } from './planned-bookings.js';
import { countGivenBack, countRefunds, prove, readEnds, verified } from './proof.js';
import { killAtRandom } from './random-kills.js';
import type { StormReport } from './report.js';
import { sell, type SoldBooking } from './sell.js';
import { stormFlights } from './storm-flights.js';

export interface StormSettings {
  /** 8 February of a year that comes. */
  date: string;
  /** How many of its cancelled flights take part. */
  flights: number;
  /** How often the process-manager is killed at most. */
  kills: number;
  seed: number;
}

interface StormPlace {
  /** The data directory, which is empty. */
  folder: string;
  progress: (line: string) => void;
  signal: AbortSignal;
}

const lookEveryMs = 1_000;
/** What is not done by then is told as it is. */
const patienceMs = 20 * 60_000;
const fastest = 1_000_000;

/**
 * Starts the distributed profile on an empty data directory, sells the day's flights nearly full, and plays the day
 * while its process-manager is killed again and again; then asks the log, the provider and the views what became of it.
 */
export async function storm(settings: StormSettings, place: StormPlace): Promise<StormReport> {
  const { folder, progress, signal } = place;
  const env = { CONTRAIL_DATA: folder, PORT: '0', LOG_LEVEL: 'error', HOLD_SECONDS: '86400' };
  const configuration = await readDistributed(env, progress);
  const house = new House(
    configuration,
    { 'booking-api': 1, 'query-api': 1, projector: 1 },
    progress,
  );
  try {
    const ownerUrl = await house.startServices();
    const url = await migrate({ url: ownerUrl, secret: configuration.secret });
    await scheduleDay(url, settings.date, signal);
    await house.startParts();
    signal.throwIfAborted();
    const { operatorKey, secret } = configuration;
    const heads = new SignedHeads(folder, secret);
    return await inHouse({ house, ownerUrl, operatorKey, heads }, settings, place);
  } finally {
    await house.stop();
  }
}

interface Running {
  house: House;
  ownerUrl: string;
  operatorKey: string;
  heads: SignedHeads;
}

async function inHouse(
  { house, ownerUrl, operatorKey, heads }: Running,
  { date, flights: wanted, kills, seed }: StormSettings,
  { progress, signal }: StormPlace,
): Promise<StormReport> {
  const random = seeded(seed);
  const day = await operatedDay(date);
  const { cancelled, others } = stormFlights(day, wanted);
  const takePart = [...cancelled, ...others];
  const [api] = house.running('booking-api');
  if (api === undefined) throw new Error('no booking-api runs');

  const sold: SoldBooking[] = [];
  const planned = plannedBookings(takePart, random);
  const filling = stopwatch();
  const onSold = (booking: SoldBooking) => {
    if (sold.push(booking) % 500 === 0)
      progress(`${sold.length} of ${planned.length} bookings sold`);
  };
  await sell(api.url, planned, onSold, signal);
  const fillSeconds = filling();

  const cancelledIds = new Set(cancelled.map(({ schedule }) => schedule.flightId));
  const isHit = ({ flightIds }: SoldBooking) => flightIds.some((id) => cancelledIds.has(id));
  const hit = sold.filter(isHit).length;
  const killing = new AbortController();
  const ends = AbortSignal.any([signal, killing.signal]);
  const whichRuns = () => house.running('process-manager')[0]?.pid;
  const playing = stopwatch();
  const killed = killAtRandom(whichRuns, () => countGivenBack(ownerUrl), kills, random, ends);
  // One that fails is told where it is waited for.
  killed.catch(() => undefined);
  try {
    const facts = factsOfDay(takePart, await readAirports());
    const desk = new HttpDesk(api.url, operatorKey);
    const { refused } = await play({
      facts,
      speed: fastest,
      desk,
      signal,
      progress: () => undefined,
    });
    const playSeconds = playing();
    progress(`${facts.length} facts told; ${hit} bookings are to be refunded`);
    await untilRefunded(ownerUrl, hit, progress, signal);
    const refundSeconds = playing();
    killing.abort();
    await killed;
    await untilAtRest({ house, ownerUrl, signal }, performance.now() + patienceMs);
    const ledger = await readLedger(api.url, operatorKey);
    const atEnd = prove(sold, await readEnds(ownerUrl), cancelledIds);
    const views = await verifiedInTheEnd(ownerUrl, heads, signal);
    return {
      ...{ date, seed, flights: { cancelled: cancelled.length, others: others.length } },
      facts: { told: facts.length - refused.length, refused },
      bookings: { sold: sold.length, onCancelledFlights: hit, ...atEnd },
      seconds: { fill: fillSeconds, facts: playSeconds, allRefunded: refundSeconds },
      kills: await killed,
      ...{ ledger, verify: views },
    };
  } finally {
    killing.abort();
    await killed;
  }
}

async function scheduleDay(url: string, date: string, signal: AbortSignal): Promise<void> {
  const eventStore = new EventStore({ url, onConnectionLost: () => undefined });
  const progress = () => undefined;
  await importSchedule({ eventStore, from: date, days: 1, progress, signal }).finally(() =>
    eventStore.close(),
  );
}

/** Until so many bookings have their money back; what is missing in the end is found by the proof. */
async function untilRefunded(
  ownerUrl: string,
  bookings: number,
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + patienceMs;
  for (let looks = 0, refunded = -1; refunded < bookings; looks += 1) {
    if (performance.now() > until) return;
    await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
    refunded = await countRefunds(ownerUrl);
    if (looks % 10 === 0) progress(`${refunded} of ${bookings} bookings refunded`);
  }
}

/** Once the views have come to the end of the log, or in the end. */
async function verifiedInTheEnd(ownerUrl: string, heads: SignedHeads, signal: AbortSignal) {
  for (const until = performance.now() + patienceMs; ;) {
    const views = await verified(ownerUrl, heads, signal);
    if (views.behind === 0 || performance.now() > until) return views;
    await pause(lookEveryMs);
  }
}

/** Answers the seconds since it was made. */
function stopwatch(): () => number {
  const begun = performance.now();
  return () => Math.round((performance.now() - begun) / 100) / 10;
}
