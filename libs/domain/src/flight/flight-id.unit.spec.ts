import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flightIdOf, parseFlightId } from './flight-id.js';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const days = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a flight id', () => {
  it('names carrier, number, origin and local departure date', () => {
    const key = { carrier: 'UA', number: 1545, origin: 'EWR', date: '2026-12-05' };
    expect(flightIdOf(key)).toBe('UA1545-EWR-2026-12-05');
    expect(parseFlightId('UA1545-EWR-2026-12-05')).toEqual(key);
  });

  it('tells the digit of a carrier from its number', () => {
    expect(parseFlightId('9E3310-JFK-2026-12-05')).toMatchObject({ carrier: '9E', number: 3310 });
    expect(parseFlightId('B6371-LGA-2026-12-05')).toMatchObject({ carrier: 'B6', number: 371 });
  });

  it('comes back from its text', () => {
    const keys = fc.record({
      carrier: fc
        .oneof(
          fc.tuple(fc.constantFrom(...letters), fc.constantFrom(...letters, '0', '9')),
          fc.tuple(fc.constantFrom('0', '9'), fc.constantFrom(...letters)),
        )
        .map((pair) => pair.join('')),
      number: fc.integer({ min: 1, max: 9999 }),
      origin: fc
        .array(fc.constantFrom(...letters), { minLength: 3, maxLength: 3 })
        .map((l) => l.join('')),
      date: days,
    });
    fc.assert(
      fc.property(keys, (key) => {
        expect(parseFlightId(flightIdOf(key))).toEqual(key);
      }),
    );
  });

  it('is refused for a date that the calendar does not have', () => {
    expect(parseFlightId('UA1545-EWR-2028-02-29')).toBeDefined();
    expect(parseFlightId('UA1545-EWR-2026-02-29')).toBeUndefined();
    expect(parseFlightId('UA1545-EWR-2026-04-31')).toBeUndefined();
    expect(parseFlightId('UA1545-EWR-2026-13-01')).toBeUndefined();
    expect(parseFlightId('UA1545-EWR-2026-00-10')).toBeUndefined();
  });

  it.each([
    '',
    'ua1545-EWR-2026-12-05',
    'UA0-EWR-2026-12-05',
    'UA0045-EWR-2026-12-05',
    'UA12345-EWR-2026-12-05',
    '991-EWR-2026-12-05',
    'UA1545-EW-2026-12-05',
    'UA1545-EWR-26-12-05',
    'UA1545-EWR-2026-12-5',
    ' UA1545-EWR-2026-12-05',
    'UA1545-EWR-2026-12-05\n',
    'UA1545-EWR-2026-12-05/seats',
  ])('is not %j', (text) => {
    expect(parseFlightId(text)).toBeUndefined();
  });
});
