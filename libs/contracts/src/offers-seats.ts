import type { AvailabilityAnswer } from './answers/availability.js';
import type { getFlights } from './endpoints/search.js';
import type { RequestOf } from './endpoints/endpoint.js';

type Party = Pick<RequestOf<typeof getFlights>['query'], 'passengers' | 'cabin'>;

/** Whether a search keeps a flight. A party sits in one cabin: it is asked for, or any of them will do. */
export function offersSeats(
  cabins: readonly Pick<AvailabilityAnswer['cabins'][number], 'cabin' | 'available'>[],
  { passengers, cabin }: Party,
): boolean {
  if (passengers === undefined && cabin === undefined) return true;
  return cabins
    .filter((each) => cabin === undefined || each.cabin === cabin)
    .some(({ available }) => available >= (passengers ?? 1));
}
