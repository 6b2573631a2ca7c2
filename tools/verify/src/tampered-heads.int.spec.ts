import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BookedLog } from '../test/booked-log.js';

let log: BookedLog;

beforeEach(async () => {
  log = await BookedLog.open();
});

afterEach(() => log.close());

describe('a signed head tells of', () => {
  it('a tail that was cut off before any view had passed it', async () => {
    await log.place('NEW222');
    await log.signHead(14);
    await log.superuser.tamper(
      `DELETE FROM log.event WHERE metadata ->> 'commandId' = 'place NEW222'`,
    );
    await log.expectFound({ kind: 'log-head', found: '12 events in all' });
  });

  it('events that were swapped in the order in which the log is followed', async () => {
    await log.signHead(12);
    const [out, back] = log.flights;
    await log.superuser.swapTransactions([out, 1], [back, 1]);
    const found = expect.stringMatching(/^others after the first 0/);
    await log.expectFound({ kind: 'log-head', found });
  });

  it('a stream that was written anew with all its hashes right, behind the last head that holds', async () => {
    await log.signHead(12);
    await log.place('NEW222');
    await log.project();
    await log.signHead(14);
    await log.superuser.tamper(
      `UPDATE log.event SET metadata = replace(metadata::text, '"test"', '"tesT"')::json
       WHERE stream_id = 'booking-NEW222'`,
    );
    await log.superuser.rehash('booking-NEW222');
    await log.expectFound({
      kind: 'log-head',
      expected: expect.stringMatching(/^the first 14 events to have the hash [0-9a-f]{64}, as/),
      found: expect.stringMatching(/^others after the first 12/),
    });
  });
});

describe('the file of signed heads', () => {
  it('is found out where it was forged', async () => {
    await log.signHead(12);
    const text = await readFile(log.heads.file, 'utf8');
    await writeFile(log.heads.file, text.replace('"events":12', '"events":11'));
    const expected = 'line 1 of the signed heads to be signed under the secret';
    await log.expectFound({ kind: 'log-head', expected });
  });

  it('is missed when it is gone, and then no head is signed', async () => {
    await log.signHead(12);
    await log.noteSigned(12);
    expect((await log.verify()).report).toMatchObject({ differences: 0, heads: { kept: 1 } });
    await rm(log.heads.file);
    const expected = `the head of 12 events in ${log.heads.file}, which was signed`;
    await log.expectFound({ kind: 'log-head', expected, found: 'none' });
  });

  it('is missed where its end is gone, with the tail that it told of', async () => {
    await log.signHead(12);
    const before = await readFile(log.heads.file, 'utf8');
    await log.place('NEW222');
    await log.signHead(14);
    await log.noteSigned(14);
    await writeFile(log.heads.file, before);
    await log.superuser.tamper(
      `DELETE FROM log.event WHERE metadata ->> 'commandId' = 'place NEW222'`,
    );
    await log.expectFound({ kind: 'log-head', found: 'one of 12' });
  });

  it('says nothing of a log by the heads of another', async () => {
    const other = await BookedLog.open();
    await other.signHead(12);
    await appendFile(log.heads.file, await readFile(other.heads.file, 'utf8'));
    await other.close();
    expect((await log.verify()).report).toMatchObject({ differences: 0, heads: { kept: 0 } });
  });
});
