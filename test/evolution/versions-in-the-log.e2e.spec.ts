import { bookingStreamId, flightStreamId } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { operatorKey } from '../setup/application.js';
import { type Client, openClient } from '../setup/client.js';
import { bessie, pay, place } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

const stored = z.object({
  version: z.int(),
  events: z.array(
    z.object({ version: z.int(), type: z.string(), schemaVersion: z.int(), data: z.unknown() }),
  ),
});

interface Written {
  streamId: string;
  type: string;
  schemaVersion: number;
  data: unknown;
}

/** Appends events behind what their streams hold, as other code than this wrote them. */
async function write(...events: Written[]): Promise<void> {
  const streams = await Promise.all(
    events.map(async ({ streamId }) => {
      const { length: expectedVersion } = await client.typesIn(streamId);
      return { streamId, expectedVersion };
    }),
  );
  const metadata = { correlationId: 'test', actor: 'test' };
  const { outcome } = await client.eventStore.append([
    {
      commandId: JSON.stringify(events),
      streams,
      events: events.map((event) => ({ ...event, metadata })),
    },
  ]);
  expect(outcome).toBe('appended');
}

const at = '2036-12-05T10:15:00.000Z';

function delay(flightId: string, minutes = 30) {
  return client.post(`/v1/operations/flights/${flightId}/delay`, { minutes });
}

describe('an event of an older version', () => {
  it('is stored as it was written, and decided on and answered as one of the newest', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 1, 12, 10);
    const { recordLocator } = await client.hold([flightId], {
      seats: ['1A'],
      passengers: [bessie],
    });
    await pay(client.application.url, { recordLocator }).expect(200);
    const streamId = bookingStreamId(recordLocator);
    const pass = { passenger: 0, flightId, destination: 'IAH', seat: '1A', sequence: 1 };
    const numbered = { recordLocator, seats: ['1A'], firstSequence: 1 };
    await write(
      { streamId, type: 'PassengersCheckedIn', schemaVersion: 1, data: { sequences: [pass] } },
      {
        streamId: flightStreamId(flightId),
        type: 'SeatsCheckedIn',
        schemaVersion: 1,
        data: numbered,
      },
    );
    const before = await client.typesIn(streamId);

    const { body } = await client.post(`/v1/bookings/${recordLocator}/check-in`).expect(200);
    const bcbp = expect.stringContaining('Y001A0001');
    expect(body.boardingPasses).toEqual([{ passenger: 0, flightId, seat: '1A', bcbp }]);
    expect(await client.typesIn(streamId)).toEqual(before);
    const history = await request(client.application.url)
      .get(`/v1/history/streams/${streamId}`)
      .set('Authorization', `Bearer ${operatorKey}`)
      .expect(200);
    const { version, events } = stored.parse(history.body);
    expect(version).toBe(before.length);
    expect(events.at(-1)).toEqual({
      ...{ version, type: 'PassengersCheckedIn', schemaVersion: 1 },
      data: { sequences: [pass] },
    });
    const { body: cancelled } = await client
      .post(`/v1/bookings/${recordLocator}/cancellation`)
      .expect(200);
    expect(cancelled).toMatchObject({ status: 'cancelled', version: before.length + 2 });
  });

  it('is followed by the newest', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 2, 12);
    const streamId = flightStreamId(flightId);
    const data = { minutes: 600, departsAt: at, arrivesAt: at, occurredAt: at };
    await write({ streamId, type: 'FlightDelayed', schemaVersion: 1, data });
    const { body } = await delay(flightId, 45).expect(200);
    expect(body).toMatchObject({ status: 'delayed', availability: { version: 3 } });
    const { events } = await client.eventStore.readStream(streamId, { from: 2, limit: 2 });
    expect(events.map(({ schemaVersion }) => schemaVersion)).toEqual([1, 3]);
  });
});

describe('an event that newer code has written', () => {
  it('stops the commands on its stream, by its name, and no other', async () => {
    const flightId = await scheduleSmallFlight(client.eventStore, 3, 12);
    const other = await scheduleSmallFlight(client.eventStore, 4, 12);
    const held = await client.hold([flightId]);
    const streamId = flightStreamId(flightId);
    await write({ streamId, type: 'FlightDelayed', schemaVersion: 9, data: { until: at } });
    const before = await client.typesIn(streamId);

    for (const command of [
      delay(flightId),
      place(client.application.url, [flightId]),
      pay(client.application.url, held),
      client.post(`/v1/bookings/${held.recordLocator}/cancellation`),
    ]) {
      const { status, headers, body } = await command;
      expect(status).toBe(503);
      expect(headers['retry-after']).toBe('1');
      expect(body).toMatchObject({
        type: '/problems/unavailable',
        detail:
          'FlightDelayed of version 9 was written by newer code: this knows FlightDelayed up to version 3',
      });
    }
    expect(await client.typesIn(streamId)).toEqual(before);
    await place(client.application.url, [other]).expect(201);
    await delay(other).expect(200);
  });
});
