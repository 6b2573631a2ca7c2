import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { operatorKey, type RunningApplication, startProcess } from '../setup/application.js';
import { bessie, place } from '../setup/desk.js';
import { contrail } from './contrail.js';
import { expectPostgresGone } from './data-directory.js';

// Each instance has a PostgreSQL of its own, which commands start and stop.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const key = randomUUID();

let folder: string;
let file: string;
let keysFile: string;
let secret: string;
let instance: RunningApplication;
let flightId: string;
/** The answers that the first instance gave. */
let booked: request.Response;
let forgotten: request.Response;

beforeAll(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), 'contrail-export-'));
  await chmod(folder, 0o755);
  [file, keysFile] = [join(folder, 'log.gz'), join(folder, 'keys.gz')];
  instance = await startProcess({ CONTRAIL_DATA: data('first') });
  secret = await readFile(join(data('first'), 'secret'), 'utf8');
  flightId = /"flightId":"([^"]+)"/.exec(instance.printed())?.[1] ?? expect.unreachable();
  booked = await place(instance.url, [flightId], { key }).expect(201);
  forgotten = await place(instance.url, [flightId]).expect(201);
  await post(instance.url, forgotten.body.recordLocator, 'cancellation').expect(200);
  await post(instance.url, forgotten.body.recordLocator, 'erasure').expect(204);
});

afterAll(async () => {
  expect(await instance.stop()).toBe(0);
  for (const name of ['first', 'second', 'third']) {
    await rm(await realpath(join(data(name), 'postgres')), { recursive: true });
  }
  await rm(folder, { recursive: true });
});

function data(name: string): string {
  return join(folder, name);
}

function post(url: string, recordLocator: string, command: string) {
  return request(url)
    .post(`/v1/bookings/${recordLocator}/${command}`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .set('Idempotency-Key', randomUUID());
}

function get(url: string, { body: { recordLocator, accessToken } }: request.Response) {
  return request(url)
    .get(`/v1/bookings/${recordLocator}`)
    .set('Authorization', `Bearer ${accessToken}`);
}

const nobody = { passengers: [{ givenName: null, familyName: null }], contact: { email: null } };

describe('export of a running instance', () => {
  it('writes the log and its keys into two files, for their owner alone', async () => {
    const args = [file, '--with-keys', keysFile, '--data', data('first')];
    const { code, out } = await contrail({}, 'export', ...args);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ events in \S+log\.gz \(SHA-256 .*: [0-9a-f]{64}\)\n/);
    expect(out).toMatch(/\n1 keys in \S+keys\.gz; /);
    for (const each of [file, keysFile]) expect((await stat(each)).mode & 0o777).toBe(0o600);
  });

  it('writes CloudEvents in which nobody is named, and no key', async () => {
    const text = gunzipSync(await readFile(file)).toString();
    const [first = ''] = text.split('\n');
    expect(JSON.parse(first)).toMatchObject({
      specversion: '1.0',
      type: 'contrail.FlightScheduled',
    });
    expect(text).toContain(`"subject":"booking-${booked.body.recordLocator}"`);
    expect(text).not.toMatch(/bessie|coleman|wrapped/i);
  });

  it('replaces no file', async () => {
    const { code, err } = await contrail({}, 'export', file, '--data', data('first'));
    expect(code).toBe(1);
    expect(err).toMatch(/log\.gz exists: name another file, or remove it/);
  });
});

describe('restore with keys', () => {
  const restore = (...args: string[]) =>
    contrail({ CONTRAIL_SECRET: secret }, 'restore', ...args, '--data', data('second'));

  it('makes the instance that is not there, and ends its PostgreSQL', async () => {
    const { code, out, err } = await restore(file, '--with-keys', keysFile);
    expect(err).not.toMatch(/failed/);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ events restored, \d+ events\/s\n1 keys restored; /);
    await expectPostgresGone(err);
  });

  it('gives the same bytes when it is exported', async () => {
    const again = join(folder, 'again.gz');
    const exported = await contrail({}, 'export', again, '--data', data('second'));
    // CONTRAIL_SECRET was given: the directory has none, and an export needs none.
    expect(exported).toMatchObject({ code: 0 });
    expect((await readFile(again)).equals(await readFile(file))).toBe(true);
  });

  it('passes verify', async () => {
    const verified = await contrail(
      { CONTRAIL_SECRET: secret },
      'verify',
      '--data',
      data('second'),
    );
    expect(verified).toMatchObject({ code: 0, out: expect.stringMatching(/\nno difference\n$/) });
  });

  it('goes into an empty log only', async () => {
    const { code, err } = await restore(file);
    expect(code).toBe(1);
    expect(err).toMatch(/the log is not empty: restore into a new data directory/);
  });

  it('is followed at once, knows what it was asked before, and is booked on', async () => {
    const { url, stop } = await startProcess({
      CONTRAIL_DATA: data('second'),
      CONTRAIL_SECRET: secret,
    });
    const repeated = await place(url, [flightId], { key }).expect(201);
    expect(repeated.headers['idempotent-replayed']).toBe('true');
    expect(repeated.body).toEqual(booked.body);
    expect((await get(url, booked).expect(200)).body.passengers).toEqual([bessie]);
    expect((await get(url, forgotten).expect(200)).body).toMatchObject(nobody);
    const booking = await place(url, [flightId]).expect(201);
    const token = String(booking.headers['consistency-token']);
    await get(url, booking).set('Consistency-Token', token).expect(200);
    expect(await stop()).toBe(0);
    const verified = await contrail(
      { CONTRAIL_SECRET: secret },
      'verify',
      '--data',
      data('second'),
    );
    expect(verified).toMatchObject({ code: 0 });
  });
});

describe('restore without keys', () => {
  const restore = (from: string) =>
    contrail({ CONTRAIL_SECRET: secret }, 'restore', from, '--data', data('third'));

  it('of a file that is not there makes nothing', async () => {
    const { code, err } = await restore(join(folder, 'none.gz'));
    expect(code).toBe(1);
    expect(err).toMatch(/no such file.*none\.gz/);
    await expect(stat(data('third'))).rejects.toThrow('ENOENT');
  });

  it('of a file that was cut off leaves an empty log, and says where', async () => {
    const cut = join(folder, 'cut.gz');
    await writeFile(cut, (await readFile(file)).subarray(0, 20_000));
    const { code, err } = await restore(cut);
    expect(code).toBe(1);
    expect(err).toMatch(/cut\.gz, line \d+: unexpected end of file; nothing of it was restored/);
  });

  it('shows every person as erased', async () => {
    const { code, out } = await restore(file);
    expect(code).toBe(0);
    expect(out).toMatch(/no keys were given: every person is shown as erased/);
    const { url, stop } = await startProcess({
      CONTRAIL_DATA: data('third'),
      CONTRAIL_SECRET: secret,
    });
    expect((await get(url, booked).expect(200)).body).toMatchObject(nobody);
    await place(url, [flightId], { key }).expect(410);
    await place(url, [flightId]).expect(201);
    expect(await stop()).toBe(0);
  });
});
