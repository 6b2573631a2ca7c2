import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { EventStore } from '#event-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../../test/setup/ask.js';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { scheduleSmallFlight } from '../../../test/setup/small-flight.js';
import { exportLog, restoreLog } from './index.js';
import { writeLines } from './write-lines.js';

const signal = new AbortController().signal;
const progress = () => undefined;
const flights = 1200;

let folder: string;
let database: TestDatabase;
let file: string;
let archive: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damaged-archives-'));
  const source = await createDatabase();
  const eventStore = new EventStore({ url: source.url, onConnectionLost: () => undefined });
  for (let number = 1; number <= flights; number += 1) {
    await scheduleSmallFlight(eventStore, number, 12);
  }
  await eventStore.close();
  const whole = join(folder, 'whole.gz');
  await exportLog({ url: source.ownerUrl, file: whole, signal, progress });
  await source.drop();
  archive = await readFile(whole);
  database = await createDatabase();
  file = join(folder, 'damaged.gz');
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Restores what is at the file, which fails for that reason and leaves nothing. */
async function expectRefused(reason: RegExp): Promise<void> {
  const restored = restoreLog({ ownerUrl: database.ownerUrl, file, signal, progress });
  await expect(restored).rejects.toThrow(reason);
  const left = 'SELECT (SELECT count(*) FROM log.event) + (SELECT count(*) FROM vault.key) AS left';
  expect(await ask(database.ownerUrl, left)).toEqual([{ left: '0' }]);
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 0x10, at);
  return copy;
}

describe('a damaged file is refused whole, by its line', () => {
  it.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
    ['empty', () => Buffer.alloc(0), /line 1: unexpected end/],
    ['of the header alone', (bytes) => bytes.subarray(0, 10), /line 1: unexpected end/],
    ['no gzip', () => Buffer.from('{"specversion"'), /line 1: the file is not of gzip/],
    ['without its last byte', (bytes) => bytes.subarray(0, -1), /line \d+: unexpected end/],
    ['half of it', (bytes) => bytes.subarray(0, bytes.length / 2), /line \d+: unexpected end/],
    ['with a byte changed', (bytes) => flipped(bytes, 50_000), /line \d+: /],
    ['with its check sum changed', (bytes) => flipped(bytes, bytes.length - 8), /incorrect data/],
    ['with a byte behind it', (bytes) => Buffer.concat([bytes, Buffer.from('x')]), /line 1202: /],
    ['with zeros behind it', (bytes) => Buffer.concat([bytes, Buffer.alloc(64)]), /line 1202: /],
    ['twice', (bytes) => Buffer.concat([bytes, bytes]), /line 1202: it follows the trailer/],
  ])('%s', async (_, damage, reason) => {
    await writeFile(file, damage(archive));
    await expectRefused(reason);
  });
});

describe('an altered file is refused whole, by its line', () => {
  const changed = (lines: string[], at: number, from: string, to: string) =>
    lines.with(at, (lines[at] ?? '').replace(from, to));

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['without its trailer', (lines) => lines.slice(0, -1), /line 1201: the trailer is missing/],
    [
      'without a line before it',
      (lines) => lines.toSpliced(700, 1),
      /line 1200: 1200 lines were written before it, and 1199 are there/,
    ],
    [
      'with two lines exchanged',
      (lines) => lines.with(0, lines[1] ?? '').with(1, lines[0] ?? ''),
      /line 1201: the digest/,
    ],
  ])('%s', async (_, alter, reason) => {
    const lines = gunzipSync(archive).toString().trimEnd().split('\n');
    await writeFile(file, gzipSync(`${alter(lines).join('\n')}\n`));
    await expectRefused(reason);
  });

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    [
      'in its data',
      (lines) => changed(lines, 700, '"seats":12', '"seats":13'),
      /line 701: .* has another hash than its content/,
    ],
    [
      'in its instant',
      (lines) => changed(lines, 1000, '"time":"2', '"time":"1'),
      /line 1001: .* has another hash/,
    ],
    [
      'in its metadata',
      (lines) => changed(lines, 2, '\\"actor\\":\\"test', '\\"actor\\":\\"tess'),
      /line 3: it is no event/,
    ],
    ['twice the same event', (lines) => [...lines, lines[600] ?? ''], /line 1201: .* follow/],
    [
      'by an attribute',
      (lines) => changed(lines, 5, '"hash"', '"x":1,"hash"'),
      /line 6: it is no event/,
    ],
    ['by no event', (lines) => lines.with(1, 'x'), /line 2: it is no event/],
    ['by an empty line', (lines) => lines.with(1, ''), /line 2: it is no event/],
  ])('by who makes the digest anew: %s', async (_, alter, reason) => {
    const lines = gunzipSync(archive).toString().trimEnd().split('\n').slice(0, -1);
    await rm(file, { force: true });
    await writeLines(file, pages(alter(lines)));
    await expectRefused(reason);
  });
});

it('a file that another gzip has packed anew is restored', async () => {
  const other = await createDatabase();
  await writeFile(file, gzipSync(gunzipSync(archive), { level: 1 }));
  const restored = restoreLog({ ownerUrl: other.ownerUrl, file, signal, progress });
  expect(await restored).toEqual({ events: flights, keys: 0 });
  await other.drop();
});

async function* pages(lines: string[]) {
  await Promise.resolve();
  yield lines;
}
