import { availabilityRow, flightOfStream } from '#contracts';
import type { Representation } from '#platform';
import {
  type AvailabilityState,
  renderAvailability,
  renderFlight,
  renderSeatMap,
  type ViewRow,
} from '#views/folds';
import { MemoryCopies } from '#views/stores';
import { type Represent, represented } from './represented.js';
import { Routes } from './routes.js';

/** What is shown of a flight. */
export type Shows = 'availability' | 'flight' | 'seats';

export const shows: Record<Shows, Represent<AvailabilityState>> = {
  availability: represented(renderAvailability),
  flight: represented(renderFlight),
  seats: represented(renderSeatMap),
};

/** The copies in this process, each with the bytes that answer for it, by the flight's id as it stands in a path. */
export class AvailabilityInMemory extends MemoryCopies<AvailabilityState, Representation, Shows> {
  /** Of all rows that were ever taken, by whatever way: a search misses no flight that a read has shown. */
  readonly routes = new Routes();

  /** @param maxBytes two fifths of what V8 may take by default */
  constructor(maxBytes?: number) {
    const by = { row: availabilityRow, keyOf: flightOfStream };
    super({ ...by, answers: shows, hot: 'availability' }, maxBytes);
  }

  override putAsked(rows: readonly ViewRow<AvailabilityState>[], moment: number): string[] {
    this.routes.noteRows(rows);
    return super.putAsked(rows, moment);
  }
}
