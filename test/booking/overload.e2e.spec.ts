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
}

/** So many stay open: Node.js accepts one in a turn of its event loop, and the turns are long when it is overloaded. */
const connections = 800;
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
        resolve({ status, type, retryAfter, body, ms: performance.now() - begin });
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

const measureMs = 2000;
const rounds = 3;

/** As many as may be under way at once, each when the one before is answered. */
async function placeInTurn(): Promise<Answered[]> {
  const answers: Answered[] = [];
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: 256 }, async () => {
      while (performance.now() - begin < measureMs) answers.push(await place());
    }),
  );
  return answers;
}

/** So many, evenly, whatever is answered. */
async function placeEvenly(count: number): Promise<Answered[]> {
  const sent: Promise<Answered>[] = [];
  const begin = performance.now();
  while (sent.length < count) {
    const due = ((performance.now() - begin) / measureMs) * count;
    while (sent.length < due) sent.push(place());
    await pause(2);
  }
  return Promise.all(sent);
}

/** CPU time that the application has used: seconds. */
async function cpuSeconds(): Promise<number> {
  const metrics = await (await fetch(`${client.application.url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(metrics)?.[1]);
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
  const reads: Answered[] = [];
  const peak: Answered[] = [];
  const answers: Answered[] = [];
  let [peakSeconds, overSeconds] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const before = await cpuSeconds();
    const atPeak = await placeInTurn();
    const between = await cpuSeconds();
    const over = new AbortController();
    const reading = readUntil(over.signal);
    answers.push(...(await placeEvenly(3 * atPeak.length)));
    over.abort();
    reads.push(...(await reading));
    overSeconds += (await cpuSeconds()) - between;
    peakSeconds += between - before;
    peak.push(...atPeak);
  }

  const taken = ofStatus(answers, 201);
  const shed = ofStatus(answers, 503);
  // By CPU time: how much of it there is in a second, others on the machine decide, and the client is one.
  const [goodput, most] = [taken.length / overSeconds, ofStatus(peak, 201).length / peakSeconds];
  console.log(
    `${most.toFixed(0)} bookings a second of CPU time at the peak, ${goodput.toFixed(0)} with three times as many ` +
      `(${(goodput / most).toFixed(2)}); half of the ${taken.length} taken within ${median(taken).toFixed(0)} ms, of the ` +
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
  expect(goodput / most).toBeGreaterThan(0.5);

  const placed = z.object({ recordLocator: z.string() });
  const streamIds = taken.map(({ body }) => bookingStreamId(placed.parse(body).recordLocator));
  expect((await client.eventStore.existing(streamIds)).size).toBe(taken.length);
});
