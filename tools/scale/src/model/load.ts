import { readsPerSession } from '#tools/load';
import { assumed } from '../figures/assumed.js';
import { measured } from '../figures/measured.js';
import type { Reads } from './reads.js';

const micros = 1e-6;

/** What an order of magnitude asks of the parts. Cores are cores at full work. */
export interface Load {
  reads: Reads;
  bookings: number;
  events: number;
  /** Of query-apis, without what is pushed to each of them. */
  queryCores: number;
  /** Of one worker, for the rows that are pushed to it. */
  pushCores: number;
  /** Of all edges. */
  edgeCores: number;
  streams: number;
  bookingCores: number;
  /** Of PostgreSQL: commands, and the views and timers that follow. */
  logCores: number;
  flushes: number;
  relayCores: number;
  projectorCores: number;
  managerCores: number;
  /** That have seats for a year's bookings, but as many as the schedule has at least. */
  flights: number;
}

/** Query-apis of one worker, each of which has all rows pushed to it. */
export function workersOf({ queryCores, pushCores }: Load): number {
  return queryCores / (assumed.busy.value - pushCores);
}

export function loadOf(reads: Reads): Load {
  const bookings = reads.perSecond / assumed.readsToABooking.value;
  const events = bookings * measured.events.value;
  const { flights, searches, seats } = reads.toQueryApi;
  const passedOn = flights.total + searches.total;
  const sessions = reads.perSecond / readsPerSession;
  const seatsOfAFlight = measured.seats.value / measured.flights.value;
  const perEvent = (figure: { value: number }) => events * figure.value * micros;
  return {
    reads,
    bookings,
    events,
    queryCores:
      ((flights.total - seats) * measured.hotReadMicros.value +
        seats * measured.seatsReadMicros.value +
        searches.total * measured.searchMicros.value) *
      micros,
    pushCores: bookings * measured.flightEvents.value * measured.pushMicros.value * micros,
    edgeCores:
      (reads.edgesAnswer * measured.edgeReadMicros.value +
        passedOn * measured.edgePassMicros.value) *
      micros,
    streams: sessions * assumed.watching.value * assumed.watchedSeconds.value,
    bookingCores: (bookings * measured.bookingApiMillis.value) / 1000,
    logCores: (bookings * measured.logMillis.value) / 1000 + perEvent(measured.viewsMicros),
    flushes: bookings * measured.flushes.value,
    relayCores: perEvent(measured.relayMicros),
    projectorCores: perEvent(measured.projectorMicros),
    managerCores: perEvent(measured.managerMicros),
    flights: Math.max(
      measured.flights.value,
      (bookings * assumed.secondsOfAYear.value) / seatsOfAFlight,
    ),
  };
}
