import type { BookedSegment, FlightState, PaymentStatus, PlacedBooking } from '#domain';
import { hasEnded, isCaptured, isTicketed } from '#domain';
import type { EventStore } from '#event-store';
import request from 'supertest';
import { expect } from 'vitest';
import { z } from 'zod';
import type { RunningApplication } from './application.js';
import { ask } from './ask.js';
import type { TestDatabase } from './database.js';
import { bookingIn, flightIn } from './folded.js';

interface Charge {
  idempotency_key: string;
  charges: number;
  refunds: number;
}

/** What the provider charged and gave back, by payment. */
export async function chargesOf(database: TestDatabase): Promise<Map<string, Charge>> {
  const rows = await ask<Charge>(
    database.url,
    `SELECT idempotency_key, charges,
         (SELECT count(*)::integer FROM payment.refund WHERE refund.charge = charge.idempotency_key) AS refunds
       FROM payment.charge`,
  );
  return new Map(rows.map((row) => [row.idempotency_key, row]));
}

const health = z.object({ parts: z.object({ 'process-manager': z.object({ lag: z.int() }) }) });

/** What is still to be done: events that were not looked at, and timers of these steps. */
export async function leftToDo(
  { url }: RunningApplication,
  database: TestDatabase,
  ...steps: string[]
): Promise<number> {
  const ready = await request(url).get('/health/ready').expect(200);
  const { parts } = health.parse(ready.body);
  const rows = await ask<{ left: number }>(
    database.url,
    `SELECT count(*)::integer AS left FROM timers.timer WHERE task ->> 'step' = ANY ($1)`,
    [steps],
  );
  return parts['process-manager'].lag + (rows[0]?.left ?? 0);
}

/** What the provider moved for a payment that has come to rest. */
const moved: Record<PaymentStatus, object> = {
  requested: { still: 'under way' },
  unresolved: { still: 'under way' },
  captured: { charges: 1, refunds: 0 },
  declined: { charges: 0, refunds: 0 },
  'refund-requested': { still: 'under way' },
  refunded: { charges: 1, refunds: 1 },
};

/** Those of the bookings that wait for the provider, or for what follows from its answer. */
async function underWay(log: EventStore, recordLocators: readonly string[]): Promise<string[]> {
  const waiting: string[] = [];
  for (const recordLocator of recordLocators) {
    const booking = await bookingIn(log, recordLocator);
    const rests = booking.payments.every(
      (payment) =>
        !('still' in moved[payment.status]) && (!isCaptured(payment) || isTicketed(booking)),
    );
    if (!rests) waiting.push(recordLocator);
  }
  return waiting;
}

/**
 * Money and bookings agree, as soon as nothing is under way: a ticketed booking is paid for once, no other
 * keeps money, and the provider moved what the payments tell.
 */
export async function expectAgreement(
  database: TestDatabase,
  log: EventStore,
  recordLocators: readonly string[],
): Promise<void> {
  const resting = { timeout: 40_000, interval: 300 };
  await expect.poll(() => underWay(log, recordLocators), resting).toEqual([]);
  const charges = await chargesOf(database);
  const flights = new Map<string, Promise<FlightState>>();
  for (const recordLocator of recordLocators) {
    const booking = await bookingIn(log, recordLocator);
    for (const { paymentId, status } of booking.payments) {
      const { charges: charged = 0, refunds = 0 } = charges.get(paymentId) ?? {};
      const told = { recordLocator, status, charges: charged, refunds };
      expect(told).toEqual({ recordLocator, status, ...moved[status] });
    }
    const kept = booking.payments.filter(isCaptured).length;
    expect({ recordLocator, kept }).toEqual({ recordLocator, kept: isTicketed(booking) ? 1 : 0 });
    for (const segment of booking.segments) {
      const { flightId } = segment;
      const flight = flights.get(flightId) ?? flightIn(log, flightId);
      flights.set(flightId, flight);
      expectSeats(booking, segment, await flight);
    }
  }
}

/** Sold where it is ticketed, held while it is held, none after its end. */
function expectSeats(
  booking: PlacedBooking,
  { flightId, seats }: BookedSegment,
  flight: FlightState,
): void {
  const { recordLocator } = booking;
  const taken = flight.status === 'unscheduled' ? [] : [...flight.taken];
  const own = taken
    .filter(([, { recordLocator: whose }]) => whose === recordLocator)
    .map(([seat, { state }]) => `${seat} ${state}`);
  const state = isTicketed(booking) ? 'sold' : 'held';
  const expected = hasEnded(booking) ? [] : seats.map((seat) => `${seat} ${state}`);
  expect({ recordLocator, flightId, own }).toEqual({ recordLocator, flightId, own: expected });
}
