import { randomUUID } from 'node:crypto';
import { datesFrom, type DateRange } from '#tools/import';
import type { AvailabilityState } from '#views/folds';
import type { PostgresViewStore } from '#views/stores';

/** Flown ten times a day or more, all year. */
const route = { origin: 'JFK', destination: 'SJU' };

/** The last flight for sale to San Juan on the first of the dates that has one. */
export async function flightForSale(
  views: Pick<PostgresViewStore, 'search'>,
  { from, days }: DateRange,
): Promise<string | undefined> {
  for (const date of datesFrom(from, days)) {
    const flights = await views.search({ ...route, date: date.toString() });
    const last = flights.findLast(({ state }) => isForSale(state));
    if (last !== undefined) return last.state.flightId;
  }
  return undefined;
}

function isForSale({ status, departsAt, cabins }: AvailabilityState): boolean {
  const expected = status === 'scheduled' || status === 'delayed';
  const seats = cabins.some(({ cabin, available }) => cabin === 'economy' && available > 0);
  return expected && departsAt > new Date().toISOString() && seats;
}

/**
 * What the start ends with: it works when it is pasted.
 *
 * @param profile what runs, a line each
 */
export function welcome(
  address: string,
  flightId: string | undefined,
  profile: readonly string[],
): string {
  return [
    '',
    `Contrail is ready: ${address}  (documentation: ${address}/docs)`,
    ...profile,
    '',
    ...(flightId === undefined ? ['No flight is for sale.'] : firstBooking(address, flightId)),
    '',
    'Ctrl-C stops it.',
  ].join('\n');
}

function firstBooking(address: string, flightId: string): string[] {
  const body = {
    segments: [{ flightId, cabin: 'economy' }],
    passengers: [{ givenName: 'Amelia', familyName: 'Earhart' }],
    contact: { email: 'amelia@example.com' },
  };
  return [
    'A first booking to try:',
    '',
    `curl -i ${address}/v1/bookings -H 'Content-Type: application/json' \\`,
    `  -H 'Idempotency-Key: ${randomUUID()}' \\`,
    `  -d '${JSON.stringify(body)}'`,
    '',
    `curl -i ${address}/v1/flights/${flightId}/availability`,
  ];
}
