import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#tools/postgres';
import type { RunningApplication } from '../setup/application.js';
import { place } from '../setup/desk.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { processesOf } from '../setup/processes.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

const patient = { timeout: 30_000, interval: 50 };
const workers = 2;

let pipeline: Pipeline;
let bookingApi: RunningApplication;
let queryApi: RunningApplication;
let flightId: string;

const start = () => pipeline.start('query-api', { QUERY_WORKERS: `${workers}` });

beforeAll(async () => {
  pipeline = await openPipeline();
  flightId = await scheduleSmallFlight(pipeline.eventStore, 1, 120);
  await Promise.all((['relay', 'projector'] as const).map((name) => pipeline.start(name)));
  bookingApi = await pipeline.start('booking-api');
  queryApi = await start();
});

afterAll(() => pipeline.stop());

const workersOf = ({ pid }: RunningApplication) => processesOf(pid).filter((each) => each !== pid);

/** Each on a connection of its own: workers have them in turn. */
function readAll(reads = 2 * workers) {
  const path = `/v1/flights/${flightId}/availability`;
  return Promise.all(Array.from({ length: reads }, () => request(queryApi.url).get(path)));
}

describe('a query-api of two workers', () => {
  it('is one process to whoever starts it, and two that serve', () => {
    expect(workersOf(queryApi)).toHaveLength(workers);
    expect(queryApi.printed().match(/is ready/g)).toHaveLength(1);
  });

  it('has each update in each of them', async () => {
    const placed = await place(bookingApi.url, [flightId]).expect(201);
    const seen = await request(queryApi.url)
      .get(`/v1/flights/${flightId}/availability`)
      .set('Consistency-Token', placed.headers['consistency-token'] ?? '')
      .expect(200);
    const shown = async () => {
      const answers = await readAll();
      const told = answers.map(({ body, headers }) => `${body.version} ${headers['cache-status']}`);
      return [...new Set(told)];
    };
    const everywhere = `${seen.body.version} contrail; hit; detail=memory`;
    await expect.poll(shown, patient).toEqual([everywhere]);
  });

  it('counts for Prometheus what all of them have answered', async () => {
    const counted = async () => {
      const { text } = await request(queryApi.url).get('/metrics').expect(200);
      const lines = text.split('\n').filter((line) => line.includes('availability",status="200"'));
      const count = lines.find((line) => line.includes('seconds_count'));
      return Number(count?.split(' ').at(-1));
    };
    const before = await counted();
    await readAll(10);
    for (let scrape = 0; scrape < 2 * workers; scrape += 1) {
      expect(await counted()).toBe(before + 10);
    }
    const { text } = await request(queryApi.url).get('/metrics');
    expect(text).toContain('contrail_part_ready{part="stream"} 1');
  });

  it('is well when all of them are', async () => {
    const { body } = await request(queryApi.url).get('/health/ready').expect(200);
    expect(body.parts).toEqual({ views: { status: 'ok' }, stream: { status: 'ok' } });
    const [hung = 0] = workersOf(queryApi);
    process.kill(hung, 'SIGSTOP');
    try {
      // One of the two is asked, and the other does not answer, whichever comes first.
      const asked = [1, 2].map(() =>
        request(queryApi.url)
          .get('/health/ready')
          .then(({ status, body: told }) => ({ status, told })),
      );
      const { status, told } = await Promise.any(asked);
      expect(status).toBe(503);
      expect(told.parts.workers).toEqual({ status: 'unavailable' });
    } finally {
      process.kill(hung, 'SIGCONT');
    }
  });

  it('has another one for a worker that ends', async () => {
    const [killed = 0] = workersOf(queryApi);
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => workersOf(queryApi).includes(killed), patient).toBe(false);
    const others = async () => {
      const { body } = await request(queryApi.url).get('/health/ready');
      return [workersOf(queryApi).length, body.status];
    };
    await expect.poll(others, patient).toEqual([workers, 'ok']);
    expect((await readAll(10)).map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(queryApi.logged().join('\n')).toContain('another one takes its place');
  });

  it('lives on when a worker is killed that is just being asked', async () => {
    const agents = Array.from(
      { length: workers },
      () => new Agent({ keepAlive: true, maxSockets: 1 }),
    );
    // Each worker has one of the connections.
    const ask = async (agent: Agent) => {
      const { status } = await request(queryApi.url).get('/health/ready').agent(agent);
      return status;
    };
    for (const agent of agents) expect(await ask(agent)).toBe(200);
    const [killed = 0] = workersOf(queryApi);
    process.kill(queryApi.pid, 'SIGSTOP');
    const asked = Promise.allSettled(agents.map(ask));
    // The questions wait for the first process, before the end of one that it will ask.
    await pause(500);
    process.kill(killed, 'SIGKILL');
    await pause(100);
    process.kill(queryApi.pid, 'SIGCONT');
    await asked;
    for (const agent of agents) agent.destroy();
    const others = async () => {
      const { body } = await request(queryApi.url).get('/health/ready');
      return [workersOf(queryApi).length, body.status];
    };
    await expect.poll(others, patient).toEqual([workers, 'ok']);
    expect(queryApi.logged().join('\n')).toContain(`worker ${killed} could not be told`);
  });

  it('ends when a worker ends before all are ready, though it was ready itself', async () => {
    const [port, others] = [await freePort(), processesOf(process.pid)];
    const started = pipeline
      .start('query-api', { QUERY_WORKERS: `${workers}`, PORT: `${port}` })
      .catch(String);
    const own = () => processesOf(process.pid).filter((pid) => !others.includes(pid));
    await expect.poll(own, patient).toHaveLength(1 + workers);
    const [, ready = 0, hung = 0] = own();
    process.kill(hung, 'SIGSTOP');
    const answered = () =>
      request(`http://127.0.0.1:${port}`)
        .get('/health/live')
        .then(({ status }) => status, String);
    await expect.poll(answered, patient).toBe(200);
    process.kill(ready, 'SIGKILL');
    await pause(500);
    process.kill(hung, 'SIGCONT');
    expect(await started).toContain('a worker ended before all were ready (SIGKILL)');
  });

  it('answers what is under way when it is stopped, and leaves no process', async () => {
    const stopped = await start();
    const pids = processesOf(stopped.pid);
    const agent = new Agent({ keepAlive: true });
    const reading = Array.from({ length: 100 }, (_, each) =>
      request(stopped.url)
        .get(`/v1/flights/${flightId}/${each % 2 ? 'seats' : 'availability'}`)
        .agent(agent)
        .then(({ status }) => status),
    );
    await Promise.race(reading);
    expect(await stopped.stop()).toBe(0);
    expect(await Promise.all(reading)).toEqual(Array(100).fill(200));
    agent.destroy();
    expect(pids.flatMap(processesOf)).toEqual([]);
  });

  it('leaves no process when it is killed', async () => {
    const killed = await start();
    const pids = processesOf(killed.pid);
    expect(pids).toHaveLength(1 + workers);
    await killed.kill();
    await expect.poll(() => pids.flatMap(processesOf), patient).toEqual([]);
  });

  it('names what is wrong at its start', async () => {
    await expect(
      pipeline.start('query-api', { QUERY_WORKERS: '2', CONTRAIL_SECRET: 'x'.repeat(32) }),
    ).rejects.toThrow('made under another CONTRAIL_SECRET');
    await expect(pipeline.start('query-api', { QUERY_WORKERS: '0' })).rejects.toThrow(
      'QUERY_WORKERS: is not a whole number from 1 to 64',
    );
  });
});
