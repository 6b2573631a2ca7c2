import { describe, expect, it } from 'vitest';
import { isBefore, plusSeconds } from './instant.js';

describe('instants', () => {
  it('are ordered as points in time, with or without milliseconds', () => {
    expect(isBefore('2026-12-05T13:44:59.999Z', '2026-12-05T13:45:00.000Z')).toBe(true);
    expect(isBefore('2026-12-05T13:45:00.000Z', '2026-12-05T13:45:00.000Z')).toBe(false);
    expect(isBefore('2026-12-05T13:45:00.000Z', '2026-12-05T13:45:00Z')).toBe(false);
    expect(isBefore('2026-12-05T13:45:00Z', '2026-12-05T13:45:00.001Z')).toBe(true);
  });

  it('move by seconds, across midnight too', () => {
    expect(plusSeconds('2026-12-31T23:50:00.123Z', 900)).toBe('2027-01-01T00:05:00.123Z');
  });

  it('are not made of anything else', () => {
    expect(isBefore('soon', '2026-12-05T13:45:00.000Z')).toBe(false);
    expect(() => plusSeconds('soon', 1)).toThrow(RangeError);
  });
});
