import { mkdir, stat } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { freePort } from '#tools/postgres';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { place } from '../setup/desk.js';
import { checkOut, copyCheckout, giveTo, newFolder } from './checkout.js';
import { type NpmStart, npmStart, paste } from './npm-start.js';

/** Has no rights but those that everyone has. */
const nobody = 65_534;

let outer: string;
let folder: string;
let home: string;
let port: number;
let running: NpmStart;

beforeAll(async () => {
  outer = await newFolder();
  folder = join(outer, 'a path with spaces');
  home = join(outer, 'home');
  await mkdir(home);
  await checkOut(folder);
  port = await freePort();
  running = npmStart({ folder, home }, '--port', `${port}`);
  await running.ready;
}, 180_000);

/** Stops it by Ctrl-C and sees to it that its PostgreSQL is gone. */
async function stop(start: NpmStart): Promise<void> {
  start.pressCtrlC();
  await start.ended;
  expect(start.printed()).toMatch(/\nstopped\n$/);
  const port = /PostgreSQL \S+ started on 127\.0\.0\.1:(\d+)/.exec(start.printed())?.[1] ?? '';
  const refused = { cause: { code: 'ECONNREFUSED' } };
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject(refused);
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

function bookableFlight(): string {
  return /"flightId":"([^"]+)"/.exec(running.printed())?.[1] ?? 'none';
}

describe('npm start on a clone in a path with spaces, with an empty home', () => {
  afterAll(() => stop(running));

  it('shows its progress, and where the secrets are, which only their owner reads', async () => {
    expect(running.printed()).toMatch(/Building: done[\s\S]*PostgreSQL 18\S* started/);
    for (const secret of ['secret', 'operator-key', 'database-password']) {
      const path = join(folder, '.contrail', secret);
      expect(running.printed()).toContain(`made ${path}`);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    }
  });

  it('prints a curl that books when it is pasted, and the availability shows it', async () => {
    const answer = await paste(running.printed(), 0);
    expect(answer).toMatch(/^HTTP\/1.1 201 Created/);
    const token = /^consistency-token: (\S+)/m.exec(answer)?.[1] ?? '';
    const atOnce = await paste(running.printed(), 1, `-H 'Consistency-Token: ${token}'`);
    expect(atOnce).toMatch(/^HTTP\/1.1 200 OK[\s\S]*"version":2/);
    const { body } = await request(urlOf(port)).get(`/v1/flights/${bookableFlight()}/availability`);
    expect(body.version).toBe(2);
  });

  it('shows a booking within a second to who sends no token, and keeps its history', async () => {
    const { body } = await place(urlOf(port), [bookableFlight()]).expect(201);
    const seen = () =>
      request(urlOf(port))
        .get(`/v1/bookings/${body.recordLocator}`)
        .set('Authorization', `Bearer ${body.accessToken}`);
    await expect.poll(async () => (await seen()).status, { timeout: 1000 }).toBe(200);
    const history = await request(urlOf(port))
      .get(`/v1/history/streams/booking-${body.recordLocator}`)
      .set('Authorization', `Bearer ${body.accessToken}`)
      .expect(200);
    expect(history.body.events).toMatchObject([{ version: 1, type: 'BookingPlaced' }]);
  });

  it('refuses a second start on the port, and on the data directory, by name', async () => {
    const onPort = npmStart({ folder, home }, '--port', `${port}`, '--data', join(outer, 'other'));
    expect(await onPort.ended).toBe(1);
    expect(onPort.printed()).toMatch(`port ${port} of 127.0.0.1 is taken`);
    const onData = npmStart({ folder, home }, '--port', `${await freePort()}`);
    expect(await onData.ended).toBe(1);
    const data = join(folder, '.contrail');
    expect(onData.printed()).toContain(`another instance runs on the data directory ${data}`);
  });

  it('answers every request under way when Ctrl-C is pressed', async () => {
    const data = join(outer, 'interrupted');
    const other = await freePort();
    const start = npmStart({ folder, home }, '--port', `${other}`, '--data', data);
    await start.ready;
    // Connections that clients keep do not hold the stop up.
    const keptAlive = new Agent({ keepAlive: true });
    const booking = Array.from({ length: 50 }, () =>
      place(urlOf(other), [bookableFlight()])
        .agent(keptAlive)
        .then((answer) => answer),
    );
    await Promise.race(booking);
    await stop(start);
    const statuses = (await Promise.all(booking)).map(({ status }) => status);
    expect(statuses).toEqual(Array(50).fill(201));
    keptAlive.destroy();
  });
});

const closed = { name: 'below a folder that only its owner enters', uid: undefined };
const ordinary = { name: 'as an ordinary user', uid: nobody };

/** An ordinary user can be no other: then the start above was that of one. */
describe.each(process.getuid?.() === 0 ? [closed, ordinary] : [closed])('npm start', (account) => {
  it(`works ${account.name}`, async () => {
    const owned = join(outer, account.name);
    await mkdir(owned, { mode: 0o700 });
    const clone = join(owned, 'contrail');
    await copyCheckout(folder, clone);
    if (account.uid !== undefined) await giveTo(account.uid, owned);
    const start = npmStart({ folder: clone, home: owned, uid: account.uid }, '--port', '0');
    await start.ready;
    expect(await paste(start.printed(), 0)).toMatch(/^HTTP\/1.1 201 Created/);
    await stop(start);
  });
});
