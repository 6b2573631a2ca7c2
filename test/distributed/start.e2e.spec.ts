import { randomUUID } from 'node:crypto';
import { endpoints, problems } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contrail } from '../command-line/contrail.js';
import { requestsIn } from '../command-line/followed.js';
import { answerToBytes } from '../setup/bytes.js';
import { hold, place } from '../setup/desk.js';
import { type RunningDistributed, startDistributed } from '../setup/distributed.js';
import { processesOf } from '../setup/processes.js';
import { paste } from '../start/npm-start.js';

const patient = { timeout: 50_000, interval: 100 };

let running: RunningDistributed;

beforeAll(async () => {
  running = await startDistributed({
    booking: 2,
    query: 2,
    projector: 2,
    env: { LOG_LEVEL: 'info' },
  });
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

  it('has each hop of a booking followed, from its request through the parts to the view', async () => {
    const { recordLocator } = await hold(running.url, [bookableFlight()]);
    const follow = () => contrail({}, 'follow', recordLocator, '--data', running.data);
    const booking = `booking-${recordLocator}`;
    const placed = async () => requestsIn((await follow()).out)[0];
    await expect
      .poll(placed, { ...patient, interval: 1_000 })
      .toEqual(
        expect.arrayContaining([
          'booking-api: POST /v1/bookings received',
          `log: BookingPlaced ${booking}@1 recorded for the traveller`,
          'booking-api: answered 201',
          `relay: BookingPlaced ${booking}@1 sent`,
          `projector: BookingPlaced ${booking}@1 folded`,
          expect.stringMatching(/^projector: SeatsHeld flight-\S+@\d+ folded$/),
          `process-manager: BookingPlaced ${booking}@1 timers set`,
        ]),
      );
    expect((await follow()).out).toMatch('the view of bookings has 1 of its 1 events\n');
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
      const { body: unknown } = await request(running.url).get('/v1/nothing').expect(404);
      const address = `${running.url}${path.replaceAll(/\{\w+\}/g, 'any')}`;
      const answer = await fetch(address, { method, signal: AbortSignal.timeout(5000) });
      expect(answer.status).not.toBe(405);
      expect(await answer.text()).not.toContain(unknown.detail);
    },
  );

  it.each([100_000, 2_000_000])(
    'refuses a body of %d characters as the application does',
    async (length) => {
      const body = { givenName: 'x'.repeat(length) };
      const answer = await request(running.url).post('/v1/bookings').send(body).expect(413);
      expect(answer.headers['content-type']).toMatch('application/problem+json');
      expect(answer.body.type).toBe('/problems/too-large');
    },
  );

  const long = 'x'.repeat(40_000);

  it.each([
    ['GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x', 400, 'validation'],
    ['GET\\ / HTTP/1.1\r\nHost: a', 400, 'validation'],
    [`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${long}`, 431, 'header-fields-too-large'],
    ['GET /edge/validation HTTP/1.1\r\nHost: a', 404, 'not-found'],
    [`GET /${long} HTTP/1.1\r\nHost: a`, 431, 'header-fields-too-large'],
    [`GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${long.slice(20_000)}`, 431, 'header-fields-too-large'],
  ] as const)(
    'answers what is no request as the application does, in case %#',
    async (head, status, name) => {
      const answer = await answerToBytes(running.url, `${head}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(answer).toMatch(/^content-type: application\/problem\+json/im);
      expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
        ...{ type: `/problems/${name}`, status, title: problems[name].title },
        instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
      });
    },
  );

  it('counts the retrievals of an address, whatever address the client tells', async () => {
    const retrieve = (url: string, letter: string, address: string) =>
      request(url)
        .post('/v1/bookings/retrieval')
        .set('X-Forwarded-For', address)
        .send({ recordLocator: `AAAAA${letter}`, familyName: 'Coleman' })
        .then(({ status }) => status);
    // Two instances count ten each.
    const asked = [...'ABCDEFGHJKLMNPQRSTUVW'].map((letter, index) =>
      retrieve(running.url, letter, `192.0.2.${index}`),
    );
    const statuses = await Promise.all(asked);
    expect(statuses.filter((status) => status === 404)).toHaveLength(20);
    expect(statuses).toContain(429);
    // The application believes the edge: this address has not asked before.
    expect(await retrieve(partNamed('query-api-1').url, 'X', '192.0.2.1')).toBe(404);
  });
});

describe('what ends by itself is started again', () => {
  it('a booking-api at its address, while the other one answers', async () => {
    const { pid, url } = partNamed('booking-api-1');
    process.kill(pid, 'SIGKILL');
    for (let times = 0; times < 10; times += 1) {
      const key = randomUUID();
      const placed = () => place(running.url, [bookableFlight()], { key });
      const first = await placed();
      // It may have arrived at the one that was killed: the client repeats it.
      if (first.status === 503) expect(first.body.type).toBe('/problems/unavailable');
      await expect.poll(async () => (await placed()).status, patient).toBe(201);
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
    let answer = await place(running.url, [bookableFlight()]);
    await expect
      .poll(async () => (answer = await place(running.url, [bookableFlight()])).status, patient)
      .toBe(503);
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
      /stopping: what is under way comes to its end first\n[^]*stopped\n$/,
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
