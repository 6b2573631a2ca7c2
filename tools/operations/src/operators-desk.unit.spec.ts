import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from './fact.js';
import { HttpDesk } from './operators-desk.js';

let server: Server;
let desk: HttpDesk;
/** What the API answers, one request after the other. */
let answers: number[];
let asked: string[];

const flightId = 'EV3267-EWR-2027-02-08';
const { signal } = new AbortController();

beforeAll(async () => {
  server = createServer(({ method, url, headers }, answer) => {
    asked.push([method, url, headers.authorization].join(' '));
    answer.writeHead(answers.shift() ?? 500).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  desk = new HttpDesk(`http://127.0.0.1:${address.port}`, 'an-operator-key');
});

beforeEach(() => {
  asked = [];
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe('whether a flight is scheduled', () => {
  const path = `/v1/history/streams/flight-${flightId}?limit=1`;

  it.each([
    [200, true],
    [404, false],
  ])('is told by %i: %s', async (status, isScheduled) => {
    answers = [status];
    expect(await desk.isScheduled(flightId, signal)).toBe(isScheduled);
    expect(asked).toEqual([`GET ${path} Bearer an-operator-key`]);
  });

  it('is asked again while the API has too much to do', async () => {
    answers = [503, 503, 200];
    expect(await desk.isScheduled(flightId, signal)).toBe(true);
    expect(asked).toHaveLength(3);
  });

  it.each([
    [500, 'does not tell whether EV3267-EWR-2027-02-08 is scheduled: 500'],
    [401, "the operators' key is not the instance's: it answers 401"],
  ])('is not taken from %i', async (status, told) => {
    answers = [status];
    await expect(desk.isScheduled(flightId, signal)).rejects.toThrow(told);
  });

  it('is no longer asked after an abort', async () => {
    answers = [503];
    const reason = new Error('stopped');
    const asking = desk.isScheduled(flightId, AbortSignal.abort(reason));
    await expect(asking).rejects.toBe(reason);
    expect(asked).toHaveLength(1);
  });
});

it('a fact is told again while the API has too much to do', async () => {
  answers = [503, 200];
  const fact: Fact = {
    ...{ flightId, occurredAt: '2027-02-08T12:00:00.000Z' },
    what: { operation: 'departure' },
  };
  expect(await desk.tell(fact, signal)).toEqual({ outcome: 'recorded', again: false });
  expect(asked).toHaveLength(2);
  expect(asked[1]).toBe(asked[0]);
});
