import { randomUUID } from 'node:crypto';
import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { bookingStreamId } from '#domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type Client, openClient } from '../setup/client.js';
import { bessie } from '../setup/desk.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

const flights = 80;
const seats = 178;

let client: Client;
let flightIds: string[];
let asked = 0;

beforeAll(async () => {
  client = await openClient();
  const numbers = Array.from({ length: flights }, (_, index) => index + 1);
  flightIds = await Promise.all(
    numbers.map((number) => scheduleSmallFlight(client.eventStore, number, seats)),
  );
});

afterAll(async () => {
  agent.destroy();
  await client.stop();
});

interface Answered {
  status: number | undefined;
  type: string | undefined;
  retryAfter: string | undefined;
  body: unknown;
  ms: number;
}

/** So many stay open: Node.js accepts one in a turn of its event loop, and the turns are long when it is overloaded. */
const connections = 400;
const agent = new Agent({
  keepAlive: true,
  maxSockets: connections,
  maxFreeSockets: connections,
});

function ask(path: string, sent?: { headers: OutgoingHttpHeaders; body: string }) {
  const begin = performance.now();
  const { method, headers } = { method: sent && 'POST', headers: sent?.headers };
  return new Promise<Answered>((resolve, reject) => {
    request(`${client.application.url}${path}`, { agent, method, headers }, (answer) => {
      const { statusCode: status, headers: told } = answer;
      void json(answer).then((body) => {
        const [type, retryAfter] = [told['content-type'], told['retry-after']];
        resolve({ status, type, retryAfter, body, ms: performance.now() - begin });
      }, reject);
    })
      .on('error', reject)
      .end(sent?.body);
  });
}

function place(): Promise<Answered> {
  const flightId = flightIds[asked++ % flights];
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const body = JSON.stringify({
    segments: [{ flightId, cabin: 'economy' }],
    passengers: [bessie],
    contact: { email: 'bessie@example.com' },
  });
  return ask('/v1/bookings', { headers, body });
}

/** As many as may be under way at once, each when the one before is answered. */
async function placeInTurn(forMs: number): Promise<Answered[]> {
  const answers: Answered[] = [];
  const end = performance.now() + forMs;
  await Promise.all(
    Array.from({ length: 256 }, async () => {
      while (performance.now() < end) answers.push(await place());
    }),
  );
  return answers;
}

/** So many a second, whatever is answered. */
async function placeAtRate(perSecond: number, forMs: number): Promise<Answered[]> {
  const sent: Promise<Answered>[] = [];
  const begin = performance.now();
  for (let now = begin; now - begin < forMs; now = performance.now()) {
    while (sent.length < ((now - begin) * perSecond) / 1000) sent.push(place());
    await pause(2);
  }
  return Promise.all(sent);
}

/** One read after the other until it is aborted. */
async function readUntil(signal: AbortSignal): Promise<Answered[]> {
  const reads: Answered[] = [];
  while (!signal.aborted) {
    reads.push(await ask(`/v1/flights/${flightIds[0] ?? ''}/availability`));
    await pause(20);
  }
  return reads;
}

const ofStatus = (answers: readonly Answered[], status: number) =>
  answers.filter((answer) => answer.status === status);

function median(answers: readonly Answered[]): number {
  const sorted = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

it('three times as many bookings as can be taken: the rest is shed at once, and reads go on', async () => {
  await Promise.all(Array.from({ length: connections }, () => ask('/health/live')));
  await placeInTurn(1000);
  const peakMs = 3000;
  const peak = ofStatus(await placeInTurn(peakMs), 201).length / (peakMs / 1000);
  const overMs = 5000;
  const over = new AbortController();
  const reading = readUntil(over.signal);
  const answers = await placeAtRate(3 * peak, overMs);
  over.abort();
  const reads = await reading;

  const taken = ofStatus(answers, 201);
  const shed = ofStatus(answers, 503);
  const goodput = taken.length / (overMs / 1000);
  console.log(
    `peak ${peak.toFixed(0)} bookings/s; of ${(3 * peak).toFixed(0)} a second ${goodput.toFixed(0)} were taken: ` +
      `${(goodput / peak).toFixed(2)}; half of the taken within ${median(taken).toFixed(0)} ms, ` +
      `of the shed within ${median(shed).toFixed(0)}, of ${reads.length} reads within ${median(reads).toFixed(0)}`,
  );
  expect(shed.length).toBeGreaterThan(0);
  expect(taken.length + shed.length).toBe(answers.length);
  for (const { type, retryAfter, body } of shed) {
    expect(`${type} ${retryAfter}`).toBe('application/problem+json; charset=utf-8 1');
    expect(body).toMatchObject({ type: '/problems/unavailable', status: 503 });
  }
  expect(median(shed)).toBeLessThan(median(taken));
  expect(reads.map(({ status }) => status)).toEqual(Array(reads.length).fill(200));
  expect(reads.length).toBeGreaterThan(10);
  expect(goodput / peak).toBeGreaterThan(0.3);

  const placed = z.object({ recordLocator: z.string() });
  const streamIds = taken.map(({ body }) => bookingStreamId(placed.parse(body).recordLocator));
  expect((await client.eventStore.existing(streamIds)).size).toBe(taken.length);
});
