import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { changeSeat, pay } from '../setup/desk.js';
import { openServed, type Served } from '../setup/served.js';

let onEvents: Served;
let onTables: Served;

beforeAll(async () => {
  onEvents = await openServed({}, 'contrail');
  onTables = await openServed({}, 'crud-twin');
});

afterAll(async () => {
  await onEvents.stop();
  await onTables.stop();
});

interface Lived {
  flightId: string;
  recordLocator: string;
}

/** A traveller books 1A, sits elsewhere for a while, and in the end in 1A again; then they pay. */
async function live(served: Served, number: number, meanwhile: string): Promise<Lived> {
  const { url } = served.application;
  const flightId = await served.schedule({ number, seats: 12 });
  const booking = await served.hold([flightId], { seats: ['1A'] });
  for (const seat of [meanwhile, '1A']) {
    await changeSeat(url, booking, flightId, seat).expect(200);
  }
  await pay(url, booking).expect(200);
  return { flightId, recordLocator: booking.recordLocator };
}

/** All that the tables tell of a life: every column but names, times and what follows from names. */
async function rowsOf({ flightId, recordLocator }: Lived): Promise<Record<string, object[]>> {
  const named = [
    ...['flight_id', 'number', 'record_locator', 'payment_id', 'command_id'],
    ...['departs_at', 'arrives_at', 'scheduled_departs_at', 'scheduled_arrives_at'],
    ...['as_of', 'hold_expires_at', 'requested_at'],
  ];
  const ofFlight = ['flight', 'cabin', 'taken_seat'].map((table) => [table, 'flight_id', flightId]);
  const ofBooking = ['booking', 'segment', 'passenger', 'payment', 'ticket'].map((table) => {
    return [table, 'record_locator', recordLocator];
  });
  const rows = [...ofFlight, ...ofBooking].map(async ([table, key, value]) => {
    const sql = `SELECT to_jsonb(t) - $1::text[] AS row FROM twin.${table} t WHERE ${key} = $2 ORDER BY 1`;
    const found = await ask<{ row: object }>(onTables.database.url, sql, [named, value]);
    return [table, found.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(rows));
}

/** Where the traveller sat, one seat after the other, by the history of the booking. */
async function seatsIn({ recordLocator }: Lived): Promise<unknown[]> {
  const { body } = await request(onEvents.application.url)
    .get(`/v1/history/streams/booking-${recordLocator}`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .expect(200);
  const events: { type: string; data: { to: string } }[] = body.events;
  return events.filter(({ type }) => type === 'SeatChanged').map(({ data }) => data.to);
}

describe('two travellers who sat in different seats for a while', () => {
  it('are the same in every row of the tables', async () => {
    const one = await rowsOf(await live(onTables, 1, '2A'));
    const other = await rowsOf(await live(onTables, 2, '2C'));
    expect(one['taken_seat']).toEqual([{ seat: '1A', cabin: 'economy', state: 'sold' }]);
    expect(Object.values(one).flat().length).toBeGreaterThan(7);
    expect(other).toEqual(one);
  });

  it('are told apart by the log', async () => {
    expect(await seatsIn(await live(onEvents, 1, '2A'))).toEqual(['2A', '1A']);
    expect(await seatsIn(await live(onEvents, 2, '2C'))).toEqual(['2C', '1A']);
  });
});

it('what the tables cannot answer is not offered', async () => {
  const { flightId, recordLocator } = await live(onTables, 3, '2A');
  for (const path of [
    `/v1/history/streams/booking-${recordLocator}`,
    `/v1/history/flights/${flightId}/availability?asOf=2026-12-01T12:00:00.000Z`,
    `/v1/flights/${flightId}/availability/stream`,
    '/v1/ledger/trial-balance',
    '/v1/insights/journeys',
  ]) {
    const answer = await request(onTables.application.url)
      .get(path)
      .set('Authorization', `Bearer ${operatorKey}`);
    expect([path, answer.status, answer.body.type]).toEqual([path, 404, '/problems/not-found']);
  }
});
