import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { bessie, place } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;
let booking: { recordLocator: string; accessToken: string };

// A process for each test: its limits are counted from its start.
beforeEach(async () => {
  client = await openClient({ LOG_LEVEL: 'trace' });
  const flightId = await scheduleSmallFlight(client.eventStore, 1, 12);
  const placed = await place(client.application.url, [flightId], {
    passengers: [bessie, { givenName: 'Hélène', familyName: 'Dutrieu-Müller' }],
  }).expect(201);
  booking = placed.body;
  await request(client.application.url)
    .get(`/v1/bookings/${booking.recordLocator}`)
    .set('Authorization', `Bearer ${booking.accessToken}`)
    .set('Consistency-Token', placed.headers['consistency-token'] ?? '')
    .expect(200);
});

afterEach(() => client.stop());

function retrieve(recordLocator: string, familyName: string) {
  return request(client.application.url)
    .post('/v1/bookings/retrieval')
    .send({ recordLocator, familyName });
}

describe('a retrieval', () => {
  it("answers the access token for any passenger's family name, and logs neither", async () => {
    const { recordLocator, accessToken } = booking;
    for (const name of ['Coleman', 'COLEMAN', 'dutrieu-muller']) {
      const { body, headers } = await retrieve(recordLocator, name).expect(200);
      expect(body).toEqual({ accessToken });
      expect(headers['cache-control']).toBe('private, no-store');
    }
    expect(client.application.printed()).not.toMatch(/coleman|muller/i);
    expect(client.application.printed()).not.toContain(accessToken);
  });

  it('hears the same of a wrong name and of no booking, and of neither before 50 ms', async () => {
    const bodies: Record<string, unknown>[] = [];
    for (const attempt of [booking.recordLocator, '222222', booking.recordLocator, '333333']) {
      const begin = performance.now();
      const { body } = await retrieve(attempt, 'Earhart').expect(404);
      expect(performance.now() - begin).toBeGreaterThanOrEqual(49);
      bodies.push({ ...body, instance: '' });
    }
    for (const body of bodies) expect(body).toEqual(bodies[0]);
  });
});

describe('the limits of retrieval', () => {
  it('are 5 a minute for a record locator, right or wrong', async () => {
    const { recordLocator } = booking;
    for (let attempt = 0; attempt < 5; attempt++) await retrieve(recordLocator, 'X').expect(404);
    const { status, body, headers } = await retrieve(recordLocator, 'Coleman');
    expect(status).toBe(429);
    expect(body.type).toBe('/problems/too-many-requests');
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    await retrieve('222222', 'X').expect(404);
  });

  it('are 10 a minute for an address, whatever it asks for', async () => {
    const locators = Array.from({ length: 10 }, (_, index) => 'ABCDEFGHJK'.charAt(index).repeat(6));
    for (const locator of locators) await retrieve(locator, 'X').expect(404);
    const { status, headers } = await retrieve(booking.recordLocator, 'Coleman');
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });
});
