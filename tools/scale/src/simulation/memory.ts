import { availabilityRow, flightOfStream } from '#contracts';
import { Representation } from '#platform';
import { type AvailabilityState, renderAvailability, type ViewRow } from '#views/folds';
import { MemoryCopies } from '#views/stores';

/** A flight on which seven seats are taken. */
const state: AvailabilityState = {
  flightId: 'UA1545-EWR-2027-01-01',
  carrier: 'UA',
  number: 1545,
  origin: 'EWR',
  destination: 'IAH',
  departsAt: '2027-01-01T10:15:00.000Z',
  arrivesAt: '2027-01-01T14:19:00.000Z',
  aircraft: { model: 'BOEING 737-824', seats: 149 },
  distance: 1400,
  status: 'scheduled',
  cabins: [
    { cabin: 'business', capacity: 12, available: 12, fare: { amount: 60_800, currency: 'USD' } },
    { cabin: 'economy', capacity: 137, available: 130, fare: { amount: 19_400, currency: 'USD' } },
  ],
  taken: Object.fromEntries(
    ['7A', '7B', '8C', '9D', '10E', '11F', '12A'].map((seat) => [seat, 'sold']),
  ),
};

export function rowOf(flight: number, version = 1): ViewRow<AvailabilityState> {
  const asOf = '2027-01-01T00:00:00.000Z';
  return { streamId: streamIdOf(flight), generation: 1, version, asOf, state };
}

export function streamIdOf(flight: number): string {
  return `flight-${flight}`;
}

/** Copies in memory as query-api has them, with the bytes of an availability made when a row arrives. */
export function newMemory(maxBytes: number) {
  const availability = ({ generation, version, ...row }: ViewRow<AvailabilityState>) => {
    if (row.state === null) return undefined;
    const shown = renderAvailability({ ...row, generation, version, state: row.state });
    return new Representation(`${generation}-${version}`, JSON.stringify(shown));
  };
  const view = {
    ...{ row: availabilityRow, keyOf: flightOfStream },
    ...{ answers: { availability }, hot: 'availability' as const },
  };
  return new MemoryCopies(view, maxBytes);
}

/** What a row takes, as the copies themselves reckon. */
export function bytesOfRow(): number {
  const maxBytes = 500_000;
  const memory = newMemory(maxBytes);
  let rows = 0;
  for (; !memory.isFull; rows += 1) memory.putAsked([rowOf(rows)], memory.moment);
  return maxBytes / rows;
}
