import { randomUUID } from 'node:crypto';
import { bookingOf, bookingStreamId, flightStates, flightStreamId, versioned } from '#contracts';
import type { FlightState, PlacedBooking } from '#domain';
import { cancelFlight, initialFlight, onFlight } from '#domain';
import type { EventStore } from '#event-store';
import request from 'supertest';
import { z } from 'zod';
import { operatorKey } from '../setup/application.js';

const placedBooking = z.object({ recordLocator: z.string(), holdExpiresAt: z.string() });

export type Placed = z.infer<typeof placedBooking>;

/** A traveller's requests to a running application. */
export function place(url: string, ...flightIds: string[]) {
  return request(url)
    .post('/v1/bookings')
    .set('Idempotency-Key', randomUUID())
    .send({
      segments: flightIds.map((flightId) => ({ flightId, cabin: 'economy' })),
      passengers: [{ givenName: 'Bessie', familyName: 'Coleman' }],
      contact: { email: 'bessie@example.com' },
    });
}

export async function placed(url: string, ...flightIds: string[]): Promise<Placed> {
  const answer = await place(url, ...flightIds).expect(201);
  return placedBooking.parse(answer.body);
}

export function pay(
  url: string,
  { recordLocator }: Pick<Placed, 'recordLocator'>,
  paymentMethod = 'tok_ok',
  key: string = randomUUID(),
) {
  return request(url)
    .post(`/v1/bookings/${recordLocator}/payment`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .set('Idempotency-Key', key)
    .send({ paymentMethod });
}

export async function bookingIn(log: EventStore, recordLocator: string): Promise<PlacedBooking> {
  const streamId = bookingStreamId(recordLocator);
  const { streams } = await log.load([streamId], 'none');
  const booking = bookingOf(streams.get(streamId) ?? []);
  if (booking === undefined) throw new Error(`there is no booking ${recordLocator}`);
  return booking;
}

export async function flightIn(log: EventStore, flightId: string): Promise<FlightState> {
  const { streams } = await log.load([flightStreamId(flightId)], 'none');
  const flight = flightStates(streams).get(flightId);
  if (flight === undefined) throw new Error(`there is no flight ${flightId}`);
  return flight;
}

/** As an operator. */
export async function cancel(log: EventStore, flightId: string): Promise<void> {
  const data = { flightId, reason: 'snow', occurredAt: new Date().toISOString() };
  const { outcome } = await log.handle({
    commandId: `cancel ${flightId}`,
    correlationId: 'test',
    actor: 'operator',
    streamIds: [flightStreamId(flightId)],
    decide: ({ streams }) => {
      const decision = cancelFlight(data, flightStates(streams).get(flightId) ?? initialFlight);
      if (!decision.accepted) return decision;
      const events = decision.events.map((event) => onFlight(flightId, event));
      return versioned({ accepted: true, events });
    },
  });
  if (outcome !== 'handled') throw new Error(`${flightId} was not cancelled: ${outcome}`);
}
