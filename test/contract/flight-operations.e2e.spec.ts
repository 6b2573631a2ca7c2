import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey } from '../setup/application.js';
import type { Post } from '../setup/client.js';
import { bodies, type Operation, operations } from '../setup/flight-operations.js';
import { openServed, type Served } from '../setup/served.js';
import { place } from '../setup/desk.js';
import { expectReplayed } from '../setup/replay.js';

let client: Served;

beforeAll(async () => {
  client = await openServed();
});

afterAll(() => client.stop());

const statuses: Record<Operation, string> = {
  delay: 'delayed',
  departure: 'departed',
  arrival: 'arrived',
  diversion: 'diverted',
  cancellation: 'cancelled',
};

function tell(flightId: string, operation: Operation, body = bodies[operation], how?: Post) {
  return client.post(`/v1/operations/flights/${flightId}/${operation}`, body, how);
}

async function flightAfter(number: number, before: Operation[]): Promise<string> {
  const flightId = await client.schedule({ number: number, seats: 12 });
  for (const operation of before) await tell(flightId, operation).expect(200);
  return flightId;
}

describe.each(operations)('a %s after %j', (operation, before) => {
  const number = 100 + 10 * operations.findIndex((each) => each[1] === before);

  it('is answered with the flight as it is now', async () => {
    const flightId = await flightAfter(number, before);
    const { body, headers } = await tell(flightId, operation).expect(200);
    const status = statuses[operation];
    const version = before.length + 2;
    expect(body).toMatchObject({ flightId, status, availability: { flightId, status, version } });
    expect(headers['cache-control']).toBe('private, no-store');
  });

  it('is answered again under the same key', async () => {
    const flightId = await flightAfter(number + 3, before);
    const path = `/v1/operations/flights/${flightId}/${operation}`;
    const how = { bearer: operatorKey, key: randomUUID() };
    await expectReplayed(client, path, bodies[operation], how);
  });
});

describe('an impossible transition', () => {
  it.each<[Operation, Operation[]]>([
    ['arrival', []],
    ['diversion', []],
    ['departure', ['departure']],
    ['delay', ['departure']],
    ['cancellation', ['departure']],
    ['delay', ['cancellation']],
    ['departure', ['cancellation']],
    ['arrival', ['departure', 'diversion']],
  ])('is refused: a %s after %j', async (operation, before) => {
    const number = 300 + 10 * before.length + Object.keys(bodies).indexOf(operation);
    const flightId = await flightAfter(
      number + (before.includes('cancellation') ? 100 : 0),
      before,
    );
    const { status, body } = await tell(flightId, operation);
    expect([status, body.type]).toEqual([409, '/problems/flight-state']);
    expect(await client.versionOfFlight(flightId)).toBe(before.length + 1);
  });
});

describe.each<[Operation, number]>([
  ['arrival', 650],
  ['diversion', 660],
])('%s, after a departure that lies ahead', (operation, number) => {
  const occurredAt = '2036-12-05T10:00:00.000Z';
  const earlier = '2036-12-05T09:59:59.999Z';

  it.each([
    [409, 'flight-state', {}, undefined],
    [400, 'validation', { occurredAt: earlier }, [{ in: 'body', path: '/occurredAt' }]],
  ])('is refused: %i %s, told as %j', async (status, name, told, errors) => {
    const flightId = await flightAfter(number + (status % 2), []);
    await tell(flightId, 'departure', { occurredAt }).expect(200);
    const answer = await tell(flightId, operation, { ...bodies[operation], ...told });
    expect([answer.status, answer.body.type]).toEqual([status, `/problems/${name}`]);
    if (errors === undefined) expect(answer.body.errors).toBeUndefined();
    else expect(answer.body.errors).toMatchObject(errors);
    expect(await client.versionOfFlight(flightId)).toBe(2);
  });
});

describe('a delay', () => {
  it('is counted from the schedule, and changes nothing when it is told again', async () => {
    const flightId = await flightAfter(500, []);
    const first = await tell(flightId, 'delay', { minutes: 60 }).expect(200);
    const second = await tell(flightId, 'delay', { minutes: 30 }).expect(200);
    const moved = Date.parse(first.body.departsAt) - Date.parse(second.body.departsAt);
    expect(moved).toBe(30 * 60_000);
    const again = await tell(flightId, 'delay', { minutes: 30 }).expect(200);
    expect(again.text).toBe(second.text);
    expect(await client.versionOfFlight(flightId)).toBe(3);
  });
});

describe('a cancelled flight', () => {
  it('is cancelled once: told under another key, it changes nothing', async () => {
    const flightId = await flightAfter(509, []);
    const first = await tell(flightId, 'cancellation').expect(200);
    const second = await tell(flightId, 'cancellation', { reason: 'Ice' }).expect(200);
    expect(second.text).toBe(first.text);
    expect(second.headers['consistency-token']).toBe(first.headers['consistency-token']);
    expect(second.headers['idempotent-replayed']).toBeUndefined();
    expect(await client.versionOfFlight(flightId)).toBe(2);
  });

  it('takes no more bookings', async () => {
    const flightId = await flightAfter(510, ['cancellation']);
    const { status, body } = await place(client.application.url, [flightId]);
    expect([status, body.type]).toEqual([409, '/problems/flight-closed']);
  });
});

describe.each<[Operation, number]>([
  ['delay', 600],
  ['departure', 601],
  ['arrival', 602],
  ['diversion', 603],
  ['cancellation', 604],
])('any %s', (operation, number) => {
  it('of an unknown flight is not found', async () => {
    const { status, body } = await tell('ZZ9-EWR-2026-12-05', operation);
    expect([status, body.type]).toEqual([404, '/problems/not-found']);
  });

  it('is for operators', async () => {
    const flightId = await flightAfter(number, []);
    const { accessToken } = await client.hold([flightId]);
    await tell(flightId, operation, undefined, { bearer: accessToken }).expect(403);
    await tell(flightId, operation, undefined, { bearer: 'rubbish' }).expect(401);
    expect(await client.versionOfFlight(flightId)).toBe(2);
  });

  it('is told where it is wrong', async () => {
    const wrong = { ...bodies[operation], occurredAt: 'yesterday', hat: 1 };
    const { status, body } = await tell('ZZ9-EWR-2026-12-05', operation, wrong);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path: '/occurredAt' }, { path: '/hat' }]);
  });
});
