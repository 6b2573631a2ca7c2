import { describe, expect, it } from 'vitest';
import { isOutOfReach } from './problem-filter.js';

function withCode(code: string): Error {
  return Object.assign(new Error('failed'), { code });
}

describe('a part is out of reach', () => {
  it.each(['ECONNREFUSED', 'EAI_AGAIN', '08006', '53300', '57014', '57P01', '28P01', '40P01'])(
    'when an error has the code %s',
    (code) => {
      expect(isOutOfReach(withCode(code))).toBe(true);
    },
  );

  it.each(['Connection terminated unexpectedly', 'Query read timeout'])(
    'when pg says: %s',
    (message) => {
      expect(isOutOfReach(new Error(message))).toBe(true);
    },
  );

  it.each([withCode('23505'), withCode('42703'), new Error('a bug'), 'a string', undefined])(
    'but not for %s',
    (error) => {
      expect(isOutOfReach(error)).toBe(false);
    },
  );
});
