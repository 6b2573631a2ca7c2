import { flightStreamId } from '#contracts';
import request from 'supertest';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Superuser } from '../../tools/verify/test/superuser.js';
import { operatorKey } from '../setup/application.js';
import { type Client, openClient } from '../setup/client.js';
import { type Held, pay } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;
let flightId: string;
let booking: Held;
/** Right after the booking was held. */
let held: string;
let paidUnder: string;

beforeAll(async () => {
  client = await openClient();
  flightId = await scheduleSmallFlight(client.eventStore, 1, 12);
  await makeOlder();
  booking = await client.hold([flightId]);
  held = await client.eventStore.clock();
  await vi.waitUntil(async () => (await client.eventStore.clock()) !== held);
  const paid = await pay(client.application.url, booking).expect(200);
  paidUnder = String(paid.headers['x-correlation-id']);
});

afterAll(() => client.stop());

/** As if the flight had been scheduled ten minutes ago. */
async function makeOlder(): Promise<void> {
  const superuser = await Superuser.connect(client.database.ownerUrl);
  await superuser.tamper(
    `UPDATE log.event SET recorded_at = recorded_at - interval '10 minutes' WHERE stream_id = $1`,
    [flightStreamId(flightId)],
  );
  await superuser.close();
}

function ago(seconds: number): string {
  return new Date(Date.now() - seconds * 1000).toISOString();
}

function past(asOf: string, headers: Record<string, string> = {}) {
  return request(client.application.url)
    .get(`/v1/history/flights/${flightId}/availability`)
    .query({ asOf })
    .set(headers);
}

function pastBooking(asOf: string, bearer = booking.accessToken) {
  return request(client.application.url)
    .get(`/v1/history/bookings/${booking.recordLocator}`)
    .query({ asOf })
    .set('Authorization', `Bearer ${bearer}`);
}

function events(query: object, bearer = operatorKey) {
  return request(client.application.url)
    .get('/v1/history/events')
    .query(query)
    .set('Authorization', `Bearer ${bearer}`);
}

const told = z.object({
  events: z.array(z.object({ streamId: z.string(), eventId: z.string(), type: z.string() })),
});

async function toldEvents(query: object) {
  const { body } = await events(query).expect(200).expect('cache-control', 'private, no-store');
  return told.parse(body).events;
}

const immutable = 'public, max-age=31536000, immutable';

describe('the availability of a flight as it was', () => {
  it('is immutable when the instant is over a minute past', async () => {
    const { body, headers } = await past(ago(70)).expect(200);
    expect(body).toMatchObject({ flightId, version: 1, cabins: [{ available: 12 }] });
    expect(headers['cache-control']).toBe(immutable);
    expect(headers['etag']).toMatch(/^"[\w-]+"$/);
    const later = await past(ago(65), { 'If-None-Match': headers['etag'] ?? '' }).expect(304);
    expect(later.text).toBe('');
    expect(later.headers['cache-control']).toBe(immutable);
    const { url } = client.application;
    await request(url)
      .head(`/v1/history/flights/${flightId}/availability?asOf=${ago(70)}`)
      .expect(200);
  });

  it('is not kept before, nor with a Consistency-Token', async () => {
    const { body, headers } = await past(held).expect(200);
    expect(body).toMatchObject({ version: 2, cabins: [{ available: 11 }] });
    expect(headers['cache-control']).toBe('no-store');
    const token = Buffer.from(`${flightStreamId(flightId)}@1`).toString('base64url');
    const seen = await past(ago(70), { 'Consistency-Token': token }).expect(200);
    expect(seen.headers['cache-control']).toBe('no-store');
  });

  it('is not there before its first event', async () => {
    const { headers } = await past(ago(3600)).expect(404);
    expect(headers['cache-control']).toBe('no-store');
    await past('0000-01-01T00:00:00.000Z').expect(404);
  });

  it.each([[ago(-3600)], ['9999-12-31T23:59:59.999Z'], ['yesterday'], ['2026-11-24']])(
    'is refused for %s',
    async (asOf) => {
      const { body } = await past(asOf).expect(400);
      expect(body.errors).toEqual([expect.objectContaining({ in: 'query', path: 'asOf' })]);
    },
  );
});

describe('a booking as it was', () => {
  it('is told to its traveller and to operators', async () => {
    const { body, headers } = await pastBooking(held).expect(200);
    expect(body).toMatchObject({ status: 'held', version: 1, payments: [] });
    expect(body.passengers).toEqual([{ givenName: 'Bessie', familyName: 'Coleman' }]);
    expect(headers['cache-control']).toBe('private, no-store');
    const now = await pastBooking(await client.eventStore.clock(), operatorKey).expect(200);
    expect(now.body.status).toBe('ticketed');
  });

  it('is not there before its first event, nor for anybody else', async () => {
    await pastBooking(ago(3600)).expect(404);
    const other = await client.hold([flightId]);
    await pastBooking(held, other.accessToken).expect(404);
    await pastBooking(ago(-3600)).expect(400);
  });
});

describe('events across streams', () => {
  const ofPayment = ['PaymentRequested', 'PaymentCaptured', 'BookingTicketed', 'SeatsSold'];

  it('are those of a booking, in order', async () => {
    const { recordLocator } = booking;
    const all = await toldEvents({ recordLocator });
    const streams = new Set(all.map(({ streamId }) => streamId));
    expect(streams).toEqual(new Set([`booking-${recordLocator}`, flightStreamId(flightId)]));
    const types = all.map(({ type }) => type);
    expect(types.toSorted()).toEqual(['BookingPlaced', 'SeatsHeld', ...ofPayment].toSorted());
    expect(types.indexOf('SeatsHeld')).toBeLessThan(types.indexOf('PaymentRequested'));
  });

  it('are those of a request, page by page', async () => {
    const all = await toldEvents({ correlationId: paidUnder });
    expect(all.map(({ type }) => type).toSorted()).toEqual(ofPayment.toSorted());
    const first = await toldEvents({ correlationId: paidUnder, limit: 1 });
    expect(first).toEqual(all.slice(0, 1));
    const rest = await toldEvents({ correlationId: paidUnder, after: first[0]?.eventId });
    expect(rest).toEqual(all.slice(1));
  });

  it('are none of what nobody knows', async () => {
    const unknown = await events({ correlationId: 'nobody' }).expect(200);
    expect(unknown.body).toEqual({ events: [] });
  });

  it('begin after one of them, and after no other event', async () => {
    const { recordLocator } = booking;
    const ofBooking = await toldEvents({ recordLocator });
    expect(await toldEvents({ recordLocator, after: ofBooking.at(-1)?.eventId })).toEqual([]);
    for (const after of ['nothing', ofBooking[0]?.eventId]) {
      const { body } = await events({ correlationId: paidUnder, after }).expect(400);
      expect(body.errors).toEqual([expect.objectContaining({ in: 'query', path: 'after' })]);
    }
  });

  it('are asked for by one of both', async () => {
    const { recordLocator } = booking;
    for (const query of [{}, { recordLocator, correlationId: paidUnder }]) {
      const { body } = await events(query).expect(400);
      expect(body.errors).toEqual([
        expect.objectContaining({ in: 'query', path: 'correlationId' }),
      ]);
    }
    await events({ recordLocator, limit: 1001 }).expect(400);
  });

  it('are for operators', async () => {
    await events({ recordLocator: booking.recordLocator }, booking.accessToken).expect(403);
  });
});
