import type { NotFree } from '../flight/hold-seats.js';
import type { Cabin } from '../flight/seat-map.js';
import type { PlaceBookingRefusal, WantedSegment } from './place-booking.js';

/** Why a request that is well-formed gets no booking. */
export const refusalReasons = [
  'seat-taken',
  'sold-out',
  'flight-closed',
  'price-changed',
] as const satisfies readonly (NotFree['name'] | 'price-changed')[];

export type RefusalReason = (typeof refusalReasons)[number];

/** Requests for a cabin that were refused for one reason. */
export interface RefusalCount {
  cabin: Cabin;
  reason: RefusalReason;
  count: number;
}

/** How many requests for a flight one process has refused in one minute. */
export interface RequestsRefused {
  type: 'RequestsRefused';
  data: {
    flightId: string;
    /** Its beginning: RFC 3339 UTC with milliseconds. */
    minute: string;
    counts: RefusalCount[];
  };
}

/** What a refused request is counted as. */
export interface RefusedRequest extends Omit<RefusalCount, 'count'> {
  flightId: string;
}

/**
 * The flights that a refusal is about: the segment that failed, or each where their price has changed. A malformed
 * request is no lost sale; any other names flights that there are, so that nobody can have made up ones counted.
 */
export function refusedRequests(
  refusal: PlaceBookingRefusal,
  segments: readonly WantedSegment[],
): RefusedRequest[] {
  if (refusal.name === 'malformed') return [];
  const { name: reason } = refusal;
  return segments
    .filter((_, index) => refusal.name === 'price-changed' || refusal.segment === index)
    .map(({ flightId, cabin }) => ({ flightId, cabin, reason }));
}
