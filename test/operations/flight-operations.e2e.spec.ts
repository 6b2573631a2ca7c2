import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { bodies, type Operation, operations } from '../setup/flight-operations.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

const types: Record<Operation, string> = {
  delay: 'FlightDelayed',
  departure: 'FlightDeparted',
  arrival: 'FlightArrived',
  diversion: 'FlightDiverted',
  cancellation: 'FlightCancelled',
};

function tell(flightId: string, operation: Operation, body = bodies[operation]) {
  return client.post(`/v1/operations/flights/${flightId}/${operation}`, body);
}

async function flightAfter(number: number, before: Operation[]): Promise<string> {
  const flightId = await scheduleSmallFlight(client.eventStore, number, 12);
  for (const operation of before) await tell(flightId, operation).expect(200);
  return flightId;
}

async function lastEvent(flightId: string) {
  const page = { from: 1, limit: 100 };
  const { events } = await client.eventStore.readStream(`flight-${flightId}`, page);
  return events.at(-1);
}

describe.each(operations)('a %s after %j', (operation, before) => {
  const number = 100 + 10 * operations.findIndex((each) => each[1] === before);

  it('is recorded with who has told it, when it is told to have been recorded', async () => {
    const flightId = await flightAfter(number, before);
    const { body } = await tell(flightId, operation).expect(200);
    const event = await lastEvent(flightId);
    expect(event).toMatchObject({ type: types[operation], metadata: { actor: 'operator' } });
    expect(body.availability.asOf).toBe(event?.recordedAt);
  });

  it('happened now, or when it is told, be it in the future', async () => {
    const begin = new Date().toISOString();
    const now = await flightAfter(number + 1, before);
    await tell(now, operation).expect(200);
    const event = await lastEvent(now);
    expect(event?.data).toMatchObject({ occurredAt: expect.any(String) });
    expect(JSON.stringify(event?.data)).toMatch(begin.slice(0, 10));

    const ahead = await flightAfter(number + 2, before);
    const occurredAt = '2036-12-05T10:00:00.000Z';
    await tell(ahead, operation, { ...bodies[operation], occurredAt }).expect(200);
    expect((await lastEvent(ahead))?.data).toMatchObject({ occurredAt });
  });
});
