import { setTimeout as pause } from 'node:timers/promises';
import { endpoints } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hold, place } from '../setup/desk.js';
import { type RunningDistributed, startDistributed } from '../setup/distributed.js';
import { processesOf } from '../setup/processes.js';
import { paste } from '../start/npm-start.js';

const patient = { timeout: 50_000, interval: 100 };

let running: RunningDistributed;

beforeAll(async () => {
  running = await startDistributed({ booking: 2, query: 2, projector: 2 });
}, 180_000);

afterAll(() => running.stop('SIGKILL'));

function bookableFlight(): string {
  return /"flightId":"([^"]+)"/.exec(running.printed())?.[1] ?? 'none';
}

/** A part as it is now. */
function partNamed(name: string) {
  return running.parts().get(name) ?? expect.unreachable(`there is no ${name}`);
}

describe('the distributed profile', () => {
  it('prints a curl that books when it is pasted, and any read with its token shows it', async () => {
    const answer = await paste(running.printed(), 0);
    expect(answer).toMatch(/^HTTP\/1.1 201 Created/);
    const token = /^consistency-token: (\S+)/im.exec(answer)?.[1] ?? '';
    const atOnce = await paste(running.printed(), 1, `-H 'Consistency-Token: ${token}'`);
    expect(atOnce).toMatch(/^HTTP\/1.1 200 OK[\s\S]*"version":2/);
  });

  it('tells the history of a booking at the same address', async () => {
    const { recordLocator, accessToken } = await hold(running.url, [bookableFlight()]);
    const { body } = await request(running.url)
      .get(`/v1/history/streams/booking-${recordLocator}`)
      .set('Authorization', `Bearer ${accessToken}`)
      .expect(200);
    expect(body.events).toMatchObject([{ type: 'BookingPlaced' }]);
  });

  it('tells each part, its process and its address', () => {
    expect([...running.parts().keys()].sort()).toEqual([
      ...['booking-api-1', 'booking-api-2', 'process-manager', 'projector-1', 'projector-2'],
      ...['query-api-1', 'query-api-2', 'relay'],
    ]);
    for (const [name, { pid, url }] of running.parts()) {
      expect(running.printed()).toContain(
        `${name} | ${name.replace(/-\d$/, '')} is ready: ${url}\n`,
      );
      expect(processesOf(running.pid)).toContain(pid);
    }
  });
});

describe('the edge', () => {
  it.each(endpoints.map(({ method, path }) => ({ method, path })))(
    'has the part that answers $method $path',
    async ({ method, path }) => {
      const { status, headers } = await request(running.url)
        .patch(path.replaceAll(/[{:]\w+\}?/g, 'any'))
        .send({});
      expect({ status, allow: headers['allow'] }).toEqual({
        status: 405,
        allow: expect.stringMatching(new RegExp(`\\b${method}\\b`)),
      });
    },
  );

  it('leaves it to the application to refuse what is too large', async () => {
    const body = { givenName: 'x'.repeat(100_000) };
    const answer = await request(running.url).post('/v1/bookings').send(body).expect(413);
    expect(answer.body.type).toBe('/problems/too-large');
  });

  it('counts the retrievals of an address, whatever address the client tells', async () => {
    const retrieve = (url: string, address: string) =>
      request(url)
        .post('/v1/bookings/retrieval')
        .set('X-Forwarded-For', address)
        .send({ recordLocator: `AAA${address.slice(-3)}`, familyName: 'Coleman' })
        .then(({ status }) => status);
    const addresses = Array.from({ length: 21 }, (_, index) => `192.0.2.${index + 222}`);
    const told = addresses.map((address) => retrieve(running.url, address));
    expect(await Promise.all(told)).toContain(429);
    // The application believes the edge: 192.0.2.7 has not asked before.
    expect(await retrieve(partNamed('query-api-1').url, '192.0.2.222')).toBe(404);
  });
});

describe('what ends by itself is started again', () => {
  it('a booking-api at its address, while the other one answers', async () => {
    const { pid, url } = partNamed('booking-api-1');
    process.kill(pid, 'SIGKILL');
    for (let times = 0; times < 10; times += 1) {
      await place(running.url, [bookableFlight()]).expect(201);
    }
    await expect.poll(() => partNamed('booking-api-1').pid, patient).not.toBe(pid);
    expect(partNamed('booking-api-1').url).toBe(url);
    expect(running.printed()).toContain(
      'booking-api-1 has ended (SIGKILL) and is started again in 0.5 s\n',
    );
    await place(url, [bookableFlight()]).expect(201);
  });

  it('a projector, and its bookings are seen', async () => {
    const { pid } = partNamed('projector-1');
    process.kill(pid, 'SIGKILL');
    const { recordLocator, accessToken } = await hold(running.url, [bookableFlight()]);
    const seen = () =>
      request(running.url)
        .get(`/v1/bookings/${recordLocator}`)
        .set('Authorization', `Bearer ${accessToken}`)
        .then(({ status }) => status);
    await expect.poll(seen, patient).toBe(200);
    await expect.poll(() => partNamed('projector-1').pid, patient).not.toBe(pid);
  });

  it.each(['Redis', 'Kafka', 'PostgreSQL', 'nginx'])('%s, where it was', async (name) => {
    const before = running.services.pids().get(name) ?? 0;
    process.kill(before, 'SIGKILL');
    await expect.poll(() => running.services.pids().get(name), patient).not.toBe(before);
    const ready = () =>
      request(running.url)
        .get('/health/ready')
        .then(
          ({ status }) => status,
          () => 0,
        );
    await expect.poll(ready, patient).toBe(200);
    const placed = () => place(running.url, [bookableFlight()]).then(({ status }) => status);
    await expect.poll(placed, patient).toBe(201);
  });

  it('until then the edge tells that nobody has answered, as a problem', async () => {
    for (const name of ['booking-api-1', 'booking-api-2']) {
      process.kill(partNamed(name).pid, 'SIGKILL');
    }
    await pause(100);
    const answer = await place(running.url, [bookableFlight()]).expect(503);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '1',
    });
    expect(answer.body).toMatchObject({ type: '/problems/unavailable', status: 503 });
    const placed = () => place(running.url, [bookableFlight()]).then(({ status }) => status);
    await expect.poll(placed, patient).toBe(201);
  });
});

it('a part that is not ready for a while is told, and when it is again', async () => {
  const { pid } = partNamed('projector-2');
  process.kill(pid, 'SIGSTOP');
  await expect
    .poll(running.printed, patient)
    .toContain('projector-2 is not ready: it does not answer\n');
  process.kill(pid, 'SIGCONT');
  await expect.poll(running.printed, patient).toContain('projector-2 is ready again\n');
});

describe('the end', () => {
  it('by Ctrl-C is in order, and leaves no process', async () => {
    const all = processesOf(running.pid);
    expect(all.length).toBeGreaterThan(12);
    expect(await running.stop('SIGINT')).toBe(0);
    expect(running.printed()).toMatch(
      /stopping: requests under way are answered first\n[^]*stopped\n$/,
    );
    expect(all.filter((pid) => processesOf(pid).length > 0)).toEqual([]);
  });

  it('of a supervisor that is killed is the end of all, within seconds', async () => {
    const other = await startDistributed();
    const all = processesOf(other.pid);
    const begin = Date.now();
    expect(await other.stop('SIGKILL')).toBeNull();
    const left = () => all.filter((pid) => processesOf(pid).length > 0);
    await expect.poll(left, patient).toEqual([]);
    expect(Date.now() - begin).toBeLessThan(12_000);
  });
});
