import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openClient, type Post } from '../setup/client.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

function change(recordLocator: string, body: object, how?: Post) {
  return client.post(`/v1/bookings/${recordLocator}/seat-change`, body, how);
}

describe('a seat change', () => {
  it('tells the streams that it wrote by its Consistency-Token', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 1, 12);
    const { recordLocator } = await client.hold([flightId], { seats: ['1A'] });
    const { headers } = await change(recordLocator, { flightId, passenger: 0, seat: '2C' });
    const token = Buffer.from(headers['consistency-token'] ?? '', 'base64url').toString();
    expect(token).toBe(`booking-${recordLocator}@2,flight-${flightId}@3`);
  });

  it('is written with who asked for it', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 2, 12);
    const { recordLocator, accessToken } = await client.hold([flightId], { seats: ['1A'] });
    const wanted = { flightId, passenger: 0 };
    await change(recordLocator, { ...wanted, seat: '1C' }, { bearer: accessToken }).expect(200);
    await change(recordLocator, { ...wanted, seat: '2C' }).expect(200);
    const stream = `booking-${recordLocator}`;
    const { events } = await client.eventStore.readStream(stream, { from: 1, limit: 10 });
    const actors = events.map(({ metadata }) => metadata.actor);
    expect(actors).toEqual(['traveller', 'traveller', 'operator']);
  });
});
