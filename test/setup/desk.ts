import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { z } from 'zod';
import { operatorKey } from './application.js';

export interface Wishes {
  /** The same on each flight, in the passengers' order. */
  seats?: readonly string[];
  passengers?: readonly { givenName: string; familyName: string }[];
  key?: string;
}

export const bessie = { givenName: 'Bessie', familyName: 'Coleman' };

/** Asks for a booking in economy, of Bessie alone where no other passengers are named. */
export function place(
  url: string,
  flightIds: readonly string[],
  { seats, passengers = [bessie], key = randomUUID() }: Wishes = {},
) {
  return request(url)
    .post('/v1/bookings')
    .set('Idempotency-Key', key)
    .send({
      segments: flightIds.map((flightId) => ({ flightId, cabin: 'economy', seats })),
      passengers,
      contact: { email: 'bessie@example.com' },
    });
}

const held = z.object({
  recordLocator: z.string(),
  accessToken: z.string(),
  total: z.unknown(),
  holdExpiresAt: z.string(),
});

export type Held = z.infer<typeof held>;

/** A booking that was placed, as it is held. */
export async function hold(
  url: string,
  flightIds: readonly string[],
  wishes?: Wishes,
): Promise<Held> {
  const answer = await place(url, flightIds, wishes).expect(201);
  return held.parse(answer.body);
}

export function pay(
  url: string,
  { recordLocator }: Pick<Held, 'recordLocator'>,
  paymentMethod = 'tok_ok',
  key: string = randomUUID(),
) {
  return request(url)
    .post(`/v1/bookings/${recordLocator}/payment`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .set('Idempotency-Key', key)
    .send({ paymentMethod });
}

/** Seats the first passenger elsewhere. */
export function changeSeat(
  url: string,
  { recordLocator }: Pick<Held, 'recordLocator'>,
  flightId: string,
  seat: string,
) {
  return request(url)
    .post(`/v1/bookings/${recordLocator}/seat-change`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .set('Idempotency-Key', randomUUID())
    .send({ flightId, passenger: 0, seat });
}

/** As an operator. */
export async function cancelFlight(url: string, flightId: string): Promise<void> {
  await request(url)
    .post(`/v1/operations/flights/${flightId}/cancellation`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .set('Idempotency-Key', randomUUID())
    .send({ reason: 'snow' })
    .expect(200);
}
