import type { AvailabilityState, Shown } from '#views/folds';

export const flight = 'flight-UA1545-EWR-2026-12-05';

export const state: AvailabilityState = {
  flightId: 'UA1545-EWR-2026-12-05',
  carrier: 'UA',
  number: 1545,
  origin: 'EWR',
  destination: 'IAH',
  departsAt: '2026-12-05T10:15:00.000Z',
  arrivesAt: '2026-12-05T14:19:00.000Z',
  aircraft: { model: 'small', seats: 4 },
  distance: 1400,
  status: 'scheduled',
  cabins: [],
  taken: {},
};

export function rowAt(
  version: number,
  generation = 1,
  streamId = flight,
): Shown<AvailabilityState> {
  return { streamId, generation, version, asOf: '2026-12-01T12:00:00.000Z', state };
}
