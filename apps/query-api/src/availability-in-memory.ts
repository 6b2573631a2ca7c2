import { availabilityRow } from '#contracts';
import type { Representation } from '#platform';
import {
  type AvailabilityState,
  renderAvailability,
  renderFlight,
  renderSeatMap,
} from '#views/folds';
import { MemoryCopies } from '#views/stores';
import { type Represent, represented } from './represented.js';

/** What is shown of a flight. */
export type Shows = 'availability' | 'flight' | 'seats';

export const shows: Record<Shows, Represent<AvailabilityState>> = {
  availability: represented(renderAvailability),
  flight: represented(renderFlight),
  seats: represented(renderSeatMap),
};

/** The copies in this process, each with the bytes that answer for it. */
export class AvailabilityInMemory extends MemoryCopies<AvailabilityState, Representation, Shows> {
  /** @param maxBytes two fifths of what V8 may take by default */
  constructor(maxBytes?: number) {
    super({ row: availabilityRow, answers: shows, hot: 'availability' }, maxBytes);
  }
}
