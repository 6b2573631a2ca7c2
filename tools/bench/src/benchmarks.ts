import { append } from './append.js';
import type { Benchmark } from './benchmark.js';
import { bookings } from './bookings.js';
import { capture } from './capture.js';
import { growthBookings } from './growth-bookings.js';
import { growthReads } from './growth-reads.js';
import { hotFlight } from './hot-flight.js';
import { longStream } from './long-stream.js';
import { overload } from './overload.js';
import { projector } from './projector.js';
import { readStream } from './read-stream.js';
import { reads } from './reads.js';
import { rebuild } from './rebuild.js';
import { staleness } from './staleness.js';
import { start } from './start.js';
import { streams } from './streams.js';
import { twin } from './twin.js';

/** What `npm run bench` knows; docs/benchmarks.md has their results. */
export const benchmarks: readonly Benchmark[] = [
  append,
  readStream,
  longStream,
  start,
  projector,
  rebuild,
  staleness,
  streams,
  reads,
  growthReads,
  bookings,
  hotFlight,
  growthBookings,
  overload,
  capture,
  twin,
];
