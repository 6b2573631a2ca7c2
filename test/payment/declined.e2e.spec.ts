import { bookingStreamId } from '#contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { pay } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

it('a payment that is declined is answered with the id of the event that records it', async () => {
  const flightId = await scheduleSmallFlight(client.eventStore, 1, 12);
  const { recordLocator } = await client.hold([flightId]);
  const { body } = await pay(client.application.url, { recordLocator }, 'tok_declined').expect(402);
  const stream = bookingStreamId(recordLocator);
  const { events } = await client.eventStore.readStream(stream, { from: 3, limit: 1 });
  expect(events).toMatchObject([{ type: 'PaymentDeclined' }]);
  expect(body.instance).toBe(`urn:uuid:${events[0]?.metadata.eventId}`);
});
