import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { place } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;
let flightId: string;

beforeAll(async () => {
  client = await openClient({ LOG_LEVEL: 'trace' });
  flightId = await scheduleSmallFlight(client.eventStore, 1, 12);
});

afterAll(() => client.stop());

it('a booking leaves its correlation id in the logs and in its events, and no token', async () => {
  const placed = await place(client.application.url, [flightId]).expect(201);
  const { recordLocator, accessToken } = placed.body;
  await request(client.application.url)
    .get(`/v1/bookings/${recordLocator}`)
    .set('Authorization', `Bearer ${accessToken}`)
    .set('Consistency-Token', placed.headers['consistency-token'] ?? '')
    .expect(200);
  const history = await request(client.application.url)
    .get(`/v1/history/streams/booking-${recordLocator}`)
    .set('Authorization', `Bearer ${accessToken}`)
    .expect(200);

  const correlationId = placed.headers['x-correlation-id'] ?? '';
  expect(history.body.events).toMatchObject([{ metadata: { correlationId } }]);
  await expect
    .poll(() => client.application.printed().split('\n'))
    .toContainEqual(expect.stringContaining(`"correlationId":"${correlationId}","method":"POST"`));
  expect(client.application.printed()).not.toContain(accessToken);
});
