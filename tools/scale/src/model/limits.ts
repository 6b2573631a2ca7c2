import { partitionCount } from '#contracts';
import { regions, Zipf } from '#tools/load';
import { assumed } from '../figures/assumed.js';
import { measured } from '../figures/measured.js';
import { type Load, workersOf } from './load.js';

/** A part, how much of it a load needs, and what is changed where that is more than there is. */
export interface Limit {
  part: string;
  /** Of which the need is told in parts. */
  limit: string;
  /** Above 1 it breaks. */
  need: (load: Load) => number;
  then: string;
}

const busy = assumed.busy.value;
const [busiest] = regions;
const topFlight = new Zipf(measured.flights.value).share(0);

/** As the code is set up now: one process of each part, one edge in a region, one PostgreSQL. */
export const limits: readonly Limit[] = [
  {
    part: 'query-api',
    limit: `${busy} of a core`,
    need: workersOf,
    then: '`QUERY_WORKERS`, then machines: they share nothing',
  },
  {
    part: 'live streams',
    limit: '10,000 in a process',
    need: ({ streams }) => streams / 10_000,
    then: 'processes for streams alone: 10,000 take 0.2 GB',
  },
  {
    part: "an edge's cores",
    limit: `${busy} of ${assumed.edgeCores.value} cores, in ${busiest.name}`,
    need: ({ edgeCores }) => (edgeCores * busiest.share) / (busy * assumed.edgeCores.value),
    then: 'edges beside each other in a region, addresses divided among them by their hash',
  },
  {
    part: "an edge's link",
    limit: `${busy} of 10 Gbit/s, in ${busiest.name}`,
    need: ({ reads }) => (reads.bytes * busiest.share) / (busy * assumed.edgeLink.value),
    then: 'the same edges',
  },
  {
    part: "an edge's addresses",
    limit: `${assumed.edgeAddresses.value.toLocaleString('en')} within 11 s`,
    need: ({ reads }) => reads.addressesAtEdge / assumed.edgeAddresses.value,
    then: '`keys_zone` of 128 MB, or the division by hash: each edge keeps its part',
  },
  {
    part: 'booking-api',
    limit: `${busy} of a core`,
    need: ({ bookingCores }) => bookingCores / busy,
    then: 'more of them; one flight is decided in one turn at a time all the same',
  },
  {
    part: 'the seats of the schedule',
    limit: `${measured.seats.value.toLocaleString('en')} a year`,
    need: ({ bookings }) => (bookings * assumed.secondsOfAYear.value) / measured.seats.value,
    then: 'more flights: from here on as many as have the seats',
  },
  {
    part: 'flights in memory',
    limit: `${assumed.copiesBytes.value / 1e9} GB of a worker`,
    need: ({ flights }) => (flights * measured.rowBytes.value) / assumed.copiesBytes.value,
    then: 'each worker keeps a share of the flights, and a read goes to its worker (ADR 31)',
  },
  {
    part: 'a rebuild of a year',
    limit: `${assumed.rebuildSeconds.value / 3600} hours`,
    need: ({ events }) =>
      (events * assumed.secondsOfAYear.value) /
      measured.rebuiltEvents.value /
      assumed.rebuildSeconds.value,
    then: 'a rebuild by shares of the streams, side by side; flights that have flown are left out',
  },
  {
    part: 'the disk of the log',
    limit: `${assumed.logDisk.value / 1e12} TB a year`,
    need: ({ events }) =>
      (events * assumed.secondsOfAYear.value * measured.logBytes.value) / assumed.logDisk.value,
    then: 'a log for each set of flights, by airport or date; what has flown goes to an archive (`export`)',
  },
  {
    part: 'PostgreSQL',
    limit: `${busy} of ${assumed.logCores.value} cores`,
    need: ({ logCores }) => logCores / (busy * assumed.logCores.value),
    then: 'views and timers in a PostgreSQL of their own; then a log for each set of flights',
  },
  {
    part: 'flushes of the log',
    limit: `${assumed.logFlushes.value.toLocaleString('en')} a second`,
    need: ({ flushes }) => flushes / assumed.logFlushes.value,
    then: 'payments decided together as bookings are: they take most of the flushes',
  },
  {
    part: 'the relay',
    limit: `${busy} of a core: one is active`,
    need: ({ relayCores }) => relayCores / busy,
    then: 'a relay for each log',
  },
  {
    part: 'projectors',
    limit: `${busy} of ${partitionCount} cores: one for a partition`,
    need: ({ projectorCores }) => projectorCores / (busy * partitionCount),
    then: 'topics anew with more partitions, filled from the log, since their number is fixed for life',
  },
  {
    part: 'process managers',
    limit: `${busy} of ${partitionCount} cores: one for a partition`,
    need: ({ managerCores }) => managerCores / (busy * partitionCount),
    then: 'the same topics',
  },
  {
    part: 'the most popular flight',
    limit: `${measured.hotFlightCommands.value} commands a second`,
    need: ({ bookings }) => (bookings * topFlight * 2) / measured.hotFlightCommands.value,
    then: 'nothing: its seats are gone in seconds',
  },
];
