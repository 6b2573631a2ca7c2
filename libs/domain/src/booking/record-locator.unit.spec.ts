import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  recordLocatorAlphabet,
  recordLocatorFrom,
  recordLocatorLength,
  recordLocatorPattern,
} from './record-locator.js';

describe('a record locator', () => {
  it('is six letters of its alphabet, whatever the bytes', () => {
    const bytes = fc.uint8Array({ minLength: recordLocatorLength, maxLength: 16 });
    fc.assert(
      fc.property(bytes, (of) => {
        expect(recordLocatorFrom(of)).toMatch(recordLocatorPattern);
      }),
    );
  });

  it('has every letter as often as every other', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const [letter = ''] = recordLocatorFrom(new Uint8Array(recordLocatorLength).fill(byte));
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect([...counts.keys()].join('')).toBe(recordLocatorAlphabet);
    expect(new Set(counts.values())).toEqual(new Set([8]));
  });

  it('has a pattern of exactly its alphabet', () => {
    for (let code = 0; code < 128; code += 1) {
      const letter = String.fromCharCode(code);
      expect(recordLocatorPattern.test(letter.repeat(recordLocatorLength))).toBe(
        recordLocatorAlphabet.includes(letter),
      );
    }
    expect(recordLocatorPattern.test('K7QX2')).toBe(false);
    expect(recordLocatorPattern.test('K7QX2MM')).toBe(false);
  });

  it('takes the first six bytes, and not fewer', () => {
    expect(recordLocatorFrom(Uint8Array.of(0, 1, 31, 32, 23, 24, 7))).toBe('AB9AZ2');
    expect(() => recordLocatorFrom(new Uint8Array(5))).toThrow(RangeError);
  });
});
