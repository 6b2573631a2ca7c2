import request from 'supertest';
import { z } from 'zod';
import { operatorKey } from '../setup/application.js';
import type { Served } from '../setup/served.js';
import { type Held, pay } from '../setup/desk.js';

const scheduledFlight = z.object({ flightId: z.string() });

/** Schedules a flight of 149 seats to Houston by the API, close enough to check in; answers its flightId. */
export async function scheduleFlight(
  client: Pick<Served, 'application' | 'post' | 'hold'>,
  number: number,
): Promise<string> {
  const hour = 3_600_000;
  const answer = await client
    .post('/v1/operations/flights', {
      carrier: 'ZZ',
      number,
      origin: 'EWR',
      destination: 'IAH',
      departsAt: new Date(Date.now() + 12 * hour).toISOString(),
      arrivesAt: new Date(Date.now() + 16 * hour).toISOString(),
      aircraft: { model: 'BOEING 737-824', seats: 149 },
    })
    .expect(201);
  return scheduledFlight.parse(answer.body).flightId;
}

/** What stands in the database for the examples of the API's document. */
export interface Examples {
  flightId: string;
  /** Of Amelia Earhart, paid. */
  booking: Held;
}

export async function makeExamples(
  client: Pick<Served, 'application' | 'post' | 'hold'>,
): Promise<Examples> {
  const { url } = client.application;
  const flightId = await scheduleFlight(client, 1);
  const passengers = [{ givenName: 'Amelia', familyName: 'Earhart' }];
  const booking = await client.hold([flightId], { passengers });
  const paid = await pay(url, booking).expect(200);
  const seen = { 'Consistency-Token': paid.headers['consistency-token'] ?? '' };
  const bookingPath = `/v1/bookings/${booking.recordLocator}`;
  for (const path of [bookingPath, `/v1/flights/${flightId}`, `/v1/flights/${flightId}/seats`]) {
    const read = request(url).get(path).set('Authorization', `Bearer ${operatorKey}`);
    await read.set({ ...seen, Prefer: 'wait=10' }).expect(200);
  }
  return { flightId, booking };
}

/** The document as if its examples were ours: what it shows can be asked for. */
export function documentOf(json: unknown, { flightId, booking }: Examples): unknown {
  const text = JSON.stringify(json)
    .replaceAll('UA1545-EWR-2026-12-05', flightId)
    .replaceAll('4SZU7G', booking.recordLocator);
  return JSON.parse(text);
}
