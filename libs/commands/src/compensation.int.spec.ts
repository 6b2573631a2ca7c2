import { randomUUID } from 'node:crypto';

import {
  bookingStreamId,
  expireBooking,
  flightStreamId,
  plusSeconds,
  recordRefund,
  requestPayment,
  settlePayment,
} from '#domain';
import { EventStore } from '#event-store';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { cancelInLog, commandInLog, placeInLog } from '../../../test/setup/booked-in-log.js';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { scheduleSmallFlight } from '../../../test/setup/small-flight.js';

let database: TestDatabase;
let log: EventStore;
let flightId: string;

beforeAll(async () => {
  database = await createDatabase();
  log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  flightId = await scheduleSmallFlight(log, 1, 8);
});

afterAll(async () => {
  await log.close();
  await database.drop();
});

const place = (recordLocator: string) => placeInLog(log, recordLocator, [flightId]);

function request(recordLocator: string, paymentId: string): Promise<void> {
  return commandInLog(log, recordLocator, ({ booking, flights, now }) =>
    requestPayment({ paymentId, method: 'tok_ok', now }, booking, flights),
  );
}

function capture(recordLocator: string, paymentId: string): Promise<void> {
  const answer = { outcome: 'captured' } as const;
  return commandInLog(log, recordLocator, ({ booking, flights, now }) =>
    settlePayment({ paymentId, answer, now }, booking, flights),
  );
}

/** Each event about the booking that names another, and that other: `type stream@version`. */
async function pairs(recordLocator: string): Promise<[string, string | undefined][]> {
  const events = await log.readAcross({ recordLocator }, { limit: 1000 });
  const places = new Map(
    events.map(({ metadata, type, streamId, version }) => {
      const stream = streamId === bookingStreamId(recordLocator) ? 'booking' : 'flight';
      return [metadata.eventId, `${type} ${stream}@${version}`];
    }),
  );
  return events
    .filter(({ metadata }) => metadata.compensates !== undefined)
    .map(({ type, metadata }) => [type, places.get(metadata.compensates ?? '')]);
}

it('a cancellation and its refund name the placing, the capture and the hold', async () => {
  const paymentId = randomUUID();
  await place('CANCEL');
  await request('CANCEL', paymentId);
  await capture('CANCEL', paymentId);
  await cancelInLog(log, 'CANCEL');
  await commandInLog(log, 'CANCEL', ({ booking }) => recordRefund({ paymentId }, booking));
  expect(await pairs('CANCEL')).toEqual([
    ['BookingCancelled', 'BookingPlaced booking@1'],
    ['RefundRequested', 'PaymentCaptured booking@3'],
    ['SeatsReleased', 'SeatsHeld flight@2'],
    ['PaymentRefunded', 'PaymentCaptured booking@3'],
  ]);
});

it('a cancellation names the capture that waits with it for the same turn', async () => {
  const paymentId = randomUUID();
  await place('CAPTUR');
  await request('CAPTUR', paymentId);
  const queued = vi.spyOn(log, 'handle');
  const untilQueued = (commands: number) =>
    expect.poll(() => queued.mock.calls.length, { timeout: 20_000 }).toBe(commands);
  const before = log.handle({
    ...{ commandId: randomUUID(), correlationId: 'test', actor: 'test' },
    streamIds: [flightStreamId(flightId)],
    async decide() {
      await untilQueued(3);
      return { accepted: true, events: [] };
    },
  });
  const captured = capture('CAPTUR', paymentId);
  await untilQueued(2);
  const cancelled = cancelInLog(log, 'CAPTUR');
  await Promise.all([before, captured, cancelled]);
  queued.mockRestore();
  expect(await pairs('CAPTUR')).toEqual([
    ['BookingCancelled', 'BookingPlaced booking@1'],
    ['RefundRequested', 'PaymentCaptured booking@3'],
    ['SeatsReleased', expect.stringMatching(/^SeatsHeld flight@/)],
  ]);
});

it('an expiry names the placing and the hold', async () => {
  await place('EXPR22');
  await commandInLog(log, 'EXPR22', ({ booking, flights, now }) =>
    expireBooking({ now: plusSeconds(now, 901) }, booking, flights),
  );
  expect(await pairs('EXPR22')).toEqual([
    ['BookingExpired', 'BookingPlaced booking@1'],
    ['SeatsReleased', expect.stringMatching(/^SeatsHeld flight@/)],
  ]);
});

it('a refund names the capture of its own payment, also one that is recorded with it', async () => {
  const [late, paid] = [randomUUID(), randomUUID()];
  await place('REFUND');
  await request('REFUND', late);
  await commandInLog(log, 'REFUND', ({ booking, flights, now }) =>
    settlePayment(
      { paymentId: late, answer: { outcome: 'declined', reason: 'no' }, now },
      booking,
      flights,
    ),
  );
  await request('REFUND', paid);
  await capture('REFUND', paid);
  await capture('REFUND', late);
  await cancelInLog(log, 'REFUND');
  expect(await pairs('REFUND')).toEqual([
    ['RefundRequested', 'PaymentCaptured booking@7'],
    ['BookingCancelled', 'BookingPlaced booking@1'],
    ['RefundRequested', 'PaymentCaptured booking@5'],
    ['SeatsReleased', expect.stringMatching(/^SeatsHeld flight@/)],
  ]);
});
