import { topics } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey, type RunningApplication } from '../setup/application.js';
import { pay, place } from '../setup/desk.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let pipeline: Pipeline;
let bookingApis: RunningApplication[];
let queryApis: RunningApplication[];
let flightId: string;

const patient = { timeout: 30_000, interval: 50 };

beforeAll(async () => {
  pipeline = await openPipeline();
  flightId = await scheduleSmallFlight(pipeline.eventStore, 1, 120);
  await Promise.all(
    (['relay', 'projector', 'projector', 'process-manager'] as const).map((name) =>
      pipeline.start(name),
    ),
  );
  bookingApis = await Promise.all([1, 2].map(() => pipeline.start('booking-api')));
  queryApis = await Promise.all([1, 2].map(() => pipeline.start('query-api')));
});

afterAll(() => pipeline.stop());

const anyOf = (parts: readonly RunningApplication[], index: number) =>
  parts[index]?.url ?? expect.unreachable();

describe('a write through one instance', () => {
  it('is seen at once through each other one by its Consistency-Token', async () => {
    for (let round = 0; round < 20; round += 1) {
      const placed = await place(anyOf(bookingApis, round % 2), [flightId]).expect(201);
      const token = placed.headers['consistency-token'] ?? '';
      const { recordLocator, accessToken } = placed.body;
      const { body: history } = await request(anyOf(bookingApis, 0))
        .get(`/v1/history/streams/flight-${flightId}?limit=1000`)
        .set('Authorization', `Bearer ${operatorKey}`)
        .expect(200);
      for (const { url } of queryApis) {
        const read = (path: string) =>
          request(url)
            .get(path)
            .set('Consistency-Token', token)
            .set('Prefer', 'wait=10')
            .set('Authorization', `Bearer ${accessToken}`)
            .expect(200);
        const booking = await read(`/v1/bookings/${recordLocator}`);
        expect(booking.body).toMatchObject({ recordLocator, status: 'held' });
        const availability = await read(`/v1/flights/${flightId}/availability`);
        expect(availability.body.version).toBe(history.version);
        const seats = await read(`/v1/flights/${flightId}/seats`);
        expect(seats.body.version).toBe(history.version);
      }
    }
  });

  it('is shown by the rung in each process soon, also without a token', async () => {
    const placed = await place(anyOf(bookingApis, 0), [flightId]).expect(201);
    const seen = request(anyOf(queryApis, 0))
      .get(`/v1/flights/${flightId}/availability`)
      .set('Consistency-Token', placed.headers['consistency-token'] ?? '');
    const { version } = (await seen.expect(200)).body;
    for (const { url } of queryApis) {
      const shown = async () => {
        const { body, headers } = await request(url).get(`/v1/flights/${flightId}/availability`);
        return { version: body.version, status: headers['cache-status'] };
      };
      await expect
        .poll(shown, patient)
        .toEqual({ version, status: 'contrail; hit; detail=memory' });
    }
  });

  it('leads to what follows from it: a payment that is pending comes to rest', async () => {
    const placed = await place(anyOf(bookingApis, 0), [flightId]).expect(201);
    const { recordLocator } = placed.body;
    await pay(anyOf(bookingApis, 1), { recordLocator }, 'tok_timeout').expect(202);
    const status = async () => {
      const { body } = await request(anyOf(queryApis, 1))
        .get(`/v1/bookings/${recordLocator}`)
        .set('Authorization', `Bearer ${operatorKey}`);
      return body.status;
    };
    await expect.poll(status, patient).toBe('ticketed');
  });
});

it('each part tells how it is, to who asks and to Prometheus', async () => {
  for (const { url } of queryApis) {
    const { body } = await request(url).get('/health/ready').expect(200);
    expect(body.parts).toEqual({ views: { status: 'ok' }, stream: { status: 'ok' } });
    const { text } = await request(url).get('/metrics').expect(200);
    expect(text).toContain('contrail_part_ready{part="stream"} 1');
  }
});

it('the topics and their messages are described', async () => {
  const { body } = await request(anyOf(queryApis, 0)).get('/asyncapi.json').expect(200);
  expect(body).toMatchObject({
    asyncapi: '3.0.0',
    channels: { flights: { address: pipeline.kafka.topic(topics.flights) } },
  });
});
