import { describe, expect, it } from 'vitest';
import { addMoney, isSameMoney, multiplyMoney, usd } from './money.js';

describe('money', () => {
  it('adds and multiplies whole cents', () => {
    expect(addMoney(usd(12300), usd(45))).toEqual({ amount: 12345, currency: 'USD' });
    expect(multiplyMoney(usd(19400), 3)).toEqual({ amount: 58200, currency: 'USD' });
  });

  it('is the same when the amounts are', () => {
    expect(isSameMoney(usd(100), usd(100))).toBe(true);
    expect(isSameMoney(usd(100), usd(101))).toBe(false);
  });

  it('is never a fraction of a cent', () => {
    expect(() => usd(0.5)).toThrow(RangeError);
    expect(() => multiplyMoney(usd(1), 1.5)).toThrow(RangeError);
    expect(() => usd(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
  });
});
