import { describe, expect, it } from 'vitest';
import { consistencyToken, parseConsistencyToken } from './consistency-token.js';

const versions = { 'booking-4SZU7G': 1, 'flight-UA1545-EWR-2026-12-05': 12 };

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}

describe('a Consistency-Token', () => {
  it('carries the versions that were written', () => {
    expect(parseConsistencyToken(consistencyToken(versions))).toEqual(versions);
  });

  it('is the same in whatever order they were written', () => {
    const reversed = Object.fromEntries(Object.entries(versions).reverse());
    expect(consistencyToken(reversed)).toBe(consistencyToken(versions));
  });

  it('carries the revision of a fare, which is of more digits than a version', () => {
    const fare = { 'fare-UA1545-EWR-2026-12-05-economy': 1_764_244_800_123 };
    expect(parseConsistencyToken(consistencyToken(fare))).toEqual(fare);
  });

  it.each([
    [
      'a revision that no number keeps',
      encoded('fare-UA1-EWR-2026-12-05-economy@9999999999999999'),
    ],
    ['nothing', ''],
    ['what is not base64url', 'booking@1'],
    ['a stream without a version', encoded('booking-4SZU7G')],
    ['version 0', encoded('booking-4SZU7G@0')],
    ['a version that no stream reaches', encoded('booking-4SZU7G@99999999999')],
    ['more streams than a write may touch', encoded(Array(17).fill('a-1@1').join(','))],
  ])('is malformed: %s', (_, token) => {
    expect(parseConsistencyToken(token)).toBeUndefined();
  });
});
