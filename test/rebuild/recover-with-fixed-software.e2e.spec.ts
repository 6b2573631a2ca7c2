import { EventStore } from '#event-store';
import { rebuild } from '#tools/rebuild';
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { contrail } from '../command-line/contrail.js';
import { expectViewsAsTheLog } from '../hazards/agreement.js';
import { delay } from '../hazards/delays.js';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { openPipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { faulty } from './faulty-view.js';

const patient = { timeout: 30_000, interval: 50 };

let ending: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ending.reverse()) await end();
  ending = [];
});

/** What a client sees of a flight, and from which rung; it has what it has read before. */
async function read({ url }: RunningApplication, flightId: string, etag = '""') {
  const { status, body, headers } = await request(url)
    .get(`/v1/flights/${flightId}/availability`)
    .set('If-None-Match', etag);
  return {
    ...{ status, flight: body.status, version: body.version },
    ...{ etag: headers['etag'], rung: headers['cache-status'] },
  };
}

interface Tested {
  database: TestDatabase;
  eventStore: EventStore;
  /** Each of them is asked. */
  readers: RunningApplication[];
}

/** A faulty fold ships wrong rows to every rung; the fixed one makes them anew. */
async function recover({ database, eventStore, readers }: Tested) {
  const flightId = await scheduleSmallFlight(eventStore, 1, 12);
  await delay(eventStore, flightId, { from: 1, times: 3 });
  const all = (etag?: string) => Promise.all(readers.map((one) => read(one, flightId, etag)));
  const each = (shown: object) => readers.map(() => expect.objectContaining(shown));
  await expect.poll(() => all(), patient).toEqual(each({ version: 4, flight: 'delayed' }));

  const progress = () => undefined;
  await rebuild({ url: database.url, view: faulty, progress });
  await expect.poll(() => all(), patient).toEqual(each({ version: 4, flight: 'scheduled' }));
  const [wrong = expect.unreachable()] = await all();
  expect(await all(wrong.etag)).toEqual(each({ status: 304 }));

  const { code, out } = await contrail(
    { DATABASE_URL: database.ownerUrl, CONTRAIL_SECRET: database.secret },
    ...['rebuild', 'availability'],
  );
  expect(out).toMatch(/^availability is built from \d+ events \(\d+ events\/s\); .* in \d+ ms\n$/);
  expect(code).toBe(0);
  // The client's own copy is let go of, too: the versions are the same, the generation is another one.
  await expect
    .poll(() => all(wrong.etag), patient)
    .toEqual(each({ status: 200, version: 4, flight: 'delayed' }));
  expect(await all()).toEqual(each({ rung: 'contrail; hit; detail=memory' }));
  await delay(eventStore, flightId, { from: 4 });
  await expect.poll(() => all(), patient).toEqual(each({ version: 5, flight: 'delayed' }));
  await expectViewsAsTheLog(database);
}

describe('recover with fixed software', () => {
  it('in the distributed profile: Redis, the topic and each query-api', async () => {
    const pipeline = await openPipeline();
    ending.push(() => pipeline.stop());
    const { database, eventStore } = pipeline;
    const [one, other] = await Promise.all([
      ...[pipeline.start('query-api'), pipeline.start('query-api')],
      ...[pipeline.start('projector'), pipeline.start('projector'), pipeline.start('relay')],
    ]);
    if (one === undefined || other === undefined) expect.unreachable();
    await recover({ database, eventStore, readers: [one, other] });
  });

  it('in the embedded profile', async () => {
    const database = await createDatabase();
    const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
    const application = await startApplication(database);
    ending.push(
      () => database.drop(),
      () => eventStore.close(),
      async () => {
        await application.stop();
      },
    );
    await recover({ database, eventStore, readers: [application] });
  });
});
