import { flightStreamId } from '#contracts';
import { availabilityInRedis, RedisConnection } from '#views/stores';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdCommits } from '../payment/held-statements.js';
import type { RunningApplication } from '../setup/application.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { redisUrl } from '../setup/service-address.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { expectViewsAsTheLog } from './agreement.js';
import { delay } from './delays.js';
import { sentVersions } from './topic.js';

let pipeline: Pipeline;
let queryApi: RunningApplication;
let redis: RedisConnection;
let flightId: string;
let others: string[];

const patient = { timeout: 40_000, interval: 50 };

beforeAll(async () => {
  pipeline = await openPipeline();
  redis = new RedisConnection({
    replyWithinMs: 1_000,
    url: await redisUrl(),
    onUnreachable: () => undefined,
    onReachable: () => undefined,
    onRefusal: () => undefined,
  });
  const { eventStore } = pipeline;
  flightId = await scheduleSmallFlight(eventStore, 1, 12);
  others = await Promise.all(
    [2, 3, 4, 5, 6, 7, 8, 9].map((number) => scheduleSmallFlight(eventStore, number, 12)),
  );
  [queryApi] = await Promise.all([pipeline.start('query-api'), pipeline.start('relay')]);
});

afterAll(async () => {
  await redis.close();
  await pipeline.stop();
});

const versionsInTopic = (id: string) => sentVersions(pipeline, flightStreamId(id));

/** What every copy has of a flight: Redis, and query-api in its process. */
async function copied(id: string): Promise<unknown[]> {
  const row = await availabilityInRedis(redis, pipeline.log).row(flightStreamId(id));
  const { body } = await request(queryApi.url).get(`/v1/flights/${id}/availability`);
  return [row !== 'unreachable' && row?.version, body.version];
}

it('a projector that was paused between a fold and its copies, and replaced: no copy goes back when it wakes', async () => {
  const { eventStore, database } = pipeline;
  const paused = await pipeline.start('projector');
  await expectViewsAsTheLog(database);
  const commits = await holdCommits(database, 'views.availability');
  await delay(eventStore, flightId, { from: 1 });
  await commits.wanted(1);
  process.kill(paused.pid, 'SIGSTOP');
  let before: number[];
  let next: RunningApplication;
  try {
    // Version 2 is in the view now, and its copies are with a process that sleeps.
    await commits.release();
    next = await pipeline.start('projector');
    await delay(eventStore, flightId, { from: 2 });
    for (const other of others) await delay(eventStore, other, { from: 1, times: 2 });
    await expectViewsAsTheLog(database);
    await expect.poll(() => copied(flightId), patient).toEqual([3, 3]);
    before = await versionsInTopic(flightId);
    expect(before.at(-1)).toBe(3);
    expect((await request(next.url).get('/health/ready')).status).toBe(200);
  } finally {
    process.kill(paused.pid, 'SIGCONT');
  }
  // It goes on where it was, with version 2; compaction would keep that one.
  await expect.poll(() => versionsInTopic(flightId), patient).toEqual([...before, 2, 3]);
  expect(await copied(flightId)).toEqual([3, 3]);
  await expectViewsAsTheLog(database);

  // Both go on, and what did not go back was not sent again by who read it once more.
  for (const id of [flightId, ...others]) await delay(eventStore, id, { from: 3 });
  await expectViewsAsTheLog(database);
  for (const id of [flightId, ...others]) {
    await expect.poll(() => copied(id), patient).toEqual([4, 4]);
  }
  const wentBack = [...paused.logged(), ...next.logged()].filter((line) =>
    line.includes('went back in the topic'),
  );
  expect(wentBack).toEqual([expect.stringContaining(`${flightStreamId(flightId)} went back`)]);
});
