import { randomUUID } from 'node:crypto';
import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey } from '../setup/application.js';
import { type Client, openClient } from '../setup/client.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

async function metrics(): Promise<string> {
  const { text, headers } = await request(client.application.url).get('/metrics').expect(200);
  expect(headers['content-type']).toMatch('text/plain; version=0.0.4');
  return text;
}

/** The value of the first metric that begins so. */
async function value(beginning: string): Promise<number> {
  const line = (await metrics()).split('\n').find((each) => each.startsWith(beginning));
  return Number(line?.split(' ').at(-1));
}

describe('GET /metrics', () => {
  it('tells of the process, and of each consumer of the log', async () => {
    expect(await value('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(await value('contrail_log_reachable')).toBe(1);
    await expect.poll(() => value('contrail_stream_lag_events{consumer="projector"}')).toBe(0);
  });

  it('counts requests by the template of their route, never by their path', async () => {
    const secret = { recordLocator: '4SZU7G', familyName: 'Coleman' };
    await request(client.application.url)
      .get(`/v1/bookings/${secret.recordLocator}`)
      .set('Authorization', `Bearer ${operatorKey}`)
      .expect(404);
    await request(client.application.url).post('/v1/bookings/retrieval').send(secret).expect(404);
    await request(client.application.url).get(`/v1/hats/${secret.recordLocator}`).expect(404);
    const route = 'route="/v1/bookings/:recordLocator",status="404"';
    const count = 'contrail_http_request_duration_seconds_count';
    await expect.poll(() => value(`${count}{method="GET",${route}}`)).toBe(1);
    await expect.poll(() => value(`${count}{method="GET",route="none",status="404"}`)).toBe(1);
    expect(await metrics()).not.toMatch(/4SZU7G|coleman/i);
  });

  it('names the transaction that holds the horizon back, even of another role', async () => {
    const name = `holder ${randomUUID()}`;
    const holder = new pg.Client({
      connectionString: client.database.ownerUrl,
      application_name: name,
    });
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT pg_current_xact_id()');
      await scheduleSmallFlight(client.eventStore, 1, 12);
      expect(await metrics()).toContain(`application="${name}"`);
      expect(await value('contrail_log_horizon_events')).toBe(1);
      expect(await value('contrail_log_horizon_transactions')).toBeGreaterThan(0);
      expect(await value('contrail_stream_lag_events{consumer="projector"}')).toBe(1);
    } finally {
      await holder.end();
    }
    await expect.poll(() => value('contrail_stream_lag_events{consumer="projector"}')).toBe(0);
    expect(await metrics()).not.toContain(name);
  });
});
