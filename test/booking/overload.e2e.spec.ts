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

const flights = 160;
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
  buyers.destroy();
  readers.destroy();
  await client.stop();
});

interface Answered {
  status: number | undefined;
  type: string | undefined;
  retryAfter: string | undefined;
  body: unknown;
  /** Milliseconds from when it had a connection: what waits for one has not come yet. */
  ms: number;
  answeredAt: number;
}

/** So many stay open: Node.js accepts one in a turn of its event loop, and the turns are long when it is overloaded. */
const connections = 400;
const buyers = new Agent({
  keepAlive: true,
  maxSockets: connections,
  maxFreeSockets: connections,
});
const readers = new Agent({ keepAlive: true });

function ask(agent: Agent, path: string, sent?: { headers: OutgoingHttpHeaders; body: string }) {
  const { method, headers } = { method: sent && 'POST', headers: sent?.headers };
  let begin = NaN;
  return new Promise<Answered>((resolve, reject) => {
    request(`${client.application.url}${path}`, { agent, method, headers }, (answer) => {
      const { statusCode: status, headers: told } = answer;
      void json(answer).then((body) => {
        const [type, retryAfter] = [told['content-type'], told['retry-after']];
        const answeredAt = performance.now();
        resolve({ status, type, retryAfter, body, ms: answeredAt - begin, answeredAt });
      }, reject);
    })
      .on('socket', () => (begin = performance.now()))
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
  return ask(buyers, '/v1/bookings', { headers, body });
}

interface Measured {
  answers: Answered[];
  /** Booked while it was measured: what is answered when all have been sent is not counted. */
  perSecond: number;
}

const measureMs = 2000;
const rounds = 3;

function measured(answers: Answered[], begin: number): Measured {
  const inTime = ofStatus(answers, 201).filter(({ answeredAt }) => answeredAt - begin < measureMs);
  return { answers, perSecond: (inTime.length * 1000) / measureMs };
}

/** As many as may be under way at once, each when the one before is answered. */
async function placeInTurn(): Promise<Measured> {
  const answers: Answered[] = [];
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: 256 }, async () => {
      while (performance.now() - begin < measureMs) answers.push(await place());
    }),
  );
  return measured(answers, begin);
}

/** So many a second, whatever is answered. */
async function placeAtRate(perSecond: number): Promise<Measured> {
  const sent: Promise<Answered>[] = [];
  const begin = performance.now();
  for (let now = begin; now - begin < measureMs; now = performance.now()) {
    while (sent.length < ((now - begin) * perSecond) / 1000) sent.push(place());
    await pause(2);
  }
  return measured(await Promise.all(sent), begin);
}

/** One read after the other until it is aborted, on a connection that no booking waits for. */
async function readUntil(signal: AbortSignal): Promise<Answered[]> {
  const reads: Answered[] = [];
  while (!signal.aborted) {
    reads.push(await ask(readers, `/v1/flights/${flightIds[0] ?? ''}/availability`));
    await pause(20);
  }
  return reads;
}

function ofStatus(answers: readonly Answered[], status: number): Answered[] {
  return answers.filter((answer) => answer.status === status);
}

function median(answers: readonly Answered[]): number {
  const sorted = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

it('three times as many bookings as can be taken: the rest is shed at once, and reads go on', async () => {
  await Promise.all(Array.from({ length: connections }, () => ask(buyers, '/health/live')));
  await placeInTurn();
  const answers: Answered[] = [];
  const reads: Answered[] = [];
  let [peak, goodput] = [0, 0];
  // In turn, since other work on the machine comes and goes.
  for (let round = 0; round < rounds; round += 1) {
    const { perSecond } = await placeInTurn();
    const over = new AbortController();
    const reading = readUntil(over.signal);
    const placed = await placeAtRate(3 * perSecond);
    over.abort();
    reads.push(...(await reading));
    answers.push(...placed.answers);
    peak += perSecond / rounds;
    goodput += placed.perSecond / rounds;
  }

  const taken = ofStatus(answers, 201);
  const shed = ofStatus(answers, 503);
  console.log(
    `peak ${peak.toFixed(0)} bookings/s; of three times as many ${goodput.toFixed(0)} were taken: ` +
      `${(goodput / peak).toFixed(2)}; half of the taken within ${median(taken).toFixed(0)} ms, of the ` +
      `${shed.length} shed within ${median(shed).toFixed(0)}, of ${reads.length} reads within ${median(reads).toFixed(0)}`,
  );
  expect(shed.length).toBeGreaterThan(0);
  expect(taken.length + shed.length).toBe(answers.length);
  for (const { type, retryAfter, body } of shed) {
    expect(`${type} ${retryAfter}`).toBe('application/problem+json; charset=utf-8 1');
    expect(body).toMatchObject({ type: '/problems/unavailable', status: 503 });
  }
  expect(median(shed)).toBeLessThan(median(taken));
  expect(reads.map(({ status }) => status)).toEqual(Array(reads.length).fill(200));
  expect(median(reads)).toBeLessThan(median(taken));
  expect(goodput / peak).toBeGreaterThan(0.6);

  const placed = z.object({ recordLocator: z.string() });
  const streamIds = taken.map(({ body }) => bookingStreamId(placed.parse(body).recordLocator));
  expect((await client.eventStore.existing(streamIds)).size).toBe(taken.length);
});
