import { bookingStreamId, getLostSales } from '#contracts';
import { EventStore } from '#event-store';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey, type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { bessie, hold, pay, place } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { verifiedWithin } from '../setup/verified.js';

let database: TestDatabase;
let eventStore: EventStore;
let application: RunningApplication;
let flightId: string;
/** The stream of the booking that is checked in. */
let travelling: string;
/** What the last write wrote. */
let token: string;

beforeAll(async () => {
  database = await createDatabase();
  eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  application = await startApplication(database);
  flightId = await scheduleSmallFlight(eventStore, 1, 12, 10);
  const { url } = application;
  await hold(url, [flightId]);
  const travels = await hold(url, [flightId]);
  travelling = bookingStreamId(travels.recordLocator);
  await pay(url, travels).expect(200);
  const checkedIn = await request(url)
    .post(`/v1/bookings/${travels.recordLocator}/check-in`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .set('Idempotency-Key', 'check-in-00000001')
    .expect(200);
  token = String(checkedIn.headers['consistency-token']);
});

afterAll(async () => {
  await eventStore.close();
  expect(await application.stop()).toBe(0);
  await database.drop();
});

const lostSales = getLostSales.answers[200].schema;

function insight(name: string, bearer = operatorKey) {
  return request(application.url)
    .get(`/v1/insights/${name}`)
    .set('Authorization', `Bearer ${bearer}`);
}

function afterTheWrite(name: string) {
  return insight(name).set('Consistency-Token', token).set('Prefer', 'wait=10').expect(200);
}

describe('insights', () => {
  it('the funnel counts how far bookings came, and is stored nowhere', async () => {
    const { body, headers } = await afterTheWrite('funnel');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toEqual({
      steps: [
        { step: 'held', count: 2 },
        { step: 'payment-requested', count: 1 },
        { step: 'captured', count: 1 },
        { step: 'ticketed', count: 1 },
        { step: 'checked-in', count: 1 },
      ],
    });
  });

  it('the time from hold to ticket is that of the log', async () => {
    const { body } = await afterTheWrite('time-to-ticket');
    const { events } = await eventStore.readStream(travelling, { from: 1, limit: 100 });
    const when = (type: string) =>
      Date.parse(events.find((each) => each.type === type)?.recordedAt ?? '');
    const p50Ms = when('BookingTicketed') - when('BookingPlaced');
    expect(body).toEqual({ count: 1, p50Ms, p95Ms: p50Ms, p99Ms: p50Ms });
  });

  it('journeys are the paths that bookings took', async () => {
    const { body } = await afterTheWrite('journeys');
    const flown = [
      ...['BookingPlaced', 'PaymentRequested', 'PaymentCaptured', 'BookingTicketed'],
      ...['PassengersCheckedIn', 'BoardingPassesIssued'],
    ];
    expect(body.journeys).toHaveLength(2);
    expect(body.journeys).toEqual(
      expect.arrayContaining([
        { path: flown, count: 1 },
        { path: ['BookingPlaced'], count: 1 },
      ]),
    );
  });

  it.each(['funnel', 'time-to-ticket', 'journeys', 'lost-sales'])(
    '%s is for operators alone',
    async (name) => {
      const { url } = application;
      await request(url).get(`/v1/insights/${name}`).expect(401);
      const { accessToken } = await hold(url, [flightId]);
      const { body } = await insight(name, accessToken).expect(403);
      expect(body.type).toBe('/problems/forbidden');
    },
  );
});

it('lost sales are counted by flight, cabin, minute and reason, and survive a stop in the minute', async () => {
  const { url } = application;
  const asked = await scheduleSmallFlight(eventStore, 2, 6, 10);
  const { total } = await hold(url, [asked], { seats: ['1A'], passengers: [bessie] });
  for (let times = 0; times < 3; times += 1) {
    await place(url, [asked], { seats: ['1A'], passengers: [bessie] }).expect(409);
  }
  const crowd = Array.from({ length: 6 }, () => bessie);
  await place(url, [asked], { passengers: crowd }).expect(409);
  await place(url, ['ZZ404-EWR-2026-12-05']).expect(400);
  await request(url)
    .post('/v1/bookings')
    .set('Idempotency-Key', 'another-price-001')
    .send({
      segments: [{ flightId: asked, cabin: 'economy' }],
      passengers: [bessie],
      contact: { email: 'bessie@example.com' },
      quotedTotal: { ...Object(total), amount: 1 },
    })
    .expect(409);

  expect(await application.stop()).toBe(0);
  application = await startApplication(database);
  const lost = async () => {
    const { body } = await insight('lost-sales').expect(200);
    const { flights } = lostSales.parse(body);
    const counts = new Map<string, number>();
    for (const each of flights) {
      expect(each).toMatchObject({ flightId: asked, cabin: 'economy' });
      expect(each.minute).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/);
      // A minute may have ended meanwhile.
      counts.set(each.reason, (counts.get(each.reason) ?? 0) + each.count);
    }
    return Object.fromEntries(counts);
  };
  const all = { 'seat-taken': 3, 'sold-out': 1, 'price-changed': 1 };
  await expect.poll(lost, { timeout: 10_000 }).toEqual(all);
  expect(await verifiedWithin(database.url, 10)).toMatchObject({ behind: 0, found: [] });
});
