import { describe, expect, it } from 'vitest';
import { differenceLine, type Report, reportLines } from './index.js';

describe('a difference is told on one line', () => {
  it('in a stream', () => {
    const place = { kind: 'version', streamId: 'booking-K7QX2M', version: 3 } as const;
    const line = 'version booking-K7QX2M@3: expected version 2; found version 3';
    const difference = { ...place, expected: 'version 2', found: 'version 3' };
    expect(differenceLine(difference)).toBe(line);
  });

  it('in a view, of a stream that is not there', () => {
    const place = { kind: 'view-row', view: 'booking', streamId: 'booking-K7QX2M' } as const;
    const line = 'view-row views.booking booking-K7QX2M: expected no row; found one at version 1';
    const difference = { ...place, expected: 'no row', found: 'one at version 1' };
    expect(differenceLine(difference)).toBe(line);
  });

  it('in the whole log', () => {
    const difference = { kind: 'log-head', expected: '14 events', found: '12' } as const;
    expect(differenceLine(difference)).toBe('log-head: expected 14 events; found 12');
  });
});

describe('a report', () => {
  const clean: Report = {
    ...{
      events: 336_776,
      streams: 336_776,
      rows: 673_552,
      behind: 0,
      untoldFares: 0,
      differences: 0,
    },
    heads: undefined,
    seconds: 60,
  };

  it('tells what was looked at, and that no head was', () => {
    expect(reportLines(clean)).toEqual([
      '336,776 events in 336,776 streams and 673,552 rows of views in 60.0 s (5613 events/s)',
      'no signed heads of the log were given: one written anew with all its hashes passes',
      'no difference',
    ]);
  });

  it('tells how many differences and rows behind there are, and of signed heads', () => {
    const heads = { file: '.contrail/log-heads.jsonl', kept: 2, signed: undefined };
    expect(
      reportLines({ ...clean, behind: 1, untoldFares: 3, differences: 2, heads }).slice(1),
    ).toEqual([
      '1 row behind, which the projector has yet to reach',
      '3 fares newer than what the flights have been told',
      '2 signed heads before (.contrail/log-heads.jsonl)',
      '2 differences',
    ]);
  });

  it('tells of a head that was signed first', () => {
    const position = { transactionId: '755', position: '9' };
    const signed = { events: 9, position, hash: 'ab'.repeat(32) };
    const heads = { file: 'log-heads.jsonl', kept: 0, signed };
    expect(reportLines({ ...clean, heads })[1]).toBe(
      'the log had no signed head before; signed now: 9 events (log-heads.jsonl)',
    );
  });
});
