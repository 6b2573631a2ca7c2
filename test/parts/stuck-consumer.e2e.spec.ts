import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, openClient } from '../setup/client.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

const patient = { timeout: 40_000, interval: 500 };

async function ready(): Promise<unknown> {
  const { status, body } = await request(client.application.url).get('/health/ready');
  return { status, ...body.parts };
}

it('a consumer that is stuck makes the process unready, and is named with its lag, until it goes on', async () => {
  const ok = { status: 'ok', lag: 0 };
  const well = {
    ...{ status: 200, log: { status: 'ok' } },
    ...{ projector: ok, 'process-manager': ok, fares: ok },
  };
  await expect.poll(ready, patient).toEqual(well);
  const holder = new pg.Client({ connectionString: client.database.ownerUrl });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    // ACCESS EXCLUSIVE would take a transaction id, and hold the horizon back.
    await holder.query('LOCK TABLE views.availability IN EXCLUSIVE MODE');
    await scheduleSmallFlight(client.eventStore, 1, 12);
    const behind = { status: 'ok', lag: 1 };
    expect(await ready()).toMatchObject({ status: 200, projector: behind });
    // It is known without being asked for.
    const printed = () => client.application.printed();
    await expect.poll(printed, patient).toContain('projector is unavailable: lag 1');
    const stuck = { status: 'unavailable', lag: 1 };
    expect(await ready()).toEqual({ ...well, status: 503, projector: stuck });
    await holder.query('ROLLBACK');
  } finally {
    await holder.end();
  }
  await expect.poll(ready, patient).toEqual(well);
});
