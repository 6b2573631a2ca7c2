/** A figure that was measured, and where that stands or how it was done. */
export interface Measured {
  value: number;
  what: string;
  source: string;
}

const reads = 'benchmarks.md, "What a read takes"';
const life = 'benchmarks.md, "What a booking takes until it is paid"';
const year = 'benchmarks.md, "A year"';

/** What the model reckons with. A figure that is measured anew is written here, and the page made anew. */
export const measured = {
  hotReadMicros: {
    value: 35.7,
    what: 'µs of query-api for a read that memory answers',
    source: reads,
  },
  seatsReadMicros: { value: 35.5, what: 'µs of query-api for a seat map', source: reads },
  searchMicros: { value: 107.5, what: 'µs of query-api for a search in memory', source: reads },
  redisReadMicros: {
    value: 244,
    what: 'µs of query-api for a read that Redis answers',
    source: reads,
  },
  edgeReadMicros: { value: 26, what: 'µs of nginx for a read that it answers', source: reads },
  edgePassMicros: { value: 34, what: 'µs of nginx for a read that it passes on', source: reads },
  pushMicros: { value: 38, what: 'µs to take a row that is pushed into memory', source: reads },
  answerBytes: {
    value: 210 + 455,
    what: 'bytes of an availability with its headers, gzip',
    source: reads,
  },
  seatsBytes: {
    value: 639 + 455,
    what: 'bytes of a seat map with its headers, gzip',
    source: reads,
  },
  searchBytes: {
    value: 694 + 495,
    what: 'bytes of a search with its headers, gzip',
    source: reads,
  },

  bookingApiMillis: {
    value: 1.61 + 2.47,
    what: 'ms of booking-api for a booking and its payment',
    source: life,
  },
  logMillis: { value: 0.49 + 2.46, what: 'ms of PostgreSQL for the same', source: life },
  commits: { value: 0.38 + 5.85, what: 'commits for the same', source: life },
  flushes: {
    value: 0.18 + 1.02,
    what: 'flushes of the write-ahead log for the same',
    source: life,
  },
  walBytes: {
    value: 2_475 + 7_275,
    what: 'bytes of the write-ahead log for the same',
    source: life,
  },
  events: {
    value: 6,
    what: 'events of the same: two of the flight, four of the booking',
    source: life,
  },
  flightEvents: { value: 2, what: 'of these, events of the flight', source: life },
  relayMicros: { value: 89, what: 'µs of the relay for an event', source: life },
  projectorMicros: { value: 168, what: 'µs of a projector for an event', source: life },
  managerMicros: { value: 110, what: 'µs of the process manager for an event', source: life },
  viewsMicros: { value: 154, what: 'µs of PostgreSQL for an event, by those three', source: life },
  hotFlightCommands: {
    value: 892,
    what: 'commands a second on one flight',
    source: life,
  },

  logBytes: { value: 950, what: 'bytes of an event in the log, with its indexes', source: life },
  bookingBytes: {
    value: 1_259 + 438 + 176,
    what: 'bytes of a booking beside the log: its view, journey and key',
    source: life,
  },
  flightBytes: {
    value: 653 + 852,
    what: 'bytes of a flight: its row, its first event',
    source: year,
  },
  readsOfTheTwin: {
    value: 14.25,
    what: 'reads that query-api answers for one that the twin on tables does, both by the clock',
    source: 'benchmarks.md, "twin"',
  },
  rebuiltEvents: {
    value: 11_484,
    what: 'events a second of a rebuild',
    source: 'benchmarks.md, "rebuild"',
  },
  streamBytes: {
    value: 19_000,
    what: 'bytes of memory of a live stream',
    source: 'benchmarks.md, "streams"',
  },
  rowBytes: {
    value: 1_490,
    what: 'bytes of a flight in memory',
    source: 'libs/views/src/stores/memory-copies.ts',
  },

  flights: {
    value: 336_776,
    what: 'flights of a year',
    source: 'counted in data/flights-2013.csv.br',
  },
  seats: { value: 46_739_531, what: 'seats of these', source: 'counted, by the import' },
  searches: { value: 63_832, what: 'routes and days of these', source: 'counted, by the import' },
} satisfies Record<string, Measured>;
