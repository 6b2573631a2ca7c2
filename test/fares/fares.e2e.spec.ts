import { flightStreamId } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { type Client, openClient } from '../setup/client.js';
import { setFare } from '../setup/fares.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

const firstFare = 19_400;

describe.each(['trigger', 'application'])('a fare, captured by the %s', (way) => {
  let client: Client;
  let flights = 0;

  beforeAll(async () => {
    client = await openClient({ CAPTURE: way });
  });

  afterAll(() => client.stop());

  function newFlight(): Promise<string> {
    flights += 1;
    return scheduleSmallFlight(client.eventStore, flights, 12);
  }

  function set(flightId: string, amount: number) {
    return setFare(client.application.url, flightId, amount);
  }

  async function setAndTold(flightId: string, amount: number): Promise<string> {
    const { headers } = await set(flightId, amount).expect(204);
    return String(headers['consistency-token']);
  }

  function get(path: string, headers: Record<string, string> = {}) {
    return request(client.application.url).get(path).set(headers);
  }

  function asOf(flightId: string, instant: string) {
    return get(`/v1/history/flights/${flightId}/availability`).query({ asOf: instant });
  }

  function quote(flightId: string, amount: number) {
    return client.post('/v1/bookings', {
      segments: [{ flightId, cabin: 'economy' }],
      passengers: [{ givenName: 'Bessie', familyName: 'Coleman' }],
      contact: { email: 'bessie@example.com' },
      quotedTotal: { amount, currency: 'USD' },
    });
  }

  it('is shown by every read that sends its token: availability, flight and search', async () => {
    const flightId = await newFlight();
    const paths = [
      `/v1/flights/${flightId}/availability`,
      `/v1/flights/${flightId}`,
      `/v1/flights?origin=EWR&destination=IAH&date=${flightId.slice(-10)}`,
    ];
    for (const [index, path] of paths.entries()) {
      const amount = 20_000 + index;
      const token = await setAndTold(flightId, amount);
      const { text } = await get(path, { 'Consistency-Token': token }).expect(200);
      expect(text).toContain(JSON.stringify({ amount, currency: 'USD' }));
    }
  });

  it('is an event of the flight once for each change, in order, and none for no change', async () => {
    const flightId = await newFlight();
    for (const amount of [21_000, 18_000, 18_000, 21_000]) await setAndTold(flightId, amount);
    const token = await setAndTold(flightId, 17_000);
    await get(`/v1/flights/${flightId}`, { 'Consistency-Token': token }).expect(200);
    const { events } = await client.eventStore.readStream(flightStreamId(flightId), {
      from: 2,
      limit: 100,
    });
    expect(events.map(({ type, data }) => [type, data])).toEqual(
      [21_000, 18_000, 21_000, 17_000].map((amount) => [
        'FareChanged',
        expect.objectContaining({ cabin: 'economy', fare: { amount, currency: 'USD' } }),
      ]),
    );
    const [first] = events;
    expect(first?.metadata).toMatchObject({
      actor: 'process-manager',
      causationId: `fare-${flightId}-economy@${Object(first?.data).revision}`,
    });
  });

  it('is what a booking costs from then on: a quote of before is told the new total', async () => {
    const flightId = await newFlight();
    const token = await setAndTold(flightId, 21_000);
    await get(`/v1/flights/${flightId}`, { 'Consistency-Token': token }).expect(200);
    const refused = await quote(flightId, firstFare).expect(409);
    expect(refused.body).toMatchObject({
      type: '/problems/price-changed',
      total: { amount: 21_000, currency: 'USD' },
    });
    const booked = await quote(flightId, 21_000).expect(201);
    expect(booked.body.total).toEqual({ amount: 21_000, currency: 'USD' });
  });

  it('is in the past what it was then', async () => {
    const flightId = await newFlight();
    const before = await client.eventStore.clock();
    const token = await setAndTold(flightId, 21_000);
    await get(`/v1/flights/${flightId}`, { 'Consistency-Token': token }).expect(200);
    const after = await client.eventStore.clock();
    const then = await asOf(flightId, before).expect(200);
    expect(then.body.cabins).toMatchObject([{ fare: { amount: firstFare } }]);
    const now = await asOf(flightId, after).expect(200);
    expect(now.body.cabins).toMatchObject([{ fare: { amount: 21_000 } }]);
  });

  it('is of a flight and a cabin that there is', async () => {
    await set('ZZ9-EWR-2026-12-05', 21_000).expect(404);
    const flightId = await newFlight();
    const { url } = client.application;
    await request(url).put(`/v1/operations/fares/${flightId}/economy`).expect(401);
    await request(url)
      .put(`/v1/operations/fares/${flightId}/business`)
      .set('Authorization', `Bearer ${operatorKey}`)
      .send({ amount: 21_000, currency: 'USD' })
      .expect(404);
  });

  it('needs no Idempotency-Key: a repeat is the same write', async () => {
    const flightId = await newFlight();
    const token = await setAndTold(flightId, 21_000);
    expect(await setAndTold(flightId, 21_000)).toBe(token);
  });

  it('that cannot be read is a dead letter, and the fares behind it go on', async () => {
    const flightId = await newFlight();
    await ask(
      client.database.ownerUrl,
      `INSERT INTO fares.outbox (flight_id, cabin, amount, currency, revision)
        VALUES ('${flightId}', 'first', 1, 'USD', 1)`,
    );
    const token = await setAndTold(flightId, 21_000);
    await get(`/v1/flights/${flightId}/availability`, { 'Consistency-Token': token }).expect(200);
    const parked = `SELECT FROM streaming.parked_message WHERE message LIKE '%"first"%'`;
    await expect.poll(() => ask(client.database.ownerUrl, parked)).toHaveLength(1);
  });

  it('of a flight that nobody scheduled is told in the log, and others go on', async () => {
    await ask(
      client.database.ownerUrl,
      `INSERT INTO fares.outbox (flight_id, cabin, amount, currency, revision)
       VALUES ('ZZ9-EWR-2026-12-05', 'economy', 1, 'USD', 1)`,
    );
    const flightId = await newFlight();
    const token = await setAndTold(flightId, 21_000);
    await get(`/v1/flights/${flightId}`, { 'Consistency-Token': token }).expect(200);
    await expect
      .poll(() => client.application.logged().join('\n'))
      .toContain('fare-ZZ9-EWR-2026-12-05-economy@1');
  });
});
