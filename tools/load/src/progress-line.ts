import type { Recording } from './run/recording.js';

/** How the run goes, as a line. */
export function progressLine(recording: Recording, atMs: number, durationMs: number): string {
  const { all, bookings } = recording;
  const last = recording.lastSecond(atMs);
  const { reads = 0, p50Ms = 0, p99Ms = 0 } = last ?? {};
  return [
    `${Math.round(atMs / 1000)} of ${durationMs / 1000} s: ${reads} reads/s`,
    `p50 ${p50Ms.toFixed(1)}, p99 ${p99Ms.toFixed(1)} ms`,
    `${all.failed} failed`,
    `${bookings.acknowledged} bookings, ${bookings.conflicts} conflicts`,
  ].join('; ');
}
